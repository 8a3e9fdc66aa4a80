// SPDX-License-Identifier: GPL-3.0-or-later
// QObject: which administrator sits at the console.
#pragma once

#include "server/runtime/adminapi.h"
#include "ui/throttle.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <optional>

namespace tokendesk::ui {

/// Locked at the start, until a superuser signs in, and again when nobody has touched the console
/// for the time of setting console_lock_after, or when that user is changed so that he may not be
/// here any more. An empty database, where nobody could sign in, is open for its set-up. The time
/// is the clock's, so that a machine that slept counts as idle. Thread: GUI.
class ConsoleSession : public QObject
{
    Q_OBJECT
public:
    enum class State {
        Unknown, ///< the database has not answered yet: as locked
        SetUp, ///< there is no superuser who could sign in
        Locked,
        SignedIn
    };
    /// How long after the last password an administrator needs none for what cannot be undone.
    static constexpr std::chrono::minutes kFresh{10};

    ConsoleSession(AdminApi &api, const Clock &clock, QObject *parent = nullptr);

    [[nodiscard]] State state() const { return m_state; }
    /// Nothing may be seen or done.
    [[nodiscard]] bool isLocked() const
    {
        return m_state == State::Unknown || m_state == State::Locked;
    }
    /// Who is signed in; none unless SignedIn.
    [[nodiscard]] const std::optional<User> &administrator() const { return m_administrator; }
    /// Who was here before the lock and may come back; empty after signing out.
    [[nodiscard]] const QString &lastName() const { return m_lastName; }
    /// Why it is locked; none at the start.
    [[nodiscard]] std::optional<SignOutReason> lockReason() const { return m_lockReason; }
    /// How long nobody may touch the console; 0: for ever.
    [[nodiscard]] std::chrono::seconds idleLimit() const { return m_idleLimit; }
    /// Whether what cannot be undone needs no password now.
    [[nodiscard]] bool isFresh() const;

    using Answered = std::function<void(const Result<SignIn> &)>;
    /// Signs in, or proves again who is signed in. \a done is dropped if \a context dies first.
    void signIn(const QString &username, SecretBytes password, QObject *context, Answered done);
    /// Nothing if it is locked already.
    void lock(SignOutReason reason);

    /// To be called with every key press and every movement of the mouse. False: the console has
    /// been idle for too long and is locked now, so that the input must not act.
    bool noteInput();
    /// Locks if it has been idle for too long.
    void checkIdle();
    /// The set-up is on the way: the administrator that it makes does not lock it out.
    void setSettingUp(bool isOn);
    /// How many active superusers there are.
    void setAdministrators(qint64 count);

    /// What to tell of a sign-in that was not granted.
    [[nodiscard]] static QString failureText(const Result<SignIn> &answer);

signals:
    /// State or administrator.
    void changed();

private:
    void become(State state);
    void granted(const User &user);
    void readSettings();
    void checkAccount();

    AdminApi &m_api;
    const Clock &m_clock;
    State m_state = State::Unknown;
    std::optional<User> m_administrator;
    QString m_lastName;
    std::optional<SignOutReason> m_lockReason;
    Instant m_provenAt{}; ///< when the password was typed last
    Instant m_lastInput{};
    std::chrono::seconds m_idleLimit;
    quint64 m_locks = 0; ///< an answer that comes after a lock does not undo it
    int m_pending = 0; ///< passwords that are being looked at
    bool m_isSettingUp = false;
    Throttle m_accountCheck;
    QTimer m_idleTimer;
};

} // namespace tokendesk::ui
