// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/lockpage.h"

#include "ui/consolesession.h"
#include "ui/models/timetext.h"
#include "ui/theme/theme.h"
#include "ui/widgets/copybutton.h"
#include "ui/widgets/rolelabel.h"

#include <QFontDatabase>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace tokendesk::ui {

namespace {

constexpr QSize kIconSize{48, 48};
constexpr int kWidth = 440;

/// Whether a typed letter tells that Caps Lock is on; nothing if it tells neither.
std::optional<bool> capsLockOf(const QKeyEvent &event)
{
    const QString text = event.text();
    if (text.size() != 1 || text.front().toUpper() == text.front().toLower())
        return std::nullopt;
    return text.front().isUpper() != event.modifiers().testFlag(Qt::ShiftModifier);
}

} // namespace

LockPage::LockPage(ConsoleSession &session, Theme &theme, const QString &dataOptions,
                   QWidget *parent)
    : QWidget(parent), m_session(session), m_theme(theme), m_dataOptions(dataOptions),
      m_icon(new QLabel(this)), m_title(new QLabel(tr("Sign In"), this)),
      m_reason(new RoleLabel(theme, ColourRole::Muted, {}, this)), m_form(new QWidget(this))
{
    setObjectName(QStringLiteral("lockPage"));
    m_title->setObjectName(QStringLiteral("lockTitle"));
    QFont large = m_title->font();
    large.setPointSizeF(large.pointSizeF() * 1.3);
    large.setBold(true);
    m_title->setFont(large);
    m_reason->setObjectName(QStringLiteral("lockReason"));
    m_reason->setWordWrap(true);
    m_reason->setAlignment(Qt::AlignHCenter);
    for (QLabel *label : {m_icon, m_title})
        label->setAlignment(Qt::AlignHCenter);
    // A column, not items that are aligned: those are not asked for their height at their width,
    // and wrapped texts would be cut.
    auto *column = new QWidget(this);
    column->setFixedWidth(kWidth);
    auto *row = new QHBoxLayout(this);
    row->addStretch(1);
    row->addWidget(column);
    row->addStretch(1);
    auto *layout = new QVBoxLayout(column);
    layout->setSpacing(10);
    layout->addStretch(2);
    for (QWidget *part : {static_cast<QWidget *>(m_icon), static_cast<QWidget *>(m_title),
                          static_cast<QWidget *>(m_reason), m_form})
        layout->addWidget(part);
    layout->addStretch(3);
    buildForm();
    buildHelp();
    connect(&theme, &Theme::changed, this, &LockPage::paintIcon);
    connect(&session, &ConsoleSession::changed, this, &LockPage::follow);
    paintIcon();
    follow();
}

void LockPage::buildForm()
{
    m_username = new QLineEdit(m_form);
    m_username->setObjectName(QStringLiteral("lockUsername"));
    m_password = new QLineEdit(m_form);
    m_password->setObjectName(QStringLiteral("lockPassword"));
    m_password->setEchoMode(QLineEdit::Password);
    m_password->installEventFilter(this);
    m_capsLock = new RoleLabel(m_theme, ColourRole::Warning, tr("▲ Caps Lock is on"), m_form);
    m_capsLock->setObjectName(QStringLiteral("lockCapsLock"));
    m_capsLock->hide();
    m_error = new RoleLabel(m_theme, ColourRole::Error, {}, m_form);
    m_error->setObjectName(QStringLiteral("lockError"));
    m_error->setWordWrap(true);
    m_error->hide();
    m_signIn = new QPushButton(tr("&Sign In"), m_form);
    m_signIn->setObjectName(QStringLiteral("signInButton"));
    auto *fields = new QFormLayout;
    fields->addRow(tr("&Username"), m_username);
    fields->addRow(tr("&Password"), m_password);
    fields->addRow(QString(), m_capsLock);
    auto *layout = new QVBoxLayout(m_form);
    layout->setContentsMargins(0, 6, 0, 0);
    layout->addLayout(fields);
    layout->addWidget(m_error);
    layout->addWidget(m_signIn);
    connect(m_username, &QLineEdit::textChanged, this, &LockPage::update);
    connect(m_password, &QLineEdit::textChanged, this, &LockPage::update);
    connect(m_username, &QLineEdit::returnPressed, m_password, qOverload<>(&QLineEdit::setFocus));
    connect(m_password, &QLineEdit::returnPressed, m_signIn, &QPushButton::click);
    connect(m_signIn, &QPushButton::clicked, this, &LockPage::submit);
}

