// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/loginthrottle.h"

#include "server/base/foldedtext.h"
#include "server/base/settings.h"
#include "server/base/subnet.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>
#include <limits>

namespace tokendesk::auth {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using store::ThrottleRow;

constexpr seconds kMinute{60};
constexpr qsizetype kAccountSize = 16; ///< bytes of the hash that are kept
constexpr std::size_t kNetworkSize = 8; ///< bytes of an IPv6 address that name the subnet
/// A known address is written anew once a day, not at each login.
constexpr std::chrono::hours kRenewal{24};

SecretBytes hmacSha256(QByteArrayView key, QByteArrayView text)
{
    SecretBytes mac(qsizetype{EVP_MAX_MD_SIZE});
    unsigned size = 0;
    if (!HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
              reinterpret_cast<const unsigned char *>(text.data()),
              static_cast<std::size_t>(text.size()), mac.udata(), &size))
        qFatal("OpenSSL has no HMAC with SHA-256.");
    return SecretBytes(mac.view().first(static_cast<qsizetype>(size)));
}

/// The host of IPv4, the subnet of IPv6: a client has all of its /64. Source: SECURITY R67.
QByteArray networkOf(const QString &text)
{
    const auto address = parseAddress(text.section(u'%', 0, 0)); // without the scope
    if (!address)
        return {};
    static const auto v4 = Subnet::fromString(QStringLiteral("0.0.0.0/0"));
    QByteArray network(reinterpret_cast<const char *>(address->data()),
                       static_cast<qsizetype>(address->size()));
    if (!v4->contains(*address))
        std::fill(network.begin() + kNetworkSize, network.end(), '\0');
    return network;
}

seconds roundedUp(milliseconds wait)
{
    return std::max(seconds{1}, std::chrono::ceil<seconds>(wait));
}

/// How much is left at \a now of a wait of \a length; nothing once it is over, or if it ends later
/// than one that begins now: then the clock was put back.
milliseconds leftOf(const ThrottleRow &row, seconds length, Instant now)
{
    if (!row.until || *row.until <= now || *row.until - now > length)
        return milliseconds{0};
    return *row.until - now;
}

/// The counters that an attempt has to do with.
class Counters
{
public:
    static Result<Counters> load(store::Connection &connection,
                                 const LoginThrottle::Subject &subject)
    {
        Counters counters;
        counters.m_account.account = subject.account;
        counters.m_pair.account = subject.account;
        counters.m_pair.address = subject.address;
        counters.m_address.address = subject.address;
        TRY_ASSIGN(auto rows,
                   store::ThrottleRepository(connection).find(subject.account, subject.address));
        for (ThrottleRow &row : rows) {
            ThrottleRow &counter = row.address.isEmpty()   ? counters.m_account
                                   : row.account.isEmpty() ? counters.m_address
                                                           : counters.m_pair;
            counter = std::move(row);
        }
        return counters;
    }

    /// Whether the account was here before. A lock keeps it so, else waiting would end the lock.
    [[nodiscard]] bool isKnown(Instant now) const
    {
        return m_pair.lockedAt || (m_pair.knownUntil && *m_pair.knownUntil > now);
    }
    [[nodiscard]] bool hasAddress() const { return !m_address.address.isEmpty(); }

    /// The counter that judges the attempt.
    [[nodiscard]] ThrottleRow &judge(Instant now) { return isKnown(now) ? m_pair : m_account; }
    [[nodiscard]] ThrottleRow &pair() { return m_pair; }
    [[nodiscard]] ThrottleRow &address() { return m_address; }

    [[nodiscard]] LoginThrottle::Wait wait(const ThrottleRules &rules, Instant now)
    {
        const ThrottleRow &counter = judge(now);
        milliseconds left = counter.lockedAt
                                ? rules.longestWait
                                : leftOf(counter, rules.waitAfter(counter.failures), now);
        if (!isKnown(now) && m_address.failures >= rules.addressFailures)
            left = std::max(left, leftOf(m_address, kMinute, now));
        return left.count() > 0 ? LoginThrottle::Wait(roundedUp(left)) : std::nullopt;
    }

private:
    ThrottleRow m_account;
    ThrottleRow m_pair;
    ThrottleRow m_address;
};

} // namespace

