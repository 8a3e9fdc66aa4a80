// SPDX-License-Identifier: GPL-3.0-or-later
// Widget: chooses the key a token is verified with.
#pragma once

#include "server/base/secretbytes.h"

#include <QWidget>

#include <optional>

class QAction;
class QLineEdit;
class QRadioButton;
class QTimer;

namespace tokendesk::ui {

class Theme;

/// The server's keys or an HMAC secret typed here. The secret is masked; the eye shows it for 30 s.
/// It is kept nowhere else. Object names: serverKeys, ownSecret, secretField. Thread: GUI.
class VerifyKeyBox : public QWidget
{
    Q_OBJECT
public:
    explicit VerifyKeyBox(Theme &theme, QWidget *parent = nullptr);

    /// Nothing: the server's keys, also while no secret was typed yet.
    [[nodiscard]] std::optional<SecretBytes> secret() const;
    /// Back to the server's keys; forgets the secret.
    void reset();

signals:
    void changed();

private:
    void showSecret(bool visible);

    Theme &m_theme;
    QRadioButton *m_server = nullptr;
    QRadioButton *m_own = nullptr;
    QLineEdit *m_secret = nullptr;
    QAction *m_eye = nullptr;
    QTimer *m_mask = nullptr;
};

} // namespace tokendesk::ui
