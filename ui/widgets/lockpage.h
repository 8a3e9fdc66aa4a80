// SPDX-License-Identifier: GPL-3.0-or-later
// Widget: what the window shows while nobody is signed in.
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;

namespace tokendesk::ui {

class ConsoleSession;
class CopyButton;
class RoleLabel;
class Theme;

/// Name, password and why the console is locked; what to do about a forgotten password. Object
/// names: lockPage, lockTitle, lockReason, lockUsername, lockPassword, lockCapsLock, lockError,
/// signInButton, lockCommand. Thread: GUI.
class LockPage : public QWidget
{
    Q_OBJECT
public:
    /// \a dataOptions: what leads the command line to this data, such as "--data-dir '/srv/auth'".
    LockPage(ConsoleSession &session, Theme &theme, const QString &dataOptions,
             QWidget *parent = nullptr);

    /// The database could not be asked, for \a reason.
    void setUnavailable(const QString &reason);
    /// Where the cursor belongs: the password if the name is known.
    void takeFocus();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildForm();
    void buildHelp();
    void follow();
    void submit();
    void setBusy(bool isBusy);
    void showError(const QString &text);
    void update();
    [[nodiscard]] QString reasonText() const;
    void paintIcon();

    ConsoleSession &m_session;
    Theme &m_theme;
    QString m_dataOptions;
    QLabel *m_icon = nullptr;
    QLabel *m_title = nullptr;
    RoleLabel *m_reason = nullptr;
    QWidget *m_form = nullptr;
    QLineEdit *m_username = nullptr;
    QLineEdit *m_password = nullptr;
    RoleLabel *m_capsLock = nullptr;
    RoleLabel *m_error = nullptr;
    QPushButton *m_signIn = nullptr;
    QLabel *m_command = nullptr;
    CopyButton *m_copy = nullptr;
    bool m_isBusy = false;
};

} // namespace tokendesk::ui