ThrottleRules ThrottleRules::of(const Settings &settings)
{
    return {settings.boolean(settings::kThrottleLogins),
            settings.integer(settings::kLoginAccountFailures),
            settings.duration(settings::kLoginLongestWait),
            settings.integer(settings::kLoginDisableAfter),
            settings.integer(settings::kLoginAddressFailures)};
}

ThrottleRules ThrottleRules::ofClients(const Settings &settings)
{
    ThrottleRules rules = of(settings);
    rules.on = true; // what simplejwt never had needs no preset that is like it
    rules.accountFailures = std::numeric_limits<qint64>::max();
    rules.disableAfter = 0;
    return rules;
}

seconds ThrottleRules::waitAfter(qint64 failures) const
{
    if (failures < accountFailures)
        return seconds{0};
    constexpr qint64 kLargestShift = 30;
    return std::min(longestWait,
                    seconds{qint64{1} << std::min(failures - accountFailures, kLargestShift)});
}

SecretBytes LoginThrottle::keyFrom(const SecretBytes &installationSecret)
{
    return hmacSha256(installationSecret.view(), "tokendesk login throttle");
}

QByteArray LoginThrottle::accountOf(const QString &username) const
{
    const SecretBytes name = SecretBytes::fromText(foldedText(username));
    return hmacSha256(m_key.view(), name.view()).view().first(kAccountSize).toByteArray();
}

QByteArray LoginThrottle::accountOfClient(const QString &id) const
{
    // No username holds U+0000.
    const SecretBytes name = SecretBytes::fromText(QStringLiteral("client") + QChar(0) + id);
    return hmacSha256(m_key.view(), name.view()).view().first(kAccountSize).toByteArray();
}

LoginThrottle::Subject LoginThrottle::subject(const QString &username, const QString &address) const
{
    return {accountOf(username), networkOf(address)};
}

LoginThrottle::Subject LoginThrottle::clientSubject(const QString &id, const QString &address) const
{
    return {accountOfClient(id), networkOf(address)};
}

Result<LoginThrottle::Wait> LoginThrottle::waitOf(store::Connection &connection,
                                                  const ThrottleRules &rules,
                                                  const Subject &subject, Instant now) const
{
    TRY_ASSIGN(Counters counters, Counters::load(connection, subject));
    return counters.wait(rules, now);
}

Result<LoginThrottle::Failure> LoginThrottle::noteFailure(store::Connection &connection,
                                                          const ThrottleRules &rules,
                                                          const Subject &subject, Instant now) const
{
    TRY_ASSIGN(Counters counters, Counters::load(connection, subject));
    Failure failure;
    failure.refused = counters.wait(rules, now);
    if (failure.refused)
        return failure;

    store::ThrottleRepository repository(connection);
    ThrottleRow &counter = counters.judge(now);
    failure.failures = ++counter.failures;
    failure.wait = rules.waitAfter(counter.failures);
    counter.until = failure.wait.count() > 0 ? std::optional(now + failure.wait) : std::nullopt;
    failure.locked = rules.disableAfter > 0 && counter.failures >= rules.disableAfter;
    if (failure.locked)
        counter.lockedAt = now;
    counter.expiresAt = std::max(counter.knownUntil.value_or(now), now + kMemory);
    TRY(repository.save(counter));

    if (!counters.hasAddress())
        return failure;
    ThrottleRow &address = counters.address();
    if (leftOf(address, kMinute, now).count() == 0) {
        address.failures = 0;
        address.until = now + kMinute;
        address.expiresAt = *address.until;
    }
    ++address.failures;
    failure.addressFull = address.failures == rules.addressFailures;
    TRY(repository.save(address));
    return failure;
}

