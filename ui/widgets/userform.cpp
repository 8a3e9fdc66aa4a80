// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/userform.h"

#include "ui/translation.h"
#include "ui/widgets/rolelabel.h"

#include <QCheckBox>
#include <QFontDatabase>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QJsonDocument>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>

namespace tokendesk::ui {

namespace {

QString claimsText(const QJsonObject &claims)
{
    return claims.isEmpty() ? QString()
                            : QString::fromUtf8(QJsonDocument(claims).toJson()).trimmed();
}

/// "first_name" and "firstName" name the same field.
QString plainName(const QString &field)
{
    return QString(field).remove(QLatin1Char('_')).toLower();
}

template<typename T>
void note(std::optional<T> &field, const T &before, const T &now)
{
    if (!(before == now))
        field = now;
}

} // namespace

UserForm::UserForm(Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_layout(new QFormLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_username = addLine(QStringLiteral("username"), tr("&User name"));
    m_email = addLine(QStringLiteral("email"), tr("E-&mail"));
    m_firstName = addLine(QStringLiteral("firstName"), tr("&First name"));
    m_lastName = addLine(QStringLiteral("lastName"), tr("&Last name"));
    addRow(tr("Groups"), makeGroups());
    addError(QStringLiteral("groups"));
    addRow({}, makeFlags());

    m_claims = new QPlainTextEdit(this);
    m_claims->setObjectName(QStringLiteral("claims"));
    m_claims->setAccessibleName(tr("Custom claims, a JSON object"));
    m_claims->setPlaceholderText(QStringLiteral("{\"department\": \"R&D\"}"));
    m_claims->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_claims->setTabChangesFocus(true);
    m_claims->setFixedHeight(fontMetrics().height() * 4 + 10);
    addRow(tr("&Custom claims"), m_claims);
    m_claimsState = new RoleLabel(m_theme, ColourRole::Muted, {}, this);
    m_claimsState->setObjectName(QStringLiteral("claimsState"));
    m_claimsState->setSmall();
    m_claimsState->setWordWrap(true);
    m_layout->addRow(QString(), m_claimsState);
    addError(QStringLiteral("claims"));
    connect(m_claims, &QPlainTextEdit::textChanged, this, &UserForm::edited);
    setUser({});
}

QLineEdit *UserForm::addLine(const QString &name, const QString &label)
{
    auto *line = new QLineEdit(this);
    line->setObjectName(name);
    line->setAccessibleName(QString(label).remove(QLatin1Char('&')));
    addRow(label, line);
    addError(name);
    connect(line, &QLineEdit::textChanged, this, &UserForm::edited);
    return line;
}

void UserForm::addRow(const QString &label, QWidget *field) { m_layout->addRow(label, field); }

void UserForm::addError(const QString &field)
{
    auto *label = new RoleLabel(m_theme, ColourRole::Error, {}, this);
    label->setObjectName(QStringLiteral("error_") + field);
    label->setWordWrap(true);
    label->hide();
    m_layout->addRow(QString(), label);
    m_errors.insert(plainName(field), label);
}

QWidget *UserForm::makeGroups()
{
    auto *box = new QWidget(this);
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    m_groups = new QListWidget(box);
    m_groups->setObjectName(QStringLiteral("groupsList"));
    m_groups->setAccessibleName(tr("Groups"));
    m_groups->setMinimumWidth(120);
    m_groups->setFixedHeight(fontMetrics().height() * 4 + 12);
    m_groupName = new QLineEdit(box);
    m_groupName->setObjectName(QStringLiteral("groupAdd"));
    m_groupName->setPlaceholderText(tr("New group"));
    m_groupName->setAccessibleName(tr("Name of a new group"));
    auto *add = new QPushButton(m_theme.icon(QStringLiteral("add")), tr("Add"), box);
    add->setObjectName(QStringLiteral("groupAddButton"));
    add->setAccessibleName(tr("Add the group"));
    add->setAutoDefault(false);
    auto *row = new QHBoxLayout;
    row->addWidget(m_groupName, 1);
    row->addWidget(add);
    layout->addWidget(m_groups);
    layout->addLayout(row);
    connect(add, &QPushButton::clicked, this, &UserForm::addGroup);
    connect(m_groups, &QListWidget::itemChanged, this, &UserForm::edited);
    return box;
}

QWidget *UserForm::makeFlags()
{
    auto *box = new QWidget(this);
    auto *layout = new QHBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    const auto flag = [&](const QString &name, const QString &text) {
        auto *check = new QCheckBox(text, box);
        check->setObjectName(name);
        layout->addWidget(check);
        connect(check, &QCheckBox::toggled, this, &UserForm::edited);
        return check;
    };
    m_active = flag(QStringLiteral("active"), tr("&Active"));
    m_staff = flag(QStringLiteral("staff"), tr("&Staff"));
    m_superuser = flag(QStringLiteral("superuser"), tr("Su&peruser"));
    layout->addStretch(1);
    return box;
}

void UserForm::addGroupItem(const QString &name, bool checked)
{
    auto *item = new QListWidgetItem(name, m_groups);
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
    item->setCheckState(checked ? Qt::Checked : Qt::Unchecked);
}

void UserForm::addGroup()
{
    const QString name = m_groupName->text().simplified();
    if (name.isEmpty())
        return;
    const QList<QListWidgetItem *> known = m_groups->findItems(name, Qt::MatchExactly);
    if (known.isEmpty())
        addGroupItem(name, true);
    else
        known.first()->setCheckState(Qt::Checked);
    m_groupName->clear();
    m_groups->scrollToBottom();
    edited();
}

void UserForm::setKnownGroups(const QStringList &groups)
{
    for (const QString &group : groups) {
        if (m_groups->findItems(group, Qt::MatchExactly).isEmpty())
            addGroupItem(group, false);
    }
}

void UserForm::setUser(const User &user)
{
    m_user = user;
    m_username->setText(user.username);
    m_email->setText(user.email);
    m_firstName->setText(user.firstName);
    m_lastName->setText(user.lastName);
    m_active->setChecked(user.active);
    m_staff->setChecked(user.staff);
    m_superuser->setChecked(user.superuser);
    m_groups->clear();
    for (const QString &group : user.groups)
        addGroupItem(group, true);
    m_claims->setPlainText(claimsText(user.claims));
    clearErrors();
    edited();
}

std::optional<QJsonObject> UserForm::claims() const
{
    const QString text = m_claims->toPlainText().trimmed();
    if (text.isEmpty())
        return QJsonObject();
    const QJsonDocument document = QJsonDocument::fromJson(text.toUtf8());
    if (!document.isObject())
        return {};
    return document.object();
}

QStringList UserForm::groups() const
{
    QStringList names;
    for (int i = 0; i < m_groups->count(); ++i) {
        if (m_groups->item(i)->checkState() == Qt::Checked)
            names.append(m_groups->item(i)->text());
    }
    names.sort();
    return names;
}

NewUser UserForm::values() const
{
    NewUser user;
    user.username = m_username->text().trimmed();
    user.email = m_email->text().trimmed();
    user.firstName = m_firstName->text().simplified();
    user.lastName = m_lastName->text().simplified();
    user.active = m_active->isChecked();
    user.staff = m_staff->isChecked();
    user.superuser = m_superuser->isChecked();
    user.groups = groups();
    user.claims = claims().value_or(QJsonObject());
    return user;
}

UserChange UserForm::change() const
{
    const NewUser now = values();
    UserChange change;
    note(change.username, m_user.username, now.username);
    note(change.email, m_user.email, now.email);
    note(change.firstName, m_user.firstName, now.firstName);
    note(change.lastName, m_user.lastName, now.lastName);
    note(change.active, m_user.active, now.active);
    note(change.staff, m_user.staff, now.staff);
    note(change.superuser, m_user.superuser, now.superuser);
    note(change.groups, m_user.groups, now.groups);
    note(change.claims, m_user.claims, now.claims);
    return change;
}

bool UserForm::isDirty() const
{
    const UserChange now = change();
    return now.username || now.email || now.firstName || now.lastName || now.active || now.staff
           || now.superuser || now.groups || now.claims || !claims();
}

bool UserForm::isAcceptable() const { return !m_username->text().trimmed().isEmpty() && claims(); }

void UserForm::edited()
{
    if (!m_claimsState)
        return; // still being built
    const QString text = m_claims->toPlainText().trimmed();
    const bool valid = claims().has_value();
    m_claimsState->setRole(valid ? ColourRole::Muted : ColourRole::Error);
    m_claimsState->setText(
        text.isEmpty() ? tr("None. They would go into each token of this user.")
        : valid ? tr("Valid JSON, %n byte(s)", nullptr, static_cast<int>(text.toUtf8().size()))
                : tr("This is not a JSON object yet."));
    emit changed();
}

bool UserForm::showError(const Error &error)
{
    RoleLabel *label = m_errors.value(plainName(error.field));
    if (!label)
        return false;
    label->setText(errorReason(error));
    label->show();
    if (auto *field = findChild<QWidget *>(label->objectName().mid(6)))
        field->setFocus();
    return true;
}

void UserForm::clearErrors()
{
    for (RoleLabel *label : std::as_const(m_errors))
        label->hide();
}

} // namespace tokendesk::ui