void LockPage::buildHelp()
{
    auto *text = new RoleLabel(m_theme, ColourRole::Muted,
                               tr("The server goes on running meanwhile.\n\nForgotten the "
                                  "password, or locked out? Whoever "
                                  "may read the data directory can set a new one in a terminal:"),
                               m_form);
    text->setWordWrap(true);
    m_command = new QLabel(m_form);
    m_command->setObjectName(QStringLiteral("lockCommand"));
    m_command->setTextFormat(Qt::PlainText);
    m_command->setWordWrap(true);
    m_command->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_command->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_copy = new CopyButton(m_theme, {}, tr("Copy the command"), m_form);
    auto *row = new QHBoxLayout;
    row->addWidget(m_command, 1);
    row->addWidget(m_copy, 0, Qt::AlignTop);
    auto *layout = static_cast<QVBoxLayout *>(m_form->layout());
    layout->addSpacing(18);
    layout->addWidget(text);
    layout->addLayout(row);
}

void LockPage::follow()
{
    const bool isAsking = m_session.state() == ConsoleSession::State::Locked;
    m_form->setVisible(isAsking);
    m_title->setText(m_session.state() == ConsoleSession::State::Unknown
                         ? tr("Reading the Database…")
                     : m_session.lockReason() ? tr("The Console Is Locked")
                                              : tr("Sign In"));
    m_reason->setText(reasonText());
    m_reason->setVisible(!m_reason->text().isEmpty());
    if (!m_isBusy) {
        m_error->hide();
        m_capsLock->hide();
        m_password->clear();
    }
    if (isAsking && !m_isBusy)
        m_username->setText(m_session.lastName());
    update();
}

QString LockPage::reasonText() const
{
    if (m_session.state() != ConsoleSession::State::Locked)
        return {};
    if (!m_session.lockReason())
        return tr("Administrators sign in with the name and password of a superuser.");
    switch (*m_session.lockReason()) {
    case SignOutReason::Idle:
        //: %1: "15 min"
        return tr("Nobody has touched it for %1.").arg(shortSpan(m_session.idleLimit()));
    case SignOutReason::AccountChanged:
        return tr("The account of the administrator was changed. Sign in again.");
    case SignOutReason::Locked:
    case SignOutReason::SignedOut:
        break;
    }
    return tr("What was open stays as it is until an administrator signs in.");
}

void LockPage::setUnavailable(const QString &reason)
{
    if (m_session.state() != ConsoleSession::State::Unknown)
        return;
    m_title->setText(tr("Cannot Read the Database"));
    m_reason->setText(reason);
    m_reason->show();
}

void LockPage::takeFocus()
{
    if (m_username->text().isEmpty())
        m_username->setFocus();
    else
        m_password->setFocus();
}

void LockPage::submit()
{
    if (m_isBusy || m_session.state() != ConsoleSession::State::Locked)
        return;
    setBusy(true);
    m_session.signIn(m_username->text(), SecretBytes::fromText(m_password->text()), this,
                     [this](const Result<SignIn> &answer) {
                         setBusy(false);
                         m_password->clear();
                         if (answer && answer->isGranted())
                             return;
                         showError(ConsoleSession::failureText(answer));
                         m_password->setFocus();
                     });
}

void LockPage::setBusy(bool isBusy)
{
    m_isBusy = isBusy;
    m_username->setReadOnly(isBusy);
    m_password->setReadOnly(isBusy);
    m_error->setVisible(isBusy);
    if (isBusy) {
        m_error->setRole(ColourRole::Muted);
        m_error->setText(tr("Looking at the password…"));
    }
    update();
}

void LockPage::showError(const QString &text)
{
    m_error->setRole(ColourRole::Error);
    m_error->setText(text);
    m_error->show();
}

void LockPage::update()
{
    m_signIn->setEnabled(!m_isBusy && !m_username->text().isEmpty()
                         && !m_password->text().isEmpty());
    QString name = m_username->text();
    name.replace(QLatin1Char('\''), QStringLiteral("'\\''"));
    QString command =
        QStringLiteral("tokendeskd user passwd ")
        + (name.isEmpty() ? tr("NAME") : QLatin1Char('\'') + name + QLatin1Char('\''));
    if (!m_dataOptions.isEmpty())
        command += QLatin1Char(' ') + m_dataOptions;
    m_command->setText(command);
    m_copy->setText(command);
}

bool LockPage::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_password && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_CapsLock)
            m_capsLock->hide(); // the next letter tells
        else if (const auto isOn = capsLockOf(*key))
            m_capsLock->setVisible(*isOn);
    }
    return QWidget::eventFilter(watched, event);
}

void LockPage::paintIcon()
{
    m_icon->setPixmap(m_theme.icon(QStringLiteral("lock")).pixmap(kIconSize));
}

} // namespace tokendesk::ui