Result<LoginThrottle::Wait> LoginThrottle::noteSuccess(store::Connection &connection,
                                                       const ThrottleRules &rules,
                                                       const Subject &subject, Instant now,
                                                       Instant sessionEnd) const
{
    TRY_ASSIGN(Counters counters, Counters::load(connection, subject));
    if (const Wait wait = counters.wait(rules, now))
        return wait;
    store::ThrottleRepository repository(connection);
    const bool wasKnown = counters.isKnown(now);
    if (!wasKnown && counters.judge(now).failures > 0)
        TRY(repository.remove(subject.account, {}));
    if (!counters.hasAddress())
        return Wait();
    ThrottleRow &pair = counters.pair();
    const Instant knownUntil = std::max<Instant>(now + kMemory, sessionEnd);
    if (wasKnown && pair.failures == 0 && *pair.knownUntil + kRenewal > knownUntil)
        return Wait();
    pair.failures = 0;
    pair.until.reset();
    pair.knownUntil = knownUntil;
    pair.expiresAt = knownUntil;
    TRY(repository.save(pair));
    return Wait();
}

Result<void> LoginThrottle::noteUse(store::Connection &connection, const Subject &subject,
                                    Instant now, Instant sessionEnd) const
{
    TRY_ASSIGN(Counters counters, Counters::load(connection, subject));
    if (!counters.hasAddress())
        return {};
    ThrottleRow &pair = counters.pair();
    if (!counters.isKnown(now)) { // its count is of long ago
        pair.failures = 0;
        pair.until.reset();
    }
    const Instant knownUntil = std::max<Instant>(now + kMemory, sessionEnd);
    if (pair.knownUntil && *pair.knownUntil >= knownUntil)
        return {};
    pair.knownUntil = knownUntil;
    pair.expiresAt = std::max(pair.expiresAt, knownUntil);
    return store::ThrottleRepository(connection).save(pair);
}

bool LoginThrottle::isUseNoted(Instant before, Instant now)
{
    using std::chrono::days;
    return std::chrono::floor<days>(before) != std::chrono::floor<days>(now);
}

Result<void> LoginThrottle::describe(store::Connection &connection, const ThrottleRules &rules,
                                     User &user, Instant now) const
{
    user.login = {};
    if (!rules.on)
        return {};
    TRY_ASSIGN(const auto rows,
               store::ThrottleRepository(connection).ofAccount(accountOf(user.username)));
    for (const ThrottleRow &row : rows) {
        user.login.failures += row.failures;
        if (row.lockedAt)
            user.login.lockedAt = std::min(user.login.lockedAt.value_or(now), *row.lockedAt);
        if (leftOf(row, rules.waitAfter(row.failures), now).count() > 0)
            user.login.waitUntil = std::max(user.login.waitUntil.value_or(now), *row.until);
    }
    return {};
}

Result<LoginState> LoginThrottle::unlock(store::Connection &connection,
                                         const QString &username) const
{
    store::ThrottleRepository repository(connection);
    TRY_ASSIGN(const auto rows, repository.ofAccount(accountOf(username)));
    LoginState before;
    for (ThrottleRow row : rows) {
        if (row.failures == 0)
            continue;
        before.failures += row.failures;
        if (row.lockedAt && (!before.lockedAt || *row.lockedAt < *before.lockedAt))
            before.lockedAt = row.lockedAt;
        if (row.until && (!before.waitUntil || *row.until > *before.waitUntil))
            before.waitUntil = row.until;
        if (!row.knownUntil) {
            TRY(repository.remove(row.account, row.address));
            continue;
        }
        row.failures = 0;
        row.until.reset();
        row.lockedAt.reset();
        row.expiresAt = *row.knownUntil;
        TRY(repository.save(row));
    }
    return before;
}

Result<void> LoginThrottle::forget(store::Connection &connection, const QString &username) const
{
    return store::ThrottleRepository(connection).removeAccount(accountOf(username));
}

Result<void> LoginThrottle::forgetClient(store::Connection &connection, const QString &id) const
{
    return store::ThrottleRepository(connection).removeAccount(accountOfClient(id));
}

} // namespace tokendesk::auth
