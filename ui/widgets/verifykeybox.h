// SPDX-License-Identifier: GPL-3.0-or-later
// Widget: chooses the key a token is verified or signed with.
#pragma once

#include "server/base/secretbytes.h"

#include <QWidget>

#include <optional>

class QAction;
class QLineEdit;
class QPushButton;
class QRadioButton;
class QTimer;

namespace tokendesk::ui {

class Prompter;
class RoleLabel;
class Theme;

/// The server's keys, or a key of one's own that is typed, pasted, dropped or read from a file:
/// PEM, encrypted or not, JWK, JWK Set, or an HMAC secret. It is masked; the eye shows it for 30 s.
/// It and its passphrase are kept nowhere else. Object names: serverKeys, ownSecret, secretField,
/// showSecret, keyFile, keyKind, passphraseField, usePassphrase, keyProblem; to sign with
/// signServerKeys and so on. Thread: GUI.
class VerifyKeyBox : public QWidget
{
    Q_OBJECT
public:
    enum class Purpose { Verify, Sign };

    VerifyKeyBox(Theme &theme, Prompter &prompter, Purpose purpose = Purpose::Verify,
                 QWidget *parent = nullptr);

    /// Whether the server's keys are chosen.
    [[nodiscard]] bool isServers() const;

    /// Nothing: the server's keys, also while none of one's own was typed yet.
    [[nodiscard]] std::optional<SecretBytes> secret() const;
    /// What opens secret(); empty: nothing was entered, or nothing is needed.
    [[nodiscard]] SecretBytes passphrase() const;
    /// Whether secret() is encrypted, and nothing was entered that might open it.
    [[nodiscard]] bool isLocked() const;
    /// Takes the text of a file. What is no text, or too long for a key, is a problem.
    void readFile(const QString &path);
    /// Back to the server's keys; forgets the other.
    void reset();
    /// Why the key of one's own cannot be used; empty: it can.
    void setProblem(const QString &problem);

signals:
    void changed();

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void nameParts(Purpose purpose);
    void layOut(Purpose purpose);
    void chooseFile();
    void takeKey(const QString &text);
    void usePassphrase();
    void showSecret(bool visible);
    void showKind();
    /// What is wrong with what was read; empty: nothing.
    void refuse(const QString &why);
    [[nodiscard]] bool isEncrypted() const;

    Theme &m_theme;
    Prompter &m_prompter;
    QRadioButton *m_server = nullptr;
    QRadioButton *m_own = nullptr;
    QLineEdit *m_secret = nullptr;
    QAction *m_eye = nullptr;
    QTimer *m_mask = nullptr;
    QPushButton *m_file = nullptr;
    RoleLabel *m_kind = nullptr;
    QWidget *m_passphraseRow = nullptr;
    QLineEdit *m_passphrase = nullptr;
    QPushButton *m_use = nullptr;
    RoleLabel *m_problem = nullptr;
    QString m_refusal; ///< of what was read; stands until something else is entered
    bool m_isEntered = false; ///< the passphrase is complete
};

} // namespace tokendesk::ui
