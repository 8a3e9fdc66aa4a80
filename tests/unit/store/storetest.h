// SPDX-License-Identifier: GPL-3.0-or-later
// What the tests of the store share.
#pragma once

#include "server/store/sessionrepository.h"
#include "server/store/userrepository.h"
#include "server/store/writer.h"
#include "tests/support/fakeclock.h"

#include <QTemporaryDir>
#include <QTest>

namespace tokendesk::test {

/// Fails the running test with the error's text.
#define REQUIRE(result) \
    do { \
        const auto &required = (result); \
        QVERIFY2(required, required ? "" : qPrintable(required.error().message())); \
    } while (false)

/// A database in a directory of its own.
struct TempDatabase
{
    TempDatabase()
        : path(directory.filePath(QStringLiteral("data/tokendesk.db"))), database(path, clock)
    {
    }
    store::Connection &connection()
    {
        auto opened = database.connection();
        if (!opened)
            qFatal("%s", qPrintable(opened.error().message()));
        return **opened;
    }

    FakeClock clock;
    QTemporaryDir directory;
    QString path;
    store::Database database;
};

/// Everything until the end of the scope in one transaction: one fsync for many rows.
class Together
{
public:
    explicit Together(store::Connection &connection) : m_connection(connection)
    {
        run("BEGIN IMMEDIATE");
    }
    ~Together() { run("COMMIT"); }
    Together(const Together &) = delete;
    Together &operator=(const Together &) = delete;

private:
    void run(const char *sql)
    {
        if (auto done = m_connection.exec(sql); !done)
            qFatal("%s", qPrintable(done.error().message()));
    }
    store::Connection &m_connection;
};

/// The \a n th of the sessions that tests make; \a n from 1.
inline SessionId sessionId(quint32 n)
{
    SessionId::Bytes bytes{};
    for (std::size_t i = 0; i < 4; ++i)
        bytes[i] = static_cast<std::uint8_t>(n >> (24 - 8 * i));
    bytes[11] = 1;
    return SessionId(bytes);
}

inline Session makeSession(quint32 n, UserId user, Instant now)
{
    Session session;
    session.id = sessionId(n);
    session.userId = user;
    session.createdAt = now;
    session.expiresAt = now + std::chrono::hours(24);
    session.accessUntil = now + std::chrono::minutes(15);
    session.address = QStringLiteral("192.0.2.1");
    session.userAgent = QStringLiteral("curl/8");
    session.keyId = QStringLiteral("k1");
    return session;
}

inline NewUser makeUser(const QString &name)
{
    NewUser user;
    user.username = name;
    return user;
}

} // namespace tokendesk::test
