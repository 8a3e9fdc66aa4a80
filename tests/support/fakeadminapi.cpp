// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakeadminapi.h"

#include <QJsonDocument>

#include <algorithm>

namespace tokendesk::test {

namespace {

/// Sort key of a row and its id: rows are ordered by both, and the cursor is both.
struct Position
{
    QByteArray key;
    QByteArray id;
    friend auto operator<=>(const Position &a, const Position &b)
    {
        const int byKey = a.key.compare(b.key);
        return byKey != 0 ? byKey <=> 0 : a.id.compare(b.id) <=> 0;
    }
};

QByteArray timeKey(std::optional<Instant> instant)
{
    return instant ? QByteArray::number(toEpochMs(*instant)).rightJustified(20, '0') : QByteArray();
}

Position position(const User &user, UserSort sort)
{
    const QByteArray id = QByteArray::number(user.id).rightJustified(20, '0');
    switch (sort) {
    case UserSort::Username:
        return {user.username.toCaseFolded().toUtf8(), id};
    case UserSort::Email:
        return {user.email.toCaseFolded().toUtf8(), id};
    case UserSort::LastName:
        return {user.lastName.toCaseFolded().toUtf8(), id};
    case UserSort::CreatedAt:
        return {timeKey(user.createdAt), id};
    case UserSort::LastLoginAt:
        return {timeKey(user.lastLoginAt), id};
    }
    return {};
}

Position position(const Session &session, SessionSort sort)
{
    switch (sort) {
    case SessionSort::CreatedAt:
        return {timeKey(session.createdAt), session.id.toHex()};
    case SessionSort::RefreshedAt:
        return {timeKey(session.refreshedAt), session.id.toHex()};
    case SessionSort::ExpiresAt:
        return {timeKey(session.expiresAt), session.id.toHex()};
    case SessionSort::EndedAt:
        return {timeKey(session.endedAt.value_or(session.expiresAt)), session.id.toHex()};
    }
    return {};
}

/// One page of \a rows, sorted and cut by the keyset of \a query.
template<typename Row, typename Query>
Page<Row> pageOf(std::vector<Row> rows, const Query &query, qint64 countLimit)
{
    const auto before = [&query](const Position &a, const Position &b) {
        return query.descending ? b < a : a < b;
    };
    std::vector<std::pair<Position, std::size_t>> order;
    for (std::size_t i = 0; i < rows.size(); ++i)
        order.emplace_back(position(rows[i], query.sort), i);
    std::sort(order.begin(), order.end(),
              [&before](const auto &a, const auto &b) { return before(a.first, b.first); });
    std::vector<Row> sorted;
    for (const auto &entry : order)
        sorted.push_back(std::move(rows[entry.second]));
    rows = std::move(sorted);
    Page<Row> page;
    if (query.withTotal && static_cast<qint64>(rows.size()) > countLimit)
        page.least = countLimit;
    else if (query.withTotal)
        page.total = static_cast<qint64>(rows.size());
    if (!query.after.isEmpty()) {
        const qsizetype cut = query.after.lastIndexOf('\n');
        const Position last{query.after.first(cut), query.after.sliced(cut + 1)};
        const auto first = std::find_if(rows.begin(), rows.end(), [&](const Row &row) {
            return before(last, position(row, query.sort));
        });
        rows.erase(rows.begin(), first);
    }
    const std::size_t limit = static_cast<std::size_t>(std::clamp(query.limit, 1, 1000));
    if (rows.size() > limit) {
        rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(limit), rows.end());
        const Position last = position(rows.back(), query.sort);
        page.next = last.key + '\n' + last.id;
    }
    page.rows = std::move(rows);
    return page;
}

bool contains(const QString &text, const QString &part)
{
    return text.contains(part, Qt::CaseInsensitive);
}

bool matches(const User &user, const UserQuery &query)
{
    return user.deletedAt.has_value() == query.deleted
           && (!query.active || *query.active == user.active)
           && (!query.staff || *query.staff == user.staff)
           && (!query.superuser || *query.superuser == user.superuser)
           && (query.group.isEmpty() || user.groups.contains(query.group))
           && (query.text.isEmpty() || contains(user.username, query.text)
               || contains(user.email, query.text) || contains(user.firstName, query.text)
               || contains(user.lastName, query.text));
}

} // namespace

FakeAdminApi::FakeAdminApi(const Clock &clock, QObject *parent) : AdminApi(parent), m_clock(clock)
{
    KeyInfo key;
    key.kid = QStringLiteral("k-2026-11");
    key.algorithm = QStringLiteral("HS256");
    key.createdAt = clock.now() - std::chrono::hours(24 * 30);
    m_keys.push_back(key);
}

