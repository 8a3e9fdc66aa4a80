// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/administratorform.h"

#include "ui/theme/theme.h"
#include "ui/translation.h"
#include "ui/widgets/passwordfield.h"
#include "ui/widgets/rolelabel.h"

#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

namespace tokendesk::ui {

namespace {
constexpr int kUsernameLength = 150; // as Django's auth_user.username
constexpr int kEmailLength = 254; // RFC 5321 section 4.5.3.1.3
} // namespace

AdministratorForm::AdministratorForm(Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_username(new QLineEdit(this)),
      m_email(new QLineEdit(this)), m_password(new PasswordField(theme, this))
{
    m_username->setObjectName(QStringLiteral("username"));
    m_username->setMaxLength(kUsernameLength);
    m_username->setPlaceholderText(QStringLiteral("admin"));
    m_email->setObjectName(QStringLiteral("email"));
    m_email->setMaxLength(kEmailLength);
    m_email->setPlaceholderText(tr("optional"));

    auto *form = new QFormLayout;
    form->setHorizontalSpacing(14);
    form->setVerticalSpacing(8);
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    addRow(form, tr("&Username"), QStringLiteral("username"), m_username);
    addRow(form, tr("&E-mail"), QStringLiteral("email"), m_email);
    addRow(form, tr("&Password"), QStringLiteral("password"), m_password);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(form);
    layout->addWidget(addError({}));

    const auto typedOn = [this] {
        m_password->setUser(typed());
        emit changed();
    };
    connect(m_username, &QLineEdit::textChanged, this, typedOn);
    connect(m_email, &QLineEdit::textChanged, this, typedOn);
    connect(m_password, &PasswordField::changed, this, &AdministratorForm::changed);
    setFocusProxy(m_username);
    clearErrors();
}

QLabel *AdministratorForm::addError(const QString &field)
{
    auto *error = new RoleLabel(m_theme, ColourRole::Error, {}, this);
    error->setObjectName(QStringLiteral("error_") + field);
    error->setWordWrap(true);
    m_errors.insert(field, error);
    return error;
}

void AdministratorForm::addRow(QFormLayout *form, const QString &label, const QString &field,
                               QWidget *edit)
{
    auto *cell = new QVBoxLayout;
    cell->setSpacing(3);
    cell->addWidget(edit);
    cell->addWidget(addError(field));
    auto *caption = new QLabel(label, this);
    caption->setBuddy(edit);
    // Level with the text of the field, not with the middle of field and remarks.
    caption->setContentsMargins(0, 4, 0, 0);
    form->addRow(caption, cell);
}

NewUser AdministratorForm::typed() const
{
    NewUser user;
    user.username = m_username->text().trimmed();
    user.email = m_email->text().trimmed();
    user.staff = true;
    user.superuser = true;
    return user;
}

bool AdministratorForm::isComplete() const
{
    return !m_username->text().trimmed().isEmpty() && m_password->isAcceptable();
}

void AdministratorForm::showError(const Error &error)
{
    const QString field = m_errors.contains(error.field) ? error.field : QString();
    QLabel *label = m_errors.value(field);
    label->setText(field.isEmpty() ? errorText(error) : errorReason(error));
    label->show();
    if (field == QStringLiteral("username"))
        m_username->setFocus();
    else if (field == QStringLiteral("email"))
        m_email->setFocus();
    else if (field == QStringLiteral("password"))
        m_password->setFocus();
}

void AdministratorForm::clearErrors()
{
    for (QLabel *label : std::as_const(m_errors)) {
        label->clear();
        label->hide();
    }
}

} // namespace tokendesk::ui
