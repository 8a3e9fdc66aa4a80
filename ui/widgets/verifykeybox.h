// SPDX-License-Identifier: GPL-3.0-or-later
// Widget: chooses the key a token is verified or signed with.
#pragma once

#include "server/base/secretbytes.h"

#include <QWidget>

#include <optional>

class QAction;
class QLineEdit;
class QRadioButton;
class QTimer;

namespace tokendesk::ui {

class RoleLabel;
class Theme;

/// The server's keys, or a key of one's own that is typed or pasted here: PEM, JWK, JWK Set, or an
/// HMAC secret. It is masked; the eye shows it for 30 s. It is kept nowhere else. Object names:
/// serverKeys, ownSecret, secretField, keyKind, keyProblem; to sign with signServerKeys and so on.
/// Thread: GUI.
class VerifyKeyBox : public QWidget
{
    Q_OBJECT
public:
    enum class Purpose { Verify, Sign };

    explicit VerifyKeyBox(Theme &theme, Purpose purpose = Purpose::Verify,
                          QWidget *parent = nullptr);

    /// Whether the server's keys are chosen.
    [[nodiscard]] bool isServers() const;

    /// Nothing: the server's keys, also while none of one's own was typed yet.
    [[nodiscard]] std::optional<SecretBytes> secret() const;
    /// Back to the server's keys; forgets the other.
    void reset();
    /// Why the key of one's own cannot be used; empty: it can.
    void setProblem(const QString &problem);

signals:
    void changed();

private:
    void showSecret(bool visible);
    void showKind();

    Theme &m_theme;
    QRadioButton *m_server = nullptr;
    QRadioButton *m_own = nullptr;
    QLineEdit *m_secret = nullptr;
    QAction *m_eye = nullptr;
    QTimer *m_mask = nullptr;
    RoleLabel *m_kind = nullptr;
    RoleLabel *m_problem = nullptr;
};

} // namespace tokendesk::ui
