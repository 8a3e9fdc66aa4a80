// SPDX-License-Identifier: GPL-3.0-or-later
// What the measurements without HTTP share: services over a scratch database, and its contents.
#pragma once

#include "server/auth/context.h"
#include "server/auth/loginthrottle.h"
#include "server/auth/passwordhasher.h"
#include "server/auth/policystore.h"
#include "server/auth/revocationset.h"
#include "server/auth/sessionmemory.h"
#include "server/base/eventbus.h"
#include "server/store/sessionrepository.h"
#include "server/store/writer.h"

#include <QTemporaryDir>

#include <cstdlib>
#include <vector>

namespace tokendesk::bench {

/// The value, or the end of the program with the reason.
template<typename T>
T take(Result<T> result)
{
    if (!result)
        qFatal("%s", qPrintable(result.error().message()));
    if constexpr (!std::is_void_v<T>)
        return *std::move(result);
}

/// The services that tokens need, over a database in a directory of its own below \a parent, where
/// `synchronous` is FULL as in service.
class StoreBench
{
public:
    static constexpr char kSecret[] = "4f1c7e0b9a62d835 of the measurements";

    explicit StoreBench(const QString &parent)
        : dir(parent + QStringLiteral("/tokendesk-XXXXXX")),
          database(dir.filePath(QStringLiteral("tokendesk.db")), clock),
          throttle(SecretBytes(QByteArray(32, 'k')))
    {
        take(database.open());
        const auto key = take(token::Key::fromSecret(
            token::Algorithm::HS256, SecretBytes(QByteArrayView(kSecret)), "bench"));
        policies.publishKeys(token::KeyRing({key}, key));
        revocations.knowUsersSince(clock.now() - std::chrono::hours(24));
    }

    [[nodiscard]] store::Connection &connection() { return *take(database.connection()); }

    /// Fills the tables by SQL with \a count sessions, a third of them live, of a user for ten
    /// sessions, as seven days of logins would leave them. The indexes are made afterwards, so
    /// their pages are full.
    void fill(qint64 count);
    /// \a count live sessions, evenly spread over the table.
    [[nodiscard]] std::vector<Session> liveSessions(int count);

    const SystemClock clock;
    QTemporaryDir dir;
    store::Database database;
    auth::PolicyStore policies;
    auth::RevocationSet revocations;
    auth::SessionMemory sessions;
    auth::LoginThrottle throttle;
    EventBus events;
    store::Writer writer{database, &events};
    auth::PasswordHasher hasher;
    auth::Context context{clock,       database, writer, hasher,  policies,
                          revocations, throttle, events, nullptr, &sessions};
};

} // namespace tokendesk::bench
