// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/retention.h"

#include "server/auth/eventlog.h"
#include "server/auth/loginthrottle.h"
#include "server/auth/policystore.h"
#include "server/store/configrepository.h"
#include "server/store/importrepository.h"
#include "server/store/sessionrepository.h"
#include "server/store/throttlerepository.h"
#include "server/store/userrepository.h"
#include "server/store/writer.h"

#include <algorithm>

namespace tokendesk::auth {
namespace {

constexpr std::chrono::hours kLookBack{24};

constexpr std::array<const char *, RetentionCounters::KindCount> kKindNames = {
    "sessions_finished", "sessions",       "events",         "users",
    "revocations",       "foreign_tokens", "login_counters", "user_imports"};

/// Those of \a users that are in the bin still, and what is theirs. Their sessions go in their own
/// time, and name a user who is no more.
Result<int> deleteUsers(const Context &context, store::Connection &connection,
                        const std::vector<store::DeletableUser> &users, Instant before)
{
    const Actor actor{QStringLiteral("system"), {}};
    store::UserRepository repository(connection);
    int deleted = 0;
    for (const store::DeletableUser &user : users) {
        TRY_ASSIGN(const bool isGone, repository.removeFromBin(user.id, before));
        if (!isGone)
            continue;
        ++deleted;
        TRY_ASSIGN(const auto namesake, repository.findByName(user.username));
        if (!namesake) // a lock never expires by itself
            TRY(context.throttle.forget(connection, user.username));
        Event event = makeEvent("user.purged", actor, context.clock.now(),
                                {{QStringLiteral("username"), user.username}});
        event.userId = user.id;
        TRY(EventLog::append(connection, event));
    }
    return deleted;
}

} // namespace

const char *retentionKindName(int kind) { return kKindNames.at(static_cast<std::size_t>(kind)); }

Result<int> Retention::write(std::function<Result<int>(store::Connection &)> work)
{
    return m_context.writer.run<int>(std::move(work)).result();
}

Result<int> Retention::repeat(RetentionCounters::Kind kind, const std::function<bool()> &isStopping,
                              const Step &step)
{
    int total = 0;
    while (!isStopping()) {
        TRY_ASSIGN(const int rows, step());
        if (rows == 0)
            break;
        total += rows;
        if (m_context.retention)
            m_context.retention->rows[kind] += static_cast<quint64>(rows);
    }
    return total;
}

Result<int> Retention::finishSessions(Instant now)
{
    // What expired earlier was finished by an earlier run, but for sessions whose access tokens
    // outlived them.
    const Instant from = std::min(m_finishedBefore, now) - kLookBack;
    TRY_ASSIGN(store::Connection * connection, m_context.database.connection());
    TRY_ASSIGN(const auto ids, store::SessionRepository(*connection).expired(from, now, kBatch));
    if (ids.empty()) {
        m_finishedBefore = now;
        return 0;
    }
    const auto idle = m_context.policies.current()->policy.sessionIdleLimit;
    TRY(write([=](store::Connection &writing) {
        return store::SessionRepository(writing).finishExpired(ids, now, idle);
    }));
    return static_cast<int>(ids.size());
}

Result<int> Retention::purgeUsers(Instant before)
{
    TRY_ASSIGN(store::Connection * connection, m_context.database.connection());
    TRY_ASSIGN(const auto users, store::UserRepository(*connection).deletable(before, kBatch));
    if (users.empty())
        return 0;
    return write([this, users, before](store::Connection &writing) {
        return deleteUsers(m_context, writing, users, before);
    });
}

Result<int> Retention::run(Instant now, const std::function<bool()> &isStopping)
{
    using Kind = RetentionCounters::Kind;
    const auto policies = m_context.policies.current();
    const Settings &settings = policies->settings;
    const Instant sessionsBefore = now - settings.duration(settings::kSessionRetention);
    const Instant eventsBefore = now - settings.duration(settings::kEventRetention);
    const Instant usersBefore = now - settings.duration(settings::kUserRetention);
    const Instant tokensBefore = now - policies->policy.leeway;

    TRY(repeat(Kind::SessionsFinished, isStopping, [&] { return finishSessions(tokensBefore); }));
    Instant from{};
    TRY_ASSIGN(int deleted, repeat(Kind::Sessions, isStopping, [&]() -> Result<int> {
                   TRY_ASSIGN(store::Connection * connection, m_context.database.connection());
                   TRY_ASSIGN(const auto ids,
                              store::SessionRepository(*connection)
                                  .deletable(from, sessionsBefore, tokensBefore, kBatch));
                   if (ids.empty())
                       return 0;
                   return write([ids](store::Connection &writing) {
                       return store::SessionRepository(writing).remove(ids);
                   });
               }));
    const auto purge = [&](Kind kind, auto work) {
        return repeat(kind, isStopping, [&]() { return write(work); });
    };
    TRY_ASSIGN(
        const int revocations,
        purge(Kind::Revocations, [tokensBefore](store::Connection &connection) {
            return store::SessionRepository(connection).purgeRevocations(tokensBefore, kBatch);
        }));
    TRY_ASSIGN(const int foreign,
               purge(Kind::ForeignTokens, [tokensBefore](store::Connection &connection) {
                   return store::SessionRepository(connection).purgeForeign(tokensBefore, kBatch);
               }));
    TRY_ASSIGN(const int users,
               repeat(Kind::Users, isStopping, [&] { return purgeUsers(usersBefore); }));
    TRY_ASSIGN(const int events, purge(Kind::Events, [eventsBefore](store::Connection &connection) {
                   return store::EventRepository(connection).purge(eventsBefore, kBatch);
               }));
    TRY_ASSIGN(const int counters, purge(Kind::LoginCounters, [now](store::Connection &connection) {
                   return store::ThrottleRepository(connection).purge(now, kBatch);
               }));
    TRY_ASSIGN(const int imports,
               purge(Kind::UserImports, [usersBefore](store::Connection &connection) {
                   return store::ImportRepository(connection).purge(usersBefore, kBatch);
               }));
    deleted += revocations + foreign + users + events + counters + imports;
    if (m_context.retention)
        ++m_context.retention->runs;
    return deleted;
}

} // namespace tokendesk::auth
