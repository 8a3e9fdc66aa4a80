// SPDX-License-Identifier: GPL-3.0-or-later
// QObject: notices what other processes, and this one, commit, and brings it into force.
#pragma once

#include "server/auth/policyloader.h"

#include <QObject>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace tokendesk::auth {
class SettingsAdmin;
}

namespace tokendesk {

/// Looks for commits in a thread of its own with a connection of its own, and publishes new
/// settings, keys and revocations. With the usual interval the effect of another process is there
/// within 250 ms. Source: DESIGN section 4. Signals are emitted in the watcher's thread: connect
/// with a context object.
class ChangeWatcher : public QObject
{
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds kInterval{100};

    /// Has had its first look when it returns. \a interval 0: looks only when asked to. \a settings
    /// is told at each look to take back what was tried for long enough.
    ChangeWatcher(const auth::Context &context, auth::PolicyLoader &loader,
                  auth::SettingsAdmin &settings, std::chrono::milliseconds interval = kInterval,
                  QObject *parent = nullptr);
    ~ChangeWatcher() override;

    /// Looks now and returns once what was found is in force. Thread: any but the watcher's.
    void pollNow();

signals:
    /// Something was committed, by whichever process.
    void dataChanged();
    /// Settings were saved, by whichever process.
    void settingsChanged();

private:
    class Looker;
    void run();
    void waitForTurn(std::unique_lock<std::mutex> &lock);

    const auth::Context &m_context;
    auth::PolicyLoader &m_loader;
    auth::SettingsAdmin &m_settings;
    const std::chrono::milliseconds m_interval;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    quint64 m_asked = 0; ///< looks asked for
    quint64 m_looked = 0; ///< of these, done
    bool m_stop = false;
    std::thread m_thread;
};

} // namespace tokendesk
