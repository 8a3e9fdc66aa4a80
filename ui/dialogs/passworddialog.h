// SPDX-License-Identifier: GPL-3.0-or-later
// Dialog: a new password for a user.
#pragma once

#include "server/runtime/adminapi.h"

#include <QDialog>

class QCheckBox;
class QPushButton;

namespace tokendesk::ui {

class PasswordField;
class RoleLabel;
class Theme;

/// Sets the password of one user and stays open until that has succeeded. Show it with open().
/// Object names besides those of PasswordField: applyPasswordButton, cancelButton, endSessions,
/// dialogError. Thread: GUI.
class PasswordDialog : public QDialog
{
    Q_OBJECT
public:
    PasswordDialog(AdminApi &api, Theme &theme, const User &user, QWidget *parent = nullptr);

signals:
    void passwordSet();

private:
    void apply();
    void update();

    AdminApi &m_api;
    UserId m_user;
    PasswordField *m_password = nullptr;
    QCheckBox *m_endSessions = nullptr;
    RoleLabel *m_error = nullptr;
    QPushButton *m_apply = nullptr;
    bool m_busy = false;
};

} // namespace tokendesk::ui
