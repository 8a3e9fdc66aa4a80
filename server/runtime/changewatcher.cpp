// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/runtime/changewatcher.h"

#include "server/auth/settingsadmin.h"
#include "server/store/configrepository.h"

#include <QLoggingCategory>

#include <optional>

namespace tokendesk {
namespace {

Q_LOGGING_CATEGORY(lcWatcher, "tokendesk.watcher")

} // namespace

/// One look after the other, in the watcher's thread.
class ChangeWatcher::Looker
{
public:
    Looker(store::Database &database, auth::PolicyLoader &loader, auth::SettingsAdmin &settings)
        : m_database(database), m_loader(loader), m_settings(settings)
    {
    }

    /// What was found, already in force. What failed is done again at the next look.
    store::Changes look()
    {
        Result<store::Changes> changes = tryLook();
        if (changes) {
            m_isFailing = false;
            return *changes;
        }
        if (!m_isFailing) // one line for one outage, not ten a second
            qCWarning(lcWatcher).noquote()
                << "Cannot look for changes:" << changes.error().message();
        m_isFailing = true;
        return {};
    }

private:
    Result<store::Changes> tryLook()
    {
        const auto started = store::UserVersion::Moment::clock::now();
        TRY_ASSIGN(store::Connection * connection, m_database.connection());
        if (!m_reader)
            m_reader.emplace(*connection);
        TRY_ASSIGN(const store::Changes found, m_reader->poll());
        // Until a look has succeeded whole, nothing that the reader reported may be forgotten.
        m_pending.any = m_pending.any || found.any;
        m_pending.settings = m_pending.settings || found.settings;
        m_pending.keys = m_pending.keys || found.keys;
        m_pending.replaced = m_pending.replaced || found.replaced;
        // Before anything that can fail: whoever remembers users has to forget them now.
        if (found.users)
            m_database.userVersion().advance();
        m_database.userVersion().confirm(started);
        // Revocations first: whatever else cannot be read, an ended session stays ended.
        if (m_pending.replaced)
            TRY(m_loader.reloadRevocations(*connection));
        else if (m_isFirst || m_pending.any)
            TRY(m_loader.loadRevocations(*connection));
        if (m_isFirst || m_pending.settings)
            TRY(m_loader.loadSettings(*connection));
        if (m_isFirst || m_pending.keys)
            TRY(m_loader.loadKeys(*connection));
        TRY_ASSIGN(const bool wentBack, m_settings.endDueTrial());
        if (wentBack)
            qCInfo(lcWatcher, "The settings that were being tried have gone back.");
        m_isFirst = false;
        return std::exchange(m_pending, {});
    }

    store::Database &m_database;
    auth::PolicyLoader &m_loader;
    auth::SettingsAdmin &m_settings;
    std::optional<store::ChangeReader> m_reader;
    store::Changes m_pending;
    bool m_isFirst = true;
    bool m_isFailing = false;
};

ChangeWatcher::ChangeWatcher(const auth::Context &context, auth::PolicyLoader &loader,
                             auth::SettingsAdmin &settings, std::chrono::milliseconds interval,
                             QObject *parent)
    : QObject(parent), m_context(context), m_loader(loader), m_settings(settings),
      m_interval(interval)
{
    m_thread = std::thread([this] { run(); });
    pollNow();
}

ChangeWatcher::~ChangeWatcher()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_changed.notify_all();
    m_thread.join();
}

void ChangeWatcher::pollNow()
{
    std::unique_lock lock(m_mutex);
    const quint64 mine = ++m_asked;
    m_changed.notify_all();
    m_changed.wait(lock, [this, mine] { return m_looked >= mine; });
}

void ChangeWatcher::run()
{
    {
        Looker looker(m_context.database, m_loader, m_settings);
        bool isFirst = true;
        std::unique_lock lock(m_mutex);
        while (!m_stop) {
            waitForTurn(lock);
            const quint64 asked = m_asked;
            lock.unlock();
            const store::Changes changes = looker.look();
            if (changes.any && !isFirst)
                emit dataChanged();
            if (changes.settings && !isFirst)
                emit settingsChanged();
            isFirst = false;
            lock.lock();
            m_looked = asked;
            m_changed.notify_all();
        }
        m_looked = m_asked;
        m_changed.notify_all();
    }
    m_context.database.closeThread();
}

void ChangeWatcher::waitForTurn(std::unique_lock<std::mutex> &lock)
{
    const auto isDue = [this] { return m_stop || m_looked < m_asked; };
    if (m_interval.count() > 0)
        m_changed.wait_for(lock, m_interval, isDue);
    else
        m_changed.wait(lock, isDue);
}

} // namespace tokendesk
