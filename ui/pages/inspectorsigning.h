// SPDX-License-Identifier: GPL-3.0-or-later
// Widget: an edited copy of a token, and a signature for it.
#pragma once

#include "ui/page.h"

class QPlainTextEdit;
class QPushButton;

namespace tokendesk::ui {

class CopyButton;
class RoleLabel;
class TokenHighlighter;
class VerifyKeyBox;

/// Header and payload of the token to be edited. Once they differ the old signature is red; with a
/// key of one's own, or the server's after who sits here has been asked for the password again, the
/// copy gets a new one. Object names: headerEdit, payloadEdit, loadToken, timesFromNow,
/// signatureState, signButton, signedText, copySigned, inspectSigned. Thread: GUI.
class InspectorSigning : public QWidget
{
    Q_OBJECT
public:
    explicit InspectorSigning(const PageContext &context, QWidget *parent = nullptr);

    /// Takes the parts of \a inspection over, unless somebody is editing.
    void setInspection(const Inspection &inspection);
    /// Forgets everything, the key too.
    void clear();
    /// Whether something was typed that is not signed yet.
    [[nodiscard]] bool isEdited() const;

signals:
    void inspectWanted(const QString &token);

private:
    [[nodiscard]] QPlainTextEdit *makeEditor(const char *name, const QString &accessibleName);
    [[nodiscard]] QWidget *makeEditors();
    [[nodiscard]] QWidget *makeResult();
    void load();
    void setTimesFromNow();
    /// Shows the copy with the old signature, and whether it fits.
    void update();
    void sign();
    void order(std::optional<SecretBytes> key, SecretBytes passphrase);
    void show(const Result<SignedToken> &made);

    PageContext m_context;
    QPlainTextEdit *m_header = nullptr;
    QPlainTextEdit *m_payload = nullptr;
    QPlainTextEdit *m_result = nullptr;
    TokenHighlighter *m_highlighter = nullptr;
    VerifyKeyBox *m_key = nullptr;
    RoleLabel *m_state = nullptr;
    QPushButton *m_load = nullptr;
    QPushButton *m_times = nullptr;
    QPushButton *m_sign = nullptr;
    QPushButton *m_inspect = nullptr;
    CopyButton *m_copy = nullptr;
    QString m_token; ///< the original
    QByteArray m_originalHeader; ///< compact
    QByteArray m_originalPayload;
    quint64 m_asked = 0; ///< number of the last order; older answers are dropped
};

} // namespace tokendesk::ui
