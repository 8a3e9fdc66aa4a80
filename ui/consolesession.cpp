// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/consolesession.h"

#include "ui/async.h"
#include "ui/models/timetext.h"
#include "ui/translation.h"

#include <QPointer>

namespace tokendesk::ui {

namespace {

constexpr std::chrono::milliseconds kAccountCheck{250};
constexpr std::chrono::seconds kIdleCheck{5};

} // namespace

ConsoleSession::ConsoleSession(AdminApi &api, const Clock &clock, QObject *parent)
    : QObject(parent), m_api(api), m_clock(clock),
      m_idleLimit(Settings().duration(settings::kConsoleLockAfter)), m_accountCheck(kAccountCheck)
{
    connect(&api, &AdminApi::settingsChanged, this, &ConsoleSession::readSettings);
    connect(&api, &AdminApi::dataChanged, &m_accountCheck, &Throttle::request);
    connect(&m_accountCheck, &Throttle::due, this, &ConsoleSession::checkAccount);
    connect(&m_idleTimer, &QTimer::timeout, this, &ConsoleSession::checkIdle);
    m_idleTimer.setTimerType(Qt::VeryCoarseTimer);
    m_idleTimer.start(kIdleCheck);
    readSettings();
}

bool ConsoleSession::isFresh() const
{
    if (m_state == State::SetUp)
        return true;
    const Instant now = m_clock.now();
    return m_state == State::SignedIn && now >= m_provenAt && now - m_provenAt < kFresh;
}

void ConsoleSession::signIn(const QString &username, SecretBytes password, QObject *context,
                            Answered done)
{
    ++m_pending;
    // Not in the context alone: what is granted is so even if who asked for it has gone.
    whenDone(m_api.signIn(username, std::move(password)), this,
             [this, locks = m_locks, asker = QPointer<QObject>(context),
              done = std::move(done)](const Result<SignIn> &answer) {
                 --m_pending;
                 const bool isLate = m_locks != locks;
                 if (answer && answer->isGranted() && !isLate)
                     granted(answer->user);
                 if (asker)
                     done(isLate && answer && answer->isGranted()
                              ? Result<SignIn>(fail(ErrorCode::Cancelled))
                              : answer);
             });
}

void ConsoleSession::granted(const User &user)
{
    m_administrator = user;
    m_lastName = user.username;
    m_provenAt = m_clock.now();
    m_lastInput = m_provenAt;
    m_isSettingUp = false;
    become(State::SignedIn);
}

void ConsoleSession::lock(SignOutReason reason)
{
    if (isLocked())
        return;
    ++m_locks;
    const bool wasSignedIn = m_state == State::SignedIn;
    m_administrator.reset();
    m_lockReason = reason;
    if (reason == SignOutReason::SignedOut)
        m_lastName.clear();
    if (wasSignedIn)
        m_api.signOut(reason);
    become(State::Locked);
}

void ConsoleSession::become(State state)
{
    m_state = state;
    emit changed();
}

bool ConsoleSession::noteInput()
{
    const bool wasLocked = isLocked();
    checkIdle();
    if (isLocked())
        return wasLocked;
    m_lastInput = m_clock.now();
    return true;
}

void ConsoleSession::checkIdle()
{
    if (m_state != State::SignedIn || m_idleLimit.count() == 0 || m_pending > 0)
        return;
    const Instant now = m_clock.now();
    if (now < m_lastInput) // the clock was put back
        m_lastInput = now;
    if (now - m_lastInput >= m_idleLimit)
        lock(SignOutReason::Idle);
}

void ConsoleSession::setSettingUp(bool isOn) { m_isSettingUp = isOn; }

void ConsoleSession::setAdministrators(qint64 count)
{
    if (count == 0 && m_state == State::Unknown)
        become(State::SetUp);
    else if (count > 0 && m_state == State::Unknown)
        become(State::Locked);
    else if (count > 0 && m_state == State::SetUp && !m_isSettingUp && m_pending == 0)
        lock(SignOutReason::Locked);
}

void ConsoleSession::readSettings()
{
    whenDone(m_api.settings(), this, [this](const Result<SettingsSnapshot> &answer) {
        if (answer)
            m_idleLimit = answer->settings.duration(settings::kConsoleLockAfter);
    });
}

void ConsoleSession::checkAccount()
{
    if (m_state != State::SignedIn)
        return;
    whenDone(m_api.user(m_administrator->id), this, [this](const Result<User> &answer) {
        if (m_state != State::SignedIn || (!answer && answer.error().code != ErrorCode::NotFound))
            return;
        const User &known = *m_administrator;
        const bool isSame = answer && answer->id == known.id && answer->active && answer->superuser
                            && !answer->deletedAt && answer->username == known.username
                            && answer->passwordChangedAt == known.passwordChangedAt;
        if (!isSame)
            lock(SignOutReason::AccountChanged);
    });
}

QString ConsoleSession::failureText(const Result<SignIn> &answer)
{
    if (!answer)
        return errorText(answer.error());
    switch (answer->outcome) {
    case SignIn::Outcome::Granted:
        break;
    case SignIn::Outcome::WrongPassword:
        return tr("The name or the password is wrong.");
    case SignIn::Outcome::Throttled:
        //: %1: "4 min"
        return tr("Too many wrong passwords. Try again in %1.").arg(shortSpan(answer->retryAfter));
    case SignIn::Outcome::Disabled:
        return tr("This user is disabled.");
    case SignIn::Outcome::NotSuperuser:
        return tr("Only superusers may use the console, and this user is none.");
    }
    return {};
}

} // namespace tokendesk::ui