UserId FakeAdminApi::addUser(User user)
{
    user.id = user.id == 0 ? m_nextUser : user.id;
    m_nextUser = std::max(m_nextUser, user.id) + 1;
    if (user.createdAt == Instant{})
        user.createdAt = m_clock.now();
    if (user.updatedAt == Instant{})
        user.updatedAt = user.createdAt;
    for (const QString &group : std::as_const(user.groups))
        addGroup(group);
    m_users.push_back(user);
    return user.id;
}

UserId FakeAdminApi::addUser(const QString &username)
{
    User user;
    user.username = username;
    user.email = username + QStringLiteral("@example.org");
    user.passwordScheme = QStringLiteral("argon2");
    return addUser(user);
}

void FakeAdminApi::addUsers(int count)
{
    for (int i = 0; i < count; ++i)
        addUser(QStringLiteral("user%1").arg(i, 5, 10, QLatin1Char('0')));
}

void FakeAdminApi::addGroup(const QString &name)
{
    if (!m_groups.contains(name))
        m_groups.append(name);
    m_groups.sort();
}

SessionId FakeAdminApi::addSession(Session session)
{
    if (session.id.isNull()) {
        SessionId::Bytes bytes{};
        for (std::size_t i = 0; i < 8; ++i)
            bytes[i] =
                static_cast<std::uint8_t>(m_nextSession * 0x9e3779b97f4a7c15ULL >> (56 - 8 * i));
        bytes[11] = static_cast<std::uint8_t>(++m_nextSession);
        session.id = SessionId(bytes);
    }
    if (const User *owner = findUser(session.userId); owner && session.username.isEmpty())
        session.username = owner->username;
    if (session.createdAt == Instant{})
        session.createdAt = m_clock.now();
    if (session.expiresAt == Instant{})
        session.expiresAt = session.createdAt + std::chrono::hours(24 * 7);
    if (session.accessUntil == Instant{})
        session.accessUntil = session.createdAt + std::chrono::minutes(15);
    if (session.keyId.isEmpty())
        session.keyId = m_keys.front().kid;
    m_sessions.push_back(session);
    return session.id;
}

SessionId FakeAdminApi::addSession(UserId user, const QString &userAgent, const QString &address)
{
    Session session;
    session.userId = user;
    session.userAgent = userAgent;
    session.address = address;
    return addSession(session);
}

User &FakeAdminApi::storedUser(UserId id)
{
    User *found = findUser(id);
    Q_ASSERT(found);
    return *found;
}

Session &FakeAdminApi::storedSession(const SessionId &id)
{
    Session *found = findSession(id);
    Q_ASSERT(found);
    return *found;
}

void FakeAdminApi::purgeSession(const SessionId &id)
{
    std::erase_if(m_sessions, [&id](const Session &session) { return session.id == id; });
}

void FakeAdminApi::release()
{
    m_held = false;
    m_heldMethod.clear();
    const auto waiting = std::exchange(m_waiting, {});
    for (const auto &task : waiting)
        task();
}

void FakeAdminApi::failNext(const Error &error, const QString &method)
{
    m_failures.push_back({method, error});
}

int FakeAdminApi::callCount(const QString &method) const
{
    return static_cast<int>(m_calls.count(method));
}

std::optional<Error> FakeAdminApi::takeFailure(const QString &method)
{
    const auto it = std::find_if(m_failures.begin(), m_failures.end(), [&](const Failure &failure) {
        return failure.method.isEmpty() || failure.method == method;
    });
    if (it == m_failures.end())
        return {};
    const Error error = it->error;
    m_failures.erase(it);
    return error;
}

void FakeAdminApi::later(const QString &method, std::function<void()> task)
{
    ++m_pending;
    auto run = [this, task = std::move(task)] {
        --m_pending;
        task();
    };
    if (m_held || method == m_heldMethod)
        m_waiting.push_back(run);
    else
        QTimer::singleShot(m_delay, this, run);
}

User *FakeAdminApi::findUser(UserId id)
{
    const auto it = std::find_if(m_users.begin(), m_users.end(),
                                 [id](const User &user) { return user.id == id; });
    return it == m_users.end() ? nullptr : &*it;
}

Session *FakeAdminApi::findSession(const SessionId &id)
{
    const auto it = std::find_if(m_sessions.begin(), m_sessions.end(),
                                 [&id](const Session &session) { return session.id == id; });
    return it == m_sessions.end() ? nullptr : &*it;
}

bool FakeAdminApi::isLive(const Session &session) const
{
    return !session.endedAt && session.expiresAt > m_clock.now();
}

User FakeAdminApi::withCounts(User user) const
{
    user.liveSessions =
        std::count_if(m_sessions.begin(), m_sessions.end(), [&](const Session &session) {
            return session.userId == user.id && isLive(session);
        });
    return user;
}

