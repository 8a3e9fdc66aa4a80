// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/passworddialog.h"

#include "ui/async.h"
#include "ui/translation.h"
#include "ui/widgets/passwordfield.h"
#include "ui/widgets/rolelabel.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace tokendesk::ui {

PasswordDialog::PasswordDialog(AdminApi &api, Theme &theme, const User &user, QWidget *parent)
    : QDialog(parent), m_api(api), m_user(user.id), m_password(new PasswordField(theme, this)),
      m_endSessions(new QCheckBox(this)), m_error(new RoleLabel(theme, ColourRole::Error))
{
    setObjectName(QStringLiteral("passwordDialog"));
    setWindowTitle(tr("Set Password"));
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumWidth(460);
    NewUser names;
    names.username = user.username;
    names.email = user.email;
    names.firstName = user.firstName;
    names.lastName = user.lastName;
    m_password->setUser(names);
    m_endSessions->setObjectName(QStringLiteral("endSessions"));
    m_endSessions->setText(user.liveSessions > 0 ? tr("&End the sessions of this user (%n)",
                                                      nullptr, static_cast<int>(user.liveSessions))
                                                 : tr("&End the sessions of this user"));
    m_endSessions->setChecked(true);
    m_error->setObjectName(QStringLiteral("dialogError"));
    m_error->setWordWrap(true);
    m_error->hide();

    auto *caption = new QLabel(tr("New password of %1").arg(user.username), this);
    caption->setTextFormat(Qt::PlainText);
    caption->setWordWrap(true);
    auto *once =
        new RoleLabel(theme, ColourRole::Muted,
                      tr("Copy it now: it is not kept and will not be shown again."), this);
    auto *buttons = new QDialogButtonBox(this);
    m_apply = buttons->addButton(tr("Set Password"), QDialogButtonBox::AcceptRole);
    m_apply->setObjectName(QStringLiteral("applyPasswordButton"));
    m_apply->setDefault(true);
    buttons->addButton(QDialogButtonBox::Cancel)->setObjectName(QStringLiteral("cancelButton"));
    auto *layout = new QVBoxLayout(this);
    for (QWidget *part : {static_cast<QWidget *>(caption), static_cast<QWidget *>(m_password),
                          static_cast<QWidget *>(once), static_cast<QWidget *>(m_endSessions),
                          static_cast<QWidget *>(m_error)})
        layout->addWidget(part);
    layout->addStretch(1);
    layout->addWidget(buttons);

    connect(buttons, &QDialogButtonBox::accepted, this, &PasswordDialog::apply);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_password, &PasswordField::changed, this, &PasswordDialog::update);
    whenDone(m_api.settings(), this, [this](const Result<SettingsSnapshot> &current) {
        if (current) {
            m_password->setMinimumLength(
                static_cast<int>(current->settings.integer(settings::kPasswordMinimumLength)));
        }
    });
    m_password->edit()->setFocus();
    update();
}

void PasswordDialog::update() { m_apply->setEnabled(!m_busy && m_password->isAcceptable()); }

void PasswordDialog::apply()
{
    m_error->hide();
    m_busy = true;
    update();
    PasswordOptions options;
    options.allowWeak = m_password->allowsWeak();
    options.endSessions = m_endSessions->isChecked();
    whenDone(m_api.setPassword(m_user, m_password->password(), options), this,
             [this](const Result<void> &answer) {
                 m_busy = false;
                 update();
                 if (answer) {
                     emit passwordSet();
                     accept();
                     return;
                 }
                 m_error->setText(errorText(answer.error()));
                 m_error->show();
             });
}

} // namespace tokendesk::ui
