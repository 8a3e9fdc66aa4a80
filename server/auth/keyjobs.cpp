// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/keyjobs.h"

#include "server/auth/eventlog.h"
#include "server/token/key.h"

#include <algorithm>

namespace tokendesk::auth {
namespace {

/// Another process may sign with the old key until it has seen the change, and a request that was
/// under way then still a little longer.
constexpr std::chrono::seconds kLastSignature{60};

QJsonObject described(const store::KeyRow &row)
{
    return {{QStringLiteral("kid"), row.kid},
            {QStringLiteral("algorithm"), row.algorithm},
            {QStringLiteral("state"), row.state}};
}

/// Longest life of a token that does not hang on a live session's row.
std::chrono::seconds longestAccess(const token::Policy &policy)
{
    return std::max(policy.accessLifetime, policy.slidingLifetime) + policy.leeway;
}

} // namespace

std::optional<Instant> leavesAt(const store::KeyRow &row, const std::optional<Instant> &lastExpiry)
{
    if (row.state != kKeyRetiring)
        return std::nullopt;
    const Instant until = row.verifyUntil.value_or(row.createdAt);
    return lastExpiry ? std::max(until, *lastExpiry) : until;
}

Result<std::vector<store::KeyRow>> KeyJobs::rows()
{
    return store::KeyRepository(m_connection).list();
}

Result<store::KeyRow> KeyJobs::find(const QString &kid)
{
    TRY_ASSIGN(auto all, rows());
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&kid](const store::KeyRow &row) { return row.kid == kid; });
    if (found == all.end())
        return fail(ErrorCode::NotFound, QStringLiteral("There is no such key."),
                    QStringLiteral("kid"));
    return std::move(*found);
}

Result<void> KeyJobs::note(const char *type, const store::KeyRow &row, QJsonObject detail)
{
    const QJsonObject common = described(row);
    for (auto it = common.begin(); it != common.end(); ++it)
        detail.insert(it.key(), it.value());
    Event event = makeEvent(type, m_actor, m_now, detail);
    if (!row.warning.isEmpty())
        event.severity = Severity::Warning;
    return EventLog::append(m_connection, event);
}

Result<void> KeyJobs::stepDown()
{
    TRY_ASSIGN(const auto all, rows());
    for (store::KeyRow row : all) {
        if (row.state != kKeyActive)
            continue;
        row.state = kKeyRetiring;
        row.verifyUntil = m_now + longestAccess(m_policy) + kLastSignature;
        TRY(store::KeyRepository(m_connection).update(row));
    }
    return {};
}

Result<store::KeyRow> KeyJobs::insert(store::KeyRow row)
{
    store::KeyRepository repository(m_connection);
    TRY_ASSIGN(const auto all, rows());
    std::size_t inForce = 0;
    for (const store::KeyRow &other : all) {
        inForce += other.state == kKeyRetired ? 0 : 1;
        if (other.kid != row.kid)
            continue;
        if (other.state != kKeyRetired)
            return fail(ErrorCode::AlreadyExists,
                        QStringLiteral("This key is there already: %1.").arg(row.kid),
                        QStringLiteral("key"));
        TRY(repository.remove(row.kid)); // its material comes back
    }
    if (inForce >= token::KeyRing::kLimit)
        return fail(ErrorCode::Conflict,
                    QStringLiteral("At most %1 keys may be in force; retire one first.")
                        .arg(token::KeyRing::kLimit));
    row.createdAt = m_now;
    if (row.state == kKeyActive) {
        TRY(stepDown());
        row.activatedAt = m_now;
    }
    TRY(repository.insert(row));
    QJsonObject detail;
    if (!row.warning.isEmpty())
        detail.insert(QStringLiteral("warning"), row.warning);
    TRY(note(row.imported ? "key.imported" : "key.generated", row, detail));
    return row;
}

Result<store::KeyRow> KeyJobs::activate(const QString &kid)
{
    TRY_ASSIGN(store::KeyRow row, find(kid));
    if (row.state == kKeyActive || row.state == kKeyRetired)
        return fail(ErrorCode::Conflict,
                    row.state == kKeyActive ? QStringLiteral("This key signs already.")
                                            : QStringLiteral("This key is retired."),
                    QStringLiteral("kid"));
    TRY(stepDown());
    row.state = kKeyActive;
    row.activatedAt = m_now;
    row.activateAt.reset();
    row.verifyUntil.reset();
    TRY(store::KeyRepository(m_connection).update(row));
    TRY(note("key.activated", row));
    return row;
}

