// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/keyadmin.h"

#include "server/auth/eventlog.h"
#include "server/auth/keywrap.h"
#include "server/store/sessionrepository.h"
#include "server/token/key.h"

#include <openssl/rand.h>

#include <algorithm>
#include <utility>

namespace tokendesk::auth {
namespace {

constexpr int kGeneratedSize = 64; ///< bytes; SECURITY R31
constexpr QLatin1String kActive("active");
constexpr QLatin1String kRetiring("retiring");
constexpr QLatin1String kRetired("retired");

Result<SecretBytes> randomSecret()
{
    SecretBytes secret(qsizetype{kGeneratedSize});
    if (RAND_priv_bytes(secret.udata(), kGeneratedSize) != 1)
        return fail(ErrorCode::Internal, QStringLiteral("OpenSSL gave no random bytes."));
    return secret;
}

/// The row of a key that has passed Key::fromSecret(); times and state are the caller's.
Result<store::KeyRow> sealed(const token::Key &key, const SecretBytes &secret,
                             const SecretBytes &wrapKey)
{
    store::KeyRow row;
    row.kid = QString::fromUtf8(key.kid());
    row.algorithm = QString::fromLatin1(token::algorithmInfo(key.algorithm()).name);
    TRY_ASSIGN(row.wrapped, auth::wrapKey(wrapKey, secret, key.kid()));
    return row;
}

/// The lasting remark about a key that only allowWeak let in; empty for a good one.
QString remarkOn(token::Algorithm algorithm, const SecretBytes &secret)
{
    const auto strict = token::Key::fromSecret(algorithm, secret.clone());
    return strict ? QString() : strict.error().detail;
}

Result<store::KeyRow> rowOf(const KeyOrder &order, const SecretBytes &wrapKey)
{
    const auto algorithm = token::algorithmFromName(order.algorithm.toLatin1());
    if (!algorithm)
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("\"%1\" is none of HS256, HS384, HS512.").arg(order.algorithm),
                    QStringLiteral("algorithm"));
    TRY_ASSIGN(const auto key,
               token::Key::fromSecret(*algorithm, order.material.clone(), {}, order.allowWeak));
    TRY_ASSIGN(store::KeyRow row, sealed(*key, order.material, wrapKey));
    row.imported = true;
    row.warning = remarkOn(*algorithm, order.material);
    row.state = order.activate ? kActive : QLatin1String("next");
    return row;
}

Result<store::KeyRow> generatedRow(const SecretBytes &wrapKey)
{
    TRY_ASSIGN(const SecretBytes secret, randomSecret());
    TRY_ASSIGN(const auto key, token::Key::fromSecret(token::Algorithm::HS256, secret.clone()));
    TRY_ASSIGN(store::KeyRow row, sealed(*key, secret, wrapKey));
    row.state = kActive;
    return row;
}

} // namespace

Result<std::vector<KeyEntry>> KeyAdmin::list() const
{
    TRY_ASSIGN(store::Connection * connection, m_context.database.connection());
    TRY_ASSIGN(auto rows, store::KeyRepository(*connection).list());
    store::SessionRepository sessions(*connection);
    std::vector<KeyEntry> entries;
    for (store::KeyRow &row : rows) {
        TRY_ASSIGN(const qint64 live, sessions.countLiveWithKey(row.kid, m_context.clock.now()));
        row.wrapped.clear();
        entries.push_back({std::move(row), live});
    }
    return entries;
}

void KeyAdmin::import(KeyOrder order, Actor actor, Completion<KeyEntry> done)
{
    Result<store::KeyRow> row = rowOf(order, m_wrapKey);
    if (!row)
        return done(fail(std::move(row).error()));
    m_context.writer.submit<KeyEntry>(
        [this, row = *std::move(row), actor = std::move(actor)](store::Connection &connection) {
            return insert(connection, row, actor);
        },
        [this, done = std::move(done)](Result<KeyEntry> entry) {
            if (entry) {
                if (const Result<void> published = publish(); !published)
                    return done(fail(published.error()));
            }
            done(std::move(entry));
        });
}

void KeyAdmin::generateFirst(Actor actor, Completion<bool> done)
{
    m_context.writer.submit<bool>(
        [this, actor = std::move(actor)](store::Connection &connection) -> Result<bool> {
            // The writer's transaction excludes other processes: whoever comes second finds the
            // key.
            TRY_ASSIGN(const auto rows, store::KeyRepository(connection).list());
            if (!rows.empty())
                return false;
            TRY_ASSIGN(store::KeyRow row, generatedRow(m_wrapKey));
            TRY(insert(connection, std::move(row), actor));
            return true;
        },
        [this, done = std::move(done)](Result<bool> isGenerated) {
            if (isGenerated) {
                if (const Result<void> published = publish(); !published)
                    return done(fail(published.error()));
            }
            done(std::move(isGenerated));
        });
}

Result<KeyEntry> KeyAdmin::insert(store::Connection &connection, store::KeyRow row,
                                  const Actor &actor)
{
    const Instant now = m_context.clock.now();
    store::KeyRepository repository(connection);
    TRY_ASSIGN(const auto rows, repository.list());
    for (const store::KeyRow &other : rows) {
        if (other.kid == row.kid)
            return fail(ErrorCode::AlreadyExists,
                        QStringLiteral("This key is there already: %1.").arg(row.kid),
                        QStringLiteral("key"));
    }
    const auto inForce = std::count_if(rows.begin(), rows.end(), [](const store::KeyRow &other) {
        return other.state != kRetired;
    });
    if (static_cast<std::size_t>(inForce) >= token::KeyRing::kLimit)
        return fail(ErrorCode::Conflict,
                    QStringLiteral("At most %1 keys may be in force; retire one first.")
                        .arg(token::KeyRing::kLimit));
    row.createdAt = now;
    TRY(repository.insert(row));
    if (row.state == kActive) {
        for (const store::KeyRow &other : rows) {
            if (other.state == kActive)
                TRY(repository.setState(other.kid, kRetiring, now));
        }
    }
    QJsonObject detail{{QStringLiteral("kid"), row.kid},
                       {QStringLiteral("algorithm"), row.algorithm},
                       {QStringLiteral("state"), row.state}};
    if (!row.warning.isEmpty())
        detail.insert(QStringLiteral("warning"), row.warning);
    Event event = makeEvent(row.imported ? "key.imported" : "key.generated", actor, now, detail);
    event.severity = row.warning.isEmpty() ? Severity::Info : Severity::Warning;
    TRY(EventLog::append(connection, event));
    row.wrapped.clear();
    return KeyEntry{std::move(row), 0};
}

Result<void> KeyAdmin::publish()
{
    TRY_ASSIGN(store::Connection * connection, m_context.database.connection());
    return m_loader.loadKeys(*connection);
}

} // namespace tokendesk::auth
