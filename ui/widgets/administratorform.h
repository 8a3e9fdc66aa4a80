// SPDX-License-Identifier: GPL-3.0-or-later
// Widget: who the first administrator is.
#pragma once

#include "server/runtime/adminapi.h"

#include <QHash>
#include <QWidget>

class QFormLayout;
class QLabel;
class QLineEdit;

namespace tokendesk::ui {

class PasswordField;
class Theme;

/// Name, e-mail address and password of a user who is staff and superuser; errors appear beside the
/// field they speak of. Object names: username, email, password, error_<field>. Thread: GUI.
class AdministratorForm : public QWidget
{
    Q_OBJECT
public:
    explicit AdministratorForm(Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] NewUser typed() const;
    [[nodiscard]] PasswordField &password() const { return *m_password; }
    /// A name, and a password that is strong or explicitly allowed to be weak.
    [[nodiscard]] bool isComplete() const;
    /// Beside its field, which gets the focus, or below the form.
    void showError(const Error &error);
    void clearErrors();

signals:
    void changed();

private:
    void addRow(QFormLayout *form, const QString &label, const QString &field, QWidget *edit);
    QLabel *addError(const QString &field);

    Theme &m_theme;
    QLineEdit *m_username = nullptr;
    QLineEdit *m_email = nullptr;
    PasswordField *m_password = nullptr;
    QHash<QString, QLabel *> m_errors; ///< by field; the empty one is for the whole form
};

} // namespace tokendesk::ui
