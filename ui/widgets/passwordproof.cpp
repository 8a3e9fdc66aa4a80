// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/passwordproof.h"

#include "ui/consolesession.h"
#include "ui/widgets/rolelabel.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

namespace tokendesk::ui {

PasswordProof::PasswordProof(ConsoleSession &session, Theme &theme, QWidget *parent)
    : QWidget(parent), m_session(session), m_field(new QLineEdit(this)),
      m_error(new RoleLabel(theme, ColourRole::Error, {}, this))
{
    const int minutes = static_cast<int>(ConsoleSession::kFresh.count());
    const QString name = session.administrator() ? session.administrator()->username : QString();
    auto *caption = new QLabel(
        tr("Your last sign-in is more than %n minute(s) ago. &Password of %1:", nullptr, minutes)
            .arg(name),
        this);
    caption->setWordWrap(true);
    caption->setTextFormat(Qt::PlainText);
    caption->setBuddy(m_field);
    m_field->setObjectName(QStringLiteral("proofField"));
    m_field->setEchoMode(QLineEdit::Password);
    m_field->setAccessibleName(tr("Password of %1").arg(name));
    m_error->setObjectName(QStringLiteral("proofError"));
    m_error->setWordWrap(true);
    m_error->hide();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    for (QWidget *part : {static_cast<QWidget *>(caption), static_cast<QWidget *>(m_field),
                          static_cast<QWidget *>(m_error)})
        layout->addWidget(part);
    setFocusProxy(m_field);
    m_field->installEventFilter(this);
}

bool PasswordProof::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            // Not to the dialog, whose default button is Cancel before what cannot be undone.
            emit returnPressed();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void PasswordProof::submit()
{
    if (m_isBusy)
        return;
    if (!m_session.administrator() || m_field->text().isEmpty()) {
        showError(tr("The password is missing."));
        return;
    }
    setBusy(true);
    m_session.signIn(m_session.administrator()->username, SecretBytes::fromText(m_field->text()),
                     this, [this](const Result<SignIn> &answer) {
                         setBusy(false);
                         m_field->clear();
                         if (answer && answer->isGranted())
                             emit proven();
                         else
                             showError(ConsoleSession::failureText(answer));
                     });
}

void PasswordProof::setBusy(bool isBusy)
{
    m_isBusy = isBusy;
    m_error->setVisible(isBusy);
    if (isBusy) {
        m_error->setRole(ColourRole::Muted);
        m_error->setText(tr("Looking at the password…"));
    }
    m_field->setReadOnly(isBusy);
    emit busyChanged(isBusy);
}

void PasswordProof::showError(const QString &text)
{
    m_error->setRole(ColourRole::Error);
    m_error->setText(text);
    m_error->show();
    m_field->setFocus();
}

} // namespace tokendesk::ui