FakeAdminApi::Answer<Page<User>> FakeAdminApi::listUsers(UserQuery query)
{
    m_lastUserQuery = query;
    return answer<Page<User>>(QStringLiteral("listUsers"), [this, query]() -> Result<Page<User>> {
        std::vector<User> found;
        std::copy_if(m_users.begin(), m_users.end(), std::back_inserter(found),
                     [&query](const User &user) { return matches(user, query); });
        Page<User> page = pageOf(std::move(found), query, m_countLimit);
        for (User &row : page.rows)
            row = withCounts(std::move(row));
        return page;
    });
}

FakeAdminApi::Answer<Page<Session>> FakeAdminApi::listSessions(SessionQuery query)
{
    m_lastSessionQuery = query;
    return answer<Page<Session>>(
        QStringLiteral("listSessions"), [this, query]() -> Result<Page<Session>> {
            std::vector<Session> found;
            for (const Session &row : m_sessions) {
                if ((!query.userId || row.userId == *query.userId)
                    && (query.state == SessionState::All
                        || isLive(row) == (query.state == SessionState::Live))
                    && (query.text.isEmpty() || contains(row.username, query.text)
                        || contains(row.address, query.text) || contains(row.userAgent, query.text)
                        || row.id.toString().startsWith(query.text)))
                    found.push_back(row);
            }
            return pageOf(std::move(found), query, m_countLimit);
        });
}

FakeAdminApi::Answer<Session> FakeAdminApi::session(SessionId id)
{
    return answer<Session>(QStringLiteral("session"), [this, id]() -> Result<Session> {
        const Session *found = findSession(id);
        if (!found)
            return fail(ErrorCode::NotFound);
        return *found;
    });
}

int FakeAdminApi::end(const std::function<bool(const Session &)> &which, EndReason reason)
{
    int count = 0;
    for (Session &row : m_sessions) {
        if (!isLive(row) || !which(row))
            continue;
        row.endedAt = m_clock.now();
        row.endReason = reason;
        row.endedBy = QStringLiteral("admin");
        record(QStringLiteral("session.ended"), row.userId, row.id);
        ++count;
    }
    if (count > 0)
        notify();
    return count;
}

FakeAdminApi::Answer<int> FakeAdminApi::endSessions(std::vector<SessionId> ids)
{
    return answer<int>(QStringLiteral("endSessions"), [this, ids]() -> Result<int> {
        return end(
            [&ids](const Session &row) {
                return std::find(ids.begin(), ids.end(), row.id) != ids.end();
            },
            EndReason::EndedByAdministrator);
    });
}

FakeAdminApi::Answer<int> FakeAdminApi::endSessionsOfUser(UserId id)
{
    return answer<int>(QStringLiteral("endSessionsOfUser"), [this, id]() -> Result<int> {
        return end([id](const Session &row) { return row.userId == id; },
                   EndReason::EndedByAdministrator);
    });
}

FakeAdminApi::Answer<int> FakeAdminApi::endAllSessions()
{
    return answer<int>(QStringLiteral("endAllSessions"), [this]() -> Result<int> {
        return end([](const Session &) { return true; }, EndReason::EndedByAdministrator);
    });
}

FakeAdminApi::Answer<ClaimsAsIssued> FakeAdminApi::previewClaims(UserId id)
{
    return answer<ClaimsAsIssued>(
        QStringLiteral("previewClaims"), [this, id]() -> Result<ClaimsAsIssued> {
            const User *user = findUser(id);
            if (!user)
                return fail(ErrorCode::NotFound, QStringLiteral("There is no such user."));
            QJsonObject claims = user->claims;
            claims.insert(QStringLiteral("user_id"), QString::number(id));
            const QByteArray payload = QJsonDocument(claims).toJson(QJsonDocument::Compact);
            return ClaimsAsIssued{payload, payload.size(), {}};
        });
}

FakeAdminApi::Answer<int> FakeAdminApi::refuseEarlierTokens(std::optional<UserId> id)
{
    return answer<int>(QStringLiteral("refuseEarlierTokens"), [this, id]() -> Result<int> {
        return end([id](const Session &row) { return !id || row.userId == *id; },
                   EndReason::NotBefore);
    });
}

void FakeAdminApi::record(const QString &type, std::optional<UserId> user,
                          std::optional<SessionId> session)
{
    Event event;
    event.id = static_cast<qint64>(m_events.size()) + 1;
    event.at = m_clock.now();
    event.type = type;
    event.actor = m_signedIn.isEmpty() ? QStringLiteral("admin") : m_signedIn;
    event.userId = user;
    event.sessionId = session;
    m_events.push_back(event);
}

} // namespace tokendesk::test
