// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/newuserdialog.h"

#include "ui/async.h"
#include "ui/translation.h"
#include "ui/widgets/passwordfield.h"
#include "ui/widgets/rolelabel.h"
#include "ui/widgets/userform.h"

#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace tokendesk::ui {

NewUserDialog::NewUserDialog(AdminApi &api, Theme &theme, QWidget *parent)
    : QDialog(parent), m_api(api), m_form(new UserForm(theme, this)),
      m_password(new PasswordField(theme, this)), m_error(new RoleLabel(theme, ColourRole::Error))
{
    setObjectName(QStringLiteral("newUserDialog"));
    setWindowTitle(tr("New User"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_form->addRow(tr("Pass&word"), m_password);
    m_error->setObjectName(QStringLiteral("dialogError"));
    m_error->setWordWrap(true);
    m_error->hide();

    auto *buttons = new QDialogButtonBox(this);
    m_create = buttons->addButton(tr("Create User"), QDialogButtonBox::AcceptRole);
    m_create->setObjectName(QStringLiteral("createUserButton"));
    m_create->setDefault(true);
    buttons->addButton(QDialogButtonBox::Cancel)->setObjectName(QStringLiteral("cancelButton"));
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_form);
    layout->addWidget(m_error);
    layout->addStretch(1);
    layout->addWidget(buttons);
    setMinimumWidth(std::max(520, layout->totalMinimumSize().width()));

    connect(buttons, &QDialogButtonBox::accepted, this, &NewUserDialog::create);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_form, &UserForm::changed, this, [this] {
        m_password->setUser(m_form->values());
        update();
    });
    connect(m_password, &PasswordField::changed, this, &NewUserDialog::update);
    whenDone(m_api.listGroups(), this, [this](const Result<QStringList> &groups) {
        m_form->setKnownGroups(groups.value_or(QStringList()));
    });
    whenDone(m_api.settings(), this, [this](const Result<SettingsSnapshot> &current) {
        if (current) {
            m_password->setMinimumLength(
                static_cast<int>(current->settings.integer(settings::kPasswordMinimumLength)));
        }
    });
    m_form->findChild<QLineEdit *>(QStringLiteral("username"))->setFocus();
    update();
}

void NewUserDialog::update()
{
    m_create->setEnabled(!m_busy && m_form->isAcceptable() && m_password->isAcceptable());
}

void NewUserDialog::create()
{
    m_form->clearErrors();
    m_error->hide();
    m_busy = true;
    update();
    PasswordOptions options;
    options.allowWeak = m_password->allowsWeak();
    whenDone(m_api.createUser(m_form->values(), m_password->password(), options), this,
             [this](const Result<User> &answer) {
                 m_busy = false;
                 update();
                 if (answer) {
                     emit created(*answer);
                     accept();
                 } else if (!m_form->showError(answer.error())) {
                     m_error->setText(errorText(answer.error()));
                     m_error->show();
                 }
             });
}

} // namespace tokendesk::ui