Result<store::KeyRow> KeyJobs::schedule(const QString &kid, Instant at)
{
    TRY_ASSIGN(store::KeyRow row, find(kid));
    if (row.state != kKeyNext)
        return fail(ErrorCode::Conflict, QStringLiteral("Only a next key can be scheduled."),
                    QStringLiteral("kid"));
    row.activateAt = at;
    TRY(store::KeyRepository(m_connection).update(row));
    TRY(note("key.scheduled", row, {{QStringLiteral("at"), toIsoString(at)}}));
    return row;
}

Result<store::KeyRow> KeyJobs::unschedule(const QString &kid)
{
    TRY_ASSIGN(store::KeyRow row, find(kid));
    if (row.state != kKeyNext || !row.activateAt)
        return fail(ErrorCode::Conflict, QStringLiteral("This key is not to sign on a date."),
                    QStringLiteral("kid"));
    row.activateAt.reset();
    TRY(store::KeyRepository(m_connection).update(row));
    TRY(note("key.unscheduled", row));
    return row;
}

Result<void> KeyJobs::finish(store::KeyRow &row, int sessionsEnded)
{
    row.state = kKeyRetired;
    row.retiredAt = m_now;
    row.activateAt.reset();
    row.wrapped.clear();
    TRY(store::KeyRepository(m_connection).update(row));
    return note("key.retired", row, {{QStringLiteral("sessions"), sessionsEnded}});
}

Result<store::KeyRow> KeyJobs::retire(const QString &kid)
{
    TRY_ASSIGN(store::KeyRow row, find(kid));
    if (row.state == kKeyActive)
        return fail(ErrorCode::Conflict,
                    QStringLiteral("This key signs; rotate to another one first."),
                    QStringLiteral("kid"));
    if (row.state == kKeyRetired)
        return fail(ErrorCode::Conflict, QStringLiteral("This key is retired already."),
                    QStringLiteral("kid"));
    TRY_ASSIGN(const int ended,
               store::KeyRepository(m_connection).endSessions(kid, m_actor.name, m_now));
    TRY(finish(row, ended));
    return row;
}

Result<int> KeyJobs::abandonAll()
{
    TRY_ASSIGN(auto all, rows());
    int count = 0;
    for (store::KeyRow &row : all) {
        if (row.state == kKeyRetired)
            continue;
        TRY_ASSIGN(const int ended,
                   store::KeyRepository(m_connection).endSessions(row.kid, m_actor.name, m_now));
        TRY(finish(row, ended));
        ++count;
    }
    return count;
}

Result<int> KeyJobs::turn(Instant forgottenAt)
{
    TRY_ASSIGN(auto due, rows());
    // In the order of their dates: the last one signs in the end.
    std::stable_sort(due.begin(), due.end(), [](const auto &a, const auto &b) {
        return a.activateAt.value_or(Instant::max()) < b.activateAt.value_or(Instant::max());
    });
    int changes = 0;
    for (const store::KeyRow &row : due) {
        if (row.state != kKeyNext || !row.activateAt || *row.activateAt > m_now)
            continue;
        TRY(activate(row.kid));
        ++changes;
    }
    TRY_ASSIGN(auto all, rows());
    for (store::KeyRow &row : all) {
        // The date first: the sessions are read through for a key that may leave, no sooner.
        if (row.state != kKeyRetiring || *leavesAt(row, {}) + m_policy.leeway >= forgottenAt)
            continue;
        TRY_ASSIGN(const auto last, store::KeyRepository(m_connection).lastExpiry(row.kid));
        if (*leavesAt(row, last) + m_policy.leeway >= forgottenAt)
            continue;
        TRY(finish(row, 0));
        ++changes;
    }
    return changes;
}

Result<QString> KeyJobs::oldestNext()
{
    TRY_ASSIGN(const auto all, rows());
    for (const store::KeyRow &row : all) {
        if (row.state == kKeyNext && !row.activateAt)
            return row.kid;
    }
    return QString();
}

} // namespace tokendesk::auth
