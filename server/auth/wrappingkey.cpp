// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/wrappingkey.h"

#include "server/auth/keywrap.h"
#include "server/auth/loginthrottle.h"
#include "server/store/configrepository.h"

#include <utility>

namespace tokendesk::auth {
namespace {

/// Row of `meta` that only the right key opens.
constexpr QLatin1String kCheckName("key_check");
constexpr QByteArrayView kCheckText = "tokendesk";
/// Row of `meta` with the key of the login throttle, once it is not the wrapping key's own.
constexpr QLatin1String kThrottleName("throttle_key");

QByteArrayView contextOf(QLatin1String name) { return {name.data(), name.size()}; }

bool opens(const SecretBytes &key, const QByteArray &checkValue)
{
    return unwrapKey(key, checkValue, contextOf(kCheckName)).has_value();
}

tl::unexpected<Error> doesNotOpen(KeySource source, const QString &path)
{
    QString which = path;
    QString remedy = QStringLiteral("put back the file that was made with this database, or see "
                                    "\"tokendeskd key rotate-file --lost\"");
    if (source == KeySource::Environment) {
        which = QStringLiteral("TOKENDESK_KEY");
        remedy = QStringLiteral("give the key that the data was sealed with, or unset it to use "
                                "the key file %1")
                     .arg(path);
    } else if (source == KeySource::Credential) {
        which = QStringLiteral("the systemd credential tokendesk.key");
        remedy = QStringLiteral("pass the key that the data was sealed with, or drop the "
                                "credential to use the key file %1")
                     .arg(path);
    }
    return fail(ErrorCode::KeyFileWrong,
                QStringLiteral("%1 does not hold the key of this database; %2").arg(which, remedy));
}

} // namespace

WrappingKey::WrappingKey(QString path, QHash<QString, QString> environment)
    : m_path(std::move(path)), m_environment(std::move(environment))
{
}

KeySource WrappingKey::source() const
{
    const std::lock_guard lock(m_mutex);
    return m_source;
}

void WrappingKey::adopt(SecretBytes key)
{
    const std::lock_guard lock(m_mutex);
    m_key = std::make_shared<const SecretBytes>(std::move(key));
}

/// The key of the file that opens \a checkValue. While a key file is being replaced, and after a
/// crash then, it is the one beside it.
Result<WrappingKey::Shared> WrappingKey::fromFile(const QByteArray &checkValue) const
{
    Result<SecretBytes> key = loadKeyFile(m_path);
    if (key && opens(*key, checkValue))
        return std::make_shared<const SecretBytes>(*std::move(key));
    Result<SecretBytes> successor = loadKeyFile(successorOf(m_path));
    if (!successor || !opens(*successor, checkValue)) {
        if (!key)
            return fail(std::move(key).error());
        return doesNotOpen(KeySource::File, m_path);
    }
    return std::make_shared<const SecretBytes>(*std::move(successor));
}

/// With the folder locked.
Result<void> WrappingKey::promoteIfInForce(const QByteArray &checkValue) const
{
    const Result<SecretBytes> key = loadKeyFile(m_path);
    if (key && opens(*key, checkValue))
        return {};
    const Result<SecretBytes> successor = loadKeyFile(successorOf(m_path));
    return successor && opens(*successor, checkValue)
               ? promoteSuccessor(m_path)
               : Result<void>(doesNotOpen(KeySource::File, m_path));
}

Result<void> WrappingKey::open(store::Connection &connection, Access access)
{
    TRY_ASSIGN(const auto checkValue, store::KeyRepository(connection).meta(kCheckName));
    TRY_ASSIGN(auto given, keyFromEnvironment(m_environment));
    if (given) {
        if (checkValue && !opens(given->key, *checkValue))
            return doesNotOpen(given->source, m_path);
        const std::lock_guard lock(m_mutex);
        m_source = given->source;
        m_key = std::make_shared<const SecretBytes>(std::move(given->key));
        return {};
    }
    if (checkValue) {
        TRY_ASSIGN(Shared key, fromFile(*checkValue));
        if (access != Access::Read) {
            // Whoever is replacing the file right now ends that without us.
            if (const auto lock = KeyFolderLock::take(m_path))
                TRY(promoteIfInForce(*checkValue));
        }
        const std::lock_guard lock(m_mutex);
        m_key = std::move(key);
        return {};
    }
    // A new key beside data that another one has sealed would only hide that the right one is lost.
    TRY_ASSIGN(SecretBytes key,
               access == Access::Create ? loadOrCreateKeyFile(m_path) : loadKeyFile(m_path));
    adopt(std::move(key));
    return {};
}

Result<WrappingKey::Shared> WrappingKey::inForce(store::Connection &connection)
{
    Shared key = remembered();
    TRY_ASSIGN(const auto checkValue, store::KeyRepository(connection).meta(kCheckName));
    if (!checkValue || opens(*key, *checkValue))
        return key;
    if (const KeySource from = source(); from != KeySource::File)
        return doesNotOpen(from, m_path);
    TRY_ASSIGN(key, fromFile(*checkValue));
    const std::lock_guard lock(m_mutex);
    m_key = key;
    return key;
}

Result<bool> WrappingKey::isSealed(store::Connection &connection)
{
    TRY_ASSIGN(const auto checkValue, store::KeyRepository(connection).meta(kCheckName));
    return checkValue.has_value();
}

Result<void> WrappingKey::seal(store::Connection &connection)
{
    store::KeyRepository repository(connection);
    TRY_ASSIGN(const auto checkValue, repository.meta(kCheckName));
    if (checkValue) // another process was quicker, with the same key
        return check(connection);
    TRY_ASSIGN(const QByteArray fresh,
               wrap(connection, SecretBytes(kCheckText), contextOf(kCheckName)));
    return repository.setMeta(kCheckName, fresh);
}

Result<QByteArray> WrappingKey::wrap(store::Connection &connection, const SecretBytes &plaintext,
                                     QByteArrayView context)
{
    TRY_ASSIGN(const Shared key, inForce(connection));
    return wrapKey(*key, plaintext, context);
}

Result<SecretBytes> WrappingKey::unwrap(store::Connection &connection, QByteArrayView wrapped,
                                        QByteArrayView context)
{
    TRY_ASSIGN(const Shared key, inForce(connection));
    return unwrapKey(*key, wrapped, context);
}

Result<void> WrappingKey::replaceLost(store::Connection &connection, Instant now)
{
    TRY_ASSIGN(const auto given, keyFromEnvironment(m_environment));
    if (given)
        return doesNotOpen(given->source, m_path);
    TRY_ASSIGN(const KeyFolderLock lock, KeyFolderLock::take(m_path));
    TRY_ASSIGN(const auto checkValue, store::KeyRepository(connection).meta(kCheckName));
    if (!checkValue || fromFile(*checkValue))
        return fail(
            ErrorCode::Conflict,
            QStringLiteral("the key file %1 is not lost: it opens this database").arg(m_path));
    TRY(setAside(m_path, now));
    TRY(setAside(successorOf(m_path), now));
    TRY_ASSIGN(SecretBytes key, loadOrCreateKeyFile(m_path));
    adopt(std::move(key));
    return {};
}

WrappingKey::Shared WrappingKey::remembered() const
{
    const std::lock_guard lock(m_mutex);
    return m_key;
}

SecretBytes WrappingKey::freshThrottleKey() const { return LoginThrottle::keyFrom(*remembered()); }

Result<void> WrappingKey::sealAnew(store::Connection &connection)
{
    const Shared key = remembered();
    store::KeyRepository repository(connection);
    TRY_ASSIGN(const QByteArray checkValue,
               wrapKey(*key, SecretBytes(kCheckText), contextOf(kCheckName)));
    TRY_ASSIGN(const QByteArray throttle,
               wrapKey(*key, freshThrottleKey(), contextOf(kThrottleName)));
    TRY(repository.setMeta(kCheckName, checkValue));
    return repository.setMeta(kThrottleName, throttle);
}

Result<void> WrappingKey::settle(store::Connection &connection)
{
    TRY(check(connection));
    TRY_ASSIGN(const auto checkValue, store::KeyRepository(connection).meta(kCheckName));
    return checkValue ? promoteIfInForce(*checkValue) : seal(connection);
}

Result<void> WrappingKey::check(store::Connection &connection)
{
    TRY_ASSIGN(const Shared key, inForce(connection));
    return {};
}

Result<SecretBytes> WrappingKey::throttleKey(store::Connection &connection)
{
    TRY_ASSIGN(const Shared key, inForce(connection));
    TRY_ASSIGN(const auto stored, store::KeyRepository(connection).meta(kThrottleName));
    return stored ? unwrapKey(*key, *stored, contextOf(kThrottleName))
                  : Result<SecretBytes>(LoginThrottle::keyFrom(*key));
}

Result<int> WrappingKey::rewrap(store::Connection &connection, const SecretBytes &successor)
{
    TRY_ASSIGN(const Shared key, inForce(connection));
    store::KeyRepository repository(connection);
    TRY_ASSIGN(const SecretBytes throttle, throttleKey(connection));
    TRY_ASSIGN(const QByteArray wrappedThrottle,
               wrapKey(successor, throttle, contextOf(kThrottleName)));
    TRY(repository.setMeta(kThrottleName, wrappedThrottle));
    TRY_ASSIGN(auto rows, repository.list());
    int count = 0;
    for (store::KeyRow &row : rows) {
        if (row.wrapped.isEmpty()) // retired
            continue;
        const QByteArray context = row.kid.toUtf8();
        TRY_ASSIGN(const SecretBytes stored, unwrapKey(*key, row.wrapped, context));
        TRY_ASSIGN(row.wrapped, wrapKey(successor, stored, context));
        TRY(repository.update(row));
        ++count;
    }
    TRY_ASSIGN(const QByteArray checkValue,
               wrapKey(successor, SecretBytes(kCheckText), contextOf(kCheckName)));
    TRY(repository.setMeta(kCheckName, checkValue));
    return count;
}

} // namespace tokendesk::auth
