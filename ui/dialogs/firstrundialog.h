// SPDX-License-Identifier: GPL-3.0-or-later
// Widget: asks for the first administrator of an empty database.
#pragma once

#include "server/runtime/adminapi.h"

#include <QDialog>
#include <QHash>

class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace tokendesk::ui {

class PasswordField;
class Theme;

/// Creates one user who is staff and superuser. Errors appear beside the field they speak of.
/// Closes with Accepted once the user exists. Object names: firstRunDialog, username, email,
/// password, createButton, laterButton, error_<field>. Thread: GUI.
class FirstRunDialog : public QDialog
{
    Q_OBJECT
public:
    FirstRunDialog(AdminApi &api, Theme &theme, QWidget *parent = nullptr);

signals:
    void created(const tokendesk::User &user);

private:
    void addRow(QFormLayout *form, const QString &label, const QString &field, QWidget *edit);
    [[nodiscard]] NewUser typed() const;
    [[nodiscard]] bool isComplete() const;
    void assess();
    void create();
    void showError(const Error &error);
    void clearErrors();

    AdminApi &m_api;
    Theme &m_theme;
    QLineEdit *m_username = nullptr;
    QLineEdit *m_email = nullptr;
    PasswordField *m_password = nullptr;
    QHash<QString, QLabel *> m_errors; ///< by field; the empty one is for the whole form
    QPushButton *m_create = nullptr;
    bool m_busy = false;
};

} // namespace tokendesk::ui
