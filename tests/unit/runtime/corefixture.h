// SPDX-License-Identifier: GPL-3.0-or-later
// Opens cores on a scratch directory and waits for what they answer.
#pragma once

#include "server/auth/completion.h"
#include "server/auth/eventlog.h"
#include "server/auth/keyadmin.h"
#include "server/auth/policystore.h"
#include "server/auth/revocationset.h"
#include "server/auth/sessionadmin.h"
#include "server/auth/settingsadmin.h"
#include "server/auth/useradmin.h"
#include "server/runtime/changewatcher.h"
#include "server/runtime/core.h"
#include "server/runtime/maintenance.h"
#include "server/store/sessionrepository.h"
#include "server/store/userrepository.h"
#include "server/store/writer.h"
#include "tests/support/fakeclock.h"

#include <QFuture>
#include <QPromise>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace tokendesk::test {

/// Fails with the message of the error.
#define VERIFY_OK(expr) \
    do { \
        const auto &okResult = (expr); \
        QVERIFY2(okResult, okResult ? "" : qPrintable(okResult.error().message())); \
    } while (false)

#define VERIFY_ERROR(expr, expected) \
    do { \
        const auto &failedResult = (expr); \
        QVERIFY(!failedResult); \
        QVERIFY2(failedResult.error().code == (expected), \
                 qPrintable(failedResult.error().message())); \
    } while (false)

/// What \a start hands to the completion it is given.
template<typename T, typename Start>
Result<T> await(Start start)
{
    // Shared: the result can be taken while finish() is still at work.
    const auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    start(auth::Completion<T>([promise](Result<T> result) {
        promise->addResult(std::move(result));
        promise->finish();
    }));
    return promise->future().result();
}

/// A scratch directory with cores that look for changes only when told to.
class Scratch
{
public:
    [[nodiscard]] CoreOptions options() const
    {
        CoreOptions options;
        options.dataDir = dir.filePath(QStringLiteral("data"));
        options.watchInterval = std::chrono::milliseconds{0};
        options.maintenanceInterval = std::chrono::milliseconds{0};
        options.clock = &clock;
        return options;
    }
    [[nodiscard]] Result<std::unique_ptr<Core>> open() const { return Core::open(options()); }

    QTemporaryDir dir;
    FakeClock clock;
};

inline const auth::Actor kActor{QStringLiteral("os:tester"), {}};

inline Result<User> addUser(Core &core, const QString &name, bool superuser = false)
{
    NewUser user;
    user.username = name;
    user.email = name + QStringLiteral("@example.org");
    user.superuser = superuser;
    return await<User>([&](auth::Completion<User> done) {
        core.users().create(user, SecretBytes::fromText(QStringLiteral("quiet-otter-9 Lisbon")), {},
                            kActor, std::move(done));
    });
}

/// A live session of \a user, as a login would leave it.
inline Result<SessionId> addSession(Core &core, UserId user, std::uint8_t mark)
{
    SessionId::Bytes bytes{};
    bytes.fill(mark);
    Session session;
    session.id = SessionId(bytes);
    session.userId = user;
    session.createdAt = core.context().clock.now();
    session.expiresAt = session.createdAt + std::chrono::hours{24};
    session.accessUntil = session.createdAt + std::chrono::minutes{15};
    session.keyId = QString::fromUtf8(core.context().policies.current()->keys.active()->kid());
    return core.context()
        .writer
        .run<SessionId>([session](store::Connection &connection) -> Result<SessionId> {
            TRY(store::SessionRepository(connection).insert(session));
            return session.id;
        })
        .result();
}

inline std::vector<Event> events(Core &core, const char *type)
{
    EventQuery query;
    query.type = QString::fromLatin1(type);
    const auto page = auth::EventLog(core.context()).list(query);
    return page ? page->rows : std::vector<Event>{};
}

inline bool isRevoked(Core &core, const SessionId &id)
{
    return core.context().revocations.contains(id);
}

} // namespace tokendesk::test
