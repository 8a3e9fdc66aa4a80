// SPDX-License-Identifier: GPL-3.0-or-later
// Widget: where the administrator who is signed in types the password again.
#pragma once

#include <QWidget>

class QLineEdit;

namespace tokendesk::ui {

class ConsoleSession;
class RoleLabel;
class Theme;

/// A masked field with the reason for it above and what went wrong below. Object names: proofField,
/// proofError. Thread: GUI.
class PasswordProof : public QWidget
{
    Q_OBJECT
public:
    PasswordProof(ConsoleSession &session, Theme &theme, QWidget *parent = nullptr);

    /// Has the password looked at, which takes as long as a login.
    void submit();

signals:
    void proven();
    /// While the password is being looked at.
    void busyChanged(bool isBusy);
    /// Return in the field, which presses no button by itself.
    void returnPressed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void setBusy(bool isBusy);
    void showError(const QString &text);

    ConsoleSession &m_session;
    QLineEdit *m_field = nullptr;
    RoleLabel *m_error = nullptr;
    bool m_isBusy = false;
};

} // namespace tokendesk::ui
