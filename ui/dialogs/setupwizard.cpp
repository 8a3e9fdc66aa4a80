// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/setupwizard.h"

#include "ui/async.h"
#include "ui/translation.h"
#include "ui/widgets/administratorform.h"
#include "ui/widgets/copybutton.h"
#include "ui/widgets/passwordfield.h"
#include "ui/widgets/rolelabel.h"

#include <QButtonGroup>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QSpinBox>
#include <QStackedWidget>

namespace tokendesk::ui {

namespace {

constexpr int kPortsToTry = 200;

/// For a POSIX shell.
QString quoted(QString text)
{
    text.replace(QLatin1Char('\''), QStringLiteral("'\\''"));
    return QLatin1Char('\'') + text + QLatin1Char('\'');
}

} // namespace

SetupWizard::Step SetupWizard::step() const { return static_cast<Step>(m_steps->currentIndex()); }

QString SetupWizard::algorithm() const
{
    return m_algorithms->checkedButton()->property(kAlgorithmProperty).toString();
}

void SetupWizard::go(int direction)
{
    if (m_busy)
        return;
    if (direction > 0 && step() == Summary)
        apply();
    else
        showStep(static_cast<Step>(m_steps->currentIndex() + direction));
}

void SetupWizard::showStep(Step step)
{
    m_steps->setCurrentIndex(step);
    for (std::size_t i = 0; i < m_names.size(); ++i) {
        QFont font = m_names[i]->font();
        font.setBold(static_cast<int>(i) == step);
        m_names[i]->setFont(font);
        m_names[i]->setRole(static_cast<int>(i) == step ? ColourRole::Text : ColourRole::Muted);
    }
    m_error->hide();
    if (step == Administrator)
        m_form->setFocus();
    if (step == Summary) {
        m_commands->setPlainText(commandLine());
        m_copy->setText(m_commands->toPlainText());
    }
    update();
}

void SetupWizard::update()
{
    const bool complete = step() == Administrator ? m_created || m_form->isComplete()
                          : step() == Address     ? m_portFree
                                                  : true;
    m_form->setEnabled(!m_created && !m_busy);
    m_back->setEnabled(step() != Welcome && !m_busy);
    m_next->setEnabled(complete && !m_busy);
    m_next->setText(step() == Summary ? tr("&Set Up") : tr("&Next"));
    m_later->setEnabled(!m_busy);
}

void SetupWizard::checkPort()
{
    const QString holder = m_host->portHolder(static_cast<quint16>(m_port->value()));
    m_portFree = holder.isEmpty();
    m_portRemark->setText(m_portFree
                              ? tr("✓ http://127.0.0.1:%1 is free").arg(m_port->value())
                              : tr("▲ Port %1 is used by %2.").arg(m_port->value()).arg(holder));
    m_portRemark->setRole(m_portFree ? ColourRole::Ok : ColourRole::Error);
    if (m_next != nullptr)
        update();
}

void SetupWizard::nextFreePort()
{
    int port = m_port->value();
    for (int i = 0; i < kPortsToTry; ++i) {
        port = port < m_port->maximum() ? port + 1 : m_port->minimum();
        if (m_host->portHolder(static_cast<quint16>(port)).isEmpty())
            break;
    }
    m_port->setValue(port);
}

QString SetupWizard::commandLine() const
{
    const NewUser user = m_form->typed();
    const QString options = m_host != nullptr && !m_host->dataOptions().isEmpty()
                                ? QLatin1Char(' ') + m_host->dataOptions()
                                : QString();
    QStringList lines;
    QString add = QStringLiteral("tokendeskd user add %1").arg(quoted(user.username));
    if (!user.email.isEmpty())
        add += QStringLiteral(" --email ") + quoted(user.email);
    add += QStringLiteral(" --staff --superuser --password-stdin");
    if (m_form->password().allowsWeak())
        add += QStringLiteral(" --allow-weak-password");
    lines.append(add + options);
    if (algorithm() != m_activeAlgorithm)
        lines.append(QStringLiteral("tokendeskd key add --algorithm %1 --activate").arg(algorithm())
                     + options);
    lines.append(QStringLiteral("tokendeskd serve --listen 127.0.0.1:%1").arg(m_port->value())
                 + options);
    return lines.join(QLatin1Char('\n'));
}

void SetupWizard::setBusy(const QString &what)
{
    m_busy = !what.isEmpty();
    m_error->setText(what);
    m_error->setVisible(m_busy);
    m_error->setRole(ColourRole::Muted);
    update();
}

void SetupWizard::fail(Step step, const Error &error)
{
    setBusy({});
    showStep(step);
    if (step == Administrator) {
        m_form->showError(error);
        return;
    }
    m_error->setText(errorText(error));
    m_error->setRole(ColourRole::Error);
    m_error->show();
}

void SetupWizard::apply()
{
    if (m_created) {
        applyKey();
        return;
    }
    m_form->clearErrors();
    setBusy(tr("Creating the administrator…"));
    PasswordOptions options;
    options.allowWeak = m_form->password().allowsWeak();
    whenDone(m_api.createUser(m_form->typed(), m_form->password().password(), options), this,
             [this](const Result<User> &user) {
                 if (!user) {
                     fail(Administrator, user.error());
                     return;
                 }
                 m_created = true;
                 emit created(*user);
                 m_form->password().clear();
                 applyKey();
             });
}

SecretBytes SetupWizard::takePassword()
{
    SecretBytes password = m_form->password().password();
    m_form->password().clear();
    return password;
}

void SetupWizard::applyKey()
{
    if (m_keyMade || algorithm() == m_activeAlgorithm) {
        applyPort();
        return;
    }
    setBusy(tr("Generating a key for %1…").arg(algorithm()));
    NewKey key;
    key.algorithm = algorithm();
    key.activate = true;
    whenDone(m_api.generateKey(key), this, [this](const Result<KeyInfo> &made) {
        if (!made) {
            fail(SigningKey, made.error());
            return;
        }
        m_keyMade = true;
        applyPort();
    });
}

void SetupWizard::applyPort()
{
    const auto port = static_cast<quint16>(m_port->value());
    if (m_host == nullptr || !m_host->portLock().isEmpty() || port == m_host->port()) {
        accept();
        return;
    }
    setBusy(tr("Moving the server to port %1…").arg(port));
    const QPointer<SetupWizard> self(this);
    m_host->choosePort(port, [self](const Result<void> &done) {
        if (!self)
            return;
        if (done)
            self->accept();
        else
            self->fail(Address, done.error());
    });
}

} // namespace tokendesk::ui
