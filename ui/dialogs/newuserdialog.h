// SPDX-License-Identifier: GPL-3.0-or-later
// Dialog: a new user.
#pragma once

#include "server/runtime/adminapi.h"

#include <QDialog>

class QPushButton;

namespace tokendesk::ui {

class PasswordField;
class RoleLabel;
class Theme;
class UserForm;

/// Creates a user and stays open, with the errors beside their fields, until that has succeeded.
/// Show it with open(). Object names besides those of UserForm and PasswordField: createUserButton,
/// cancelButton, dialogError. Thread: GUI.
class NewUserDialog : public QDialog
{
    Q_OBJECT
public:
    NewUserDialog(AdminApi &api, Theme &theme, QWidget *parent = nullptr);

signals:
    void created(const tokendesk::User &user);

private:
    void create();
    void update();

    AdminApi &m_api;
    UserForm *m_form = nullptr;
    PasswordField *m_password = nullptr;
    RoleLabel *m_error = nullptr;
    QPushButton *m_create = nullptr;
    bool m_busy = false;
};

} // namespace tokendesk::ui
