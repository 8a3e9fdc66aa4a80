// SPDX-License-Identifier: GPL-3.0-or-later
// Widget: the fields of a user, for a new one and for editing.
#pragma once

#include "server/base/result.h"
#include "server/base/user.h"

#include <QHash>
#include <QWidget>

class QCheckBox;
class QFormLayout;
class QLineEdit;
class QListWidget;
class QPlainTextEdit;

namespace tokendesk::ui {

class RoleLabel;
class Theme;

/// Name, e-mail, groups, flags and custom claims, each with its error below it. Object names:
/// username, email, firstName, lastName, active, staff, superuser, groupsList, groupAdd,
/// groupAddButton, claims, claimsState; error_<field>. Thread: GUI.
class UserForm : public QWidget
{
    Q_OBJECT
public:
    explicit UserForm(Theme &theme, QWidget *parent = nullptr);

    /// Fills the fields; isDirty() is false then.
    void setUser(const User &user);
    /// Offers \a groups beside those of the user.
    void setKnownGroups(const QStringList &groups);
    [[nodiscard]] NewUser values() const;
    /// What is different from setUser().
    [[nodiscard]] UserChange change() const;
    [[nodiscard]] bool isDirty() const;
    /// Has a name, and claims that are a JSON object or nothing.
    [[nodiscard]] bool isAcceptable() const;
    /// Shows \a error beside its field; false if none of the fields has that name.
    bool showError(const Error &error);
    void clearErrors();
    /// A row below the others, for a password.
    void addRow(const QString &label, QWidget *field);

signals:
    void changed();

private:
    QLineEdit *addLine(const QString &name, const QString &label);
    QWidget *makeGroups();
    QWidget *makeFlags();
    void addGroup();
    void addGroupItem(const QString &name, bool checked);
    [[nodiscard]] std::optional<QJsonObject> claims() const;
    [[nodiscard]] QStringList groups() const;
    void edited();
    void addError(const QString &field);

    Theme &m_theme;
    User m_user;
    QFormLayout *m_layout = nullptr;
    QLineEdit *m_username = nullptr;
    QLineEdit *m_email = nullptr;
    QLineEdit *m_firstName = nullptr;
    QLineEdit *m_lastName = nullptr;
    QListWidget *m_groups = nullptr;
    QLineEdit *m_groupName = nullptr;
    QCheckBox *m_active = nullptr;
    QCheckBox *m_staff = nullptr;
    QCheckBox *m_superuser = nullptr;
    QPlainTextEdit *m_claims = nullptr;
    RoleLabel *m_claimsState = nullptr;
    QHash<QString, RoleLabel *> m_errors;
};

} // namespace tokendesk::ui
