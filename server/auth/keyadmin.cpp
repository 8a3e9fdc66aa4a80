// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/keyadmin.h"

#include "server/auth/eventlog.h"
#include "server/auth/keyfilereplacement.h"
#include "server/auth/keyjobs.h"
#include "server/auth/policystore.h"
#include "server/auth/wrappingkey.h"
#include "server/token/jwk.h"
#include "server/token/keytext.h"

#include <algorithm>
#include <utility>

namespace tokendesk::auth {
namespace {

tl::unexpected<Error> noSuchKey()
{
    return fail(ErrorCode::NotFound, QStringLiteral("There is no such key in force."),
                QStringLiteral("kid"));
}

/// Nothing for an empty name. Errors: InvalidArgument.
Result<std::optional<token::Algorithm>> algorithmNamed(const QString &name)
{
    if (name.isEmpty())
        return std::nullopt;
    const auto algorithm = token::algorithmFromName(name.toLatin1());
    if (algorithm)
        return algorithm;
    QStringList known;
    for (const token::AlgorithmInfo &info : token::algorithmTable())
        known.append(QLatin1String(info.name));
    return fail(ErrorCode::InvalidArgument,
                QStringLiteral("\"%1\" is none of %2.").arg(name, known.join(QLatin1String(", "))),
                QStringLiteral("algorithm"));
}

/// A key that is to be stored; wrapped only inside the transaction that stores it, because the
/// wrapping key may be replaced until then.
struct Candidate
{
    store::KeyRow row; ///< times and state are the caller's
    std::shared_ptr<const token::Key> key;

    explicit Candidate(std::shared_ptr<const token::Key> usable) : key(std::move(usable))
    {
        row.kid = QString::fromUtf8(key->kid());
        row.algorithm = QString::fromLatin1(token::algorithmInfo(key->algorithm()).name);
    }

    [[nodiscard]] Result<store::KeyRow> wrapped(WrappingKey &wrapping,
                                                store::Connection &connection) const
    {
        store::KeyRow sealed = row;
        TRY_ASSIGN(const SecretBytes stored, key->material().toStored());
        TRY_ASSIGN(sealed.wrapped, wrapping.wrap(connection, stored, key->kid()));
        return sealed;
    }
};

/// The lasting remark about a key that only allowWeak let in; empty for a good one.
QString remarkOn(const token::Key &key)
{
    const auto strict = token::Key::fromMaterial(key.algorithm(), key.material().clone());
    return strict ? QString() : strict.error().detail;
}

Result<Candidate> candidateOf(const KeyOrder &order)
{
    TRY_ASSIGN(const auto algorithm, algorithmNamed(order.algorithm));
    TRY_ASSIGN(auto bound, token::parseKeyText(order.material, algorithm, order.passphrase));
    if (!bound.document.material.isPrivate())
        return fail(ErrorCode::KeyInvalid,
                    QStringLiteral("This is only a public key; the server signs with the private "
                                   "one."),
                    QStringLiteral("key"));
    if (!bound.document.maySign)
        return fail(ErrorCode::KeyInvalid,
                    QStringLiteral("The key says that it is not for signing: see \"key_ops\"."),
                    QStringLiteral("key"));
    // Always the thumbprint: a name from elsewhere could be that of another key tomorrow.
    TRY_ASSIGN(const auto key,
               token::Key::fromMaterial(bound.algorithm, std::move(bound.document.material), {},
                                        order.allowWeak));
    Candidate candidate(key);
    candidate.row.imported = true;
    candidate.row.warning = remarkOn(*key);
    candidate.row.state = order.activate ? kKeyActive : kKeyNext;
    return candidate;
}

Result<Candidate> generated(token::Algorithm algorithm, int rsaBits,
                            const std::function<bool()> &isCancelled = {})
{
    TRY_ASSIGN(auto material, token::generateKey(algorithm, rsaBits, isCancelled));
    TRY_ASSIGN(auto key, token::Key::fromMaterial(algorithm, std::move(material)));
    return Candidate(std::move(key));
}

Result<Candidate> planned(const Context &context, const KeyPlan &plan,
                          const std::function<bool()> &isCancelled)
{
    TRY_ASSIGN(auto algorithm, algorithmNamed(plan.algorithm));
    if (!algorithm) {
        const auto active = context.policies.current()->keys.active();
        if (!active)
            return fail(ErrorCode::NoSigningKey);
        algorithm = active->algorithm();
    }
    TRY_ASSIGN(Candidate candidate, generated(*algorithm, plan.rsaBits, isCancelled));
    candidate.row.state = plan.activate ? kKeyActive : kKeyNext;
    return candidate;
}

} // namespace

Result<std::vector<store::KeyRow>> KeyAdmin::rows() const
{
    TRY_ASSIGN(store::Connection * connection, m_context.database.connection());
    return store::KeyRepository(*connection).list();
}

Result<std::vector<KeyEntry>> KeyAdmin::list() const
{
    TRY_ASSIGN(store::Connection * connection, m_context.database.connection());
    TRY_ASSIGN(auto all, rows());
    TRY_ASSIGN(const store::KeyUses uses,
               store::SessionRepository(*connection).usesOfKeys(m_context.clock.now()));
    std::vector<KeyEntry> entries;
    for (store::KeyRow &row : all) {
        TRY_ASSIGN(KeyEntry entry, entryOf(*connection, std::move(row), uses));
        entries.push_back(std::move(entry));
    }
    return entries;
}

Result<std::vector<KeyEntry>> KeyAdmin::listUncounted() const
{
    TRY_ASSIGN(auto all, rows());
    std::vector<KeyEntry> entries;
    for (store::KeyRow &row : all) {
        row.wrapped.clear();
        entries.push_back({std::move(row), {}, true, {}});
    }
    return entries;
}

Result<KeyEntry> KeyAdmin::entryOf(store::Connection &connection, store::KeyRow row,
                                   const store::KeyUses &uses)
{
    KeyEntry entry;
    if (row.state == kKeyActive || row.state == kKeyRetiring) { // others have no sessions
        entry.use = uses.of(row.kid);
        entry.moreSessions = !uses.isComplete;
    }
    if (row.state == kKeyRetiring) {
        std::optional<Instant> last = entry.use.lastExpiry;
        if (uses.isComplete) {
            TRY_ASSIGN(last, store::KeyRepository(connection).lastExpiry(row.kid));
        }
        entry.leavesAt = auth::leavesAt(row, last);
    }
    entry.row = std::move(row);
    entry.row.wrapped.clear();
    return entry;
}

void KeyAdmin::submit(Job job, Completion<KeyEntry> done)
{
    m_loader.write<KeyEntry>(
        [this, job = std::move(job)](store::Connection &connection,
                                     Instant now) -> Result<KeyEntry> {
            TRY_ASSIGN(store::KeyRow row, job(connection, now));
            TRY_ASSIGN(const store::KeyUses uses,
                       store::SessionRepository(connection).usesOfKeys(now));
            return entryOf(connection, std::move(row), uses);
        },
        [this, done = std::move(done)](Result<KeyEntry> entry) {
            if (entry) {
                if (const Result<void> published = publish(); !published)
                    return done(fail(published.error()));
            }
            done(std::move(entry));
        });
}

void KeyAdmin::import(KeyOrder order, Actor actor, Completion<KeyEntry> done)
{
    Result<Candidate> candidate = candidateOf(order);
    if (!candidate)
        return done(fail(std::move(candidate).error()));
    submit(
        [this, snapshot = m_context.policies.current(), candidate = *std::move(candidate),
         actor = std::move(actor)](store::Connection &connection,
                                   Instant now) -> Result<store::KeyRow> {
            TRY_ASSIGN(store::KeyRow row, candidate.wrapped(m_wrapping, connection));
            return KeyJobs(connection, snapshot->policy, actor, now).insert(std::move(row));
        },
        std::move(done));
}

void KeyAdmin::generate(const KeyPlan &plan, Actor actor, Completion<KeyEntry> done,
                        const std::function<bool()> &isCancelled)
{
    Result<Candidate> candidate = planned(m_context, plan, isCancelled);
    if (!candidate)
        return done(fail(std::move(candidate).error()));
    submit(
        [this, snapshot = m_context.policies.current(), candidate = *std::move(candidate),
         actor = std::move(actor)](store::Connection &connection,
                                   Instant now) -> Result<store::KeyRow> {
            TRY_ASSIGN(store::KeyRow row, candidate.wrapped(m_wrapping, connection));
            return KeyJobs(connection, snapshot->policy, actor, now).insert(std::move(row));
        },
        std::move(done));
}

void KeyAdmin::rotate(const KeyRotation &rotation, Actor actor, Completion<KeyEntry> done,
                      const std::function<bool()> &isCancelled)
{
    // A spare, made before the transaction, because making it may take seconds.
    std::optional<Candidate> spare;
    if (rotation.kid.isEmpty()) {
        const auto all = rows();
        if (!all)
            return done(fail(all.error()));
        const bool isWaiting = std::any_of(all->begin(), all->end(), [](const store::KeyRow &row) {
            return row.state == kKeyNext && !row.activateAt;
        });
        if (!isWaiting) {
            Result<Candidate> made = planned(m_context, {}, isCancelled);
            if (!made)
                return done(fail(std::move(made).error()));
            spare = *std::move(made);
        }
    }
    submit(
        [this, snapshot = m_context.policies.current(), rotation, spare = std::move(spare),
         actor = std::move(actor)](store::Connection &connection,
                                   Instant now) -> Result<store::KeyRow> {
            KeyJobs jobs(connection, snapshot->policy, actor, now);
            QString kid = rotation.kid;
            if (kid.isEmpty()) {
                TRY_ASSIGN(kid, jobs.oldestNext());
            }
            if (kid.isEmpty()) {
                if (!spare) // another process has just taken the next key
                    return fail(ErrorCode::Conflict);
                TRY_ASSIGN(store::KeyRow row, spare->wrapped(m_wrapping, connection));
                TRY_ASSIGN(const store::KeyRow made, jobs.insert(std::move(row)));
                kid = made.kid;
            }
            return rotation.at && *rotation.at > now ? jobs.schedule(kid, *rotation.at)
                                                     : jobs.activate(kid);
        },
        std::move(done));
}

void KeyAdmin::unschedule(const QString &kid, Actor actor, Completion<KeyEntry> done)
{
    submit(
        [snapshot = m_context.policies.current(), kid,
         actor = std::move(actor)](store::Connection &connection, Instant now) {
            return KeyJobs(connection, snapshot->policy, actor, now).unschedule(kid);
        },
        std::move(done));
}

void KeyAdmin::retire(const QString &kid, Actor actor, Completion<KeyEntry> done)
{
    submit(
        [snapshot = m_context.policies.current(), kid,
         actor = std::move(actor)](store::Connection &connection, Instant now) {
            return KeyJobs(connection, snapshot->policy, actor, now).retire(kid);
        },
        std::move(done));
}

Result<bool> KeyAdmin::isDue(const store::KeyRow &row, Instant forgottenAt) const
{
    if (row.state == kKeyNext)
        return row.activateAt && *row.activateAt <= m_context.clock.now();
    // The date first: the sessions are read through for a key that may leave, no sooner.
    if (row.state != kKeyRetiring || *leavesAt(row, {}) >= forgottenAt)
        return false;
    TRY_ASSIGN(store::Connection * connection, m_context.database.connection());
    TRY_ASSIGN(const auto last, store::KeyRepository(*connection).lastExpiry(row.kid));
    return *leavesAt(row, last) < forgottenAt;
}

void KeyAdmin::turn(Instant forgottenAt, Completion<int> done)
{
    const auto all = rows();
    if (!all)
        return done(fail(all.error()));
    bool isAnyDue = false;
    for (const store::KeyRow &row : *all) {
        const Result<bool> due = isDue(row, forgottenAt);
        if (!due)
            return done(fail(due.error()));
        isAnyDue = isAnyDue || *due;
    }
    if (!isAnyDue)
        return done(0);
    m_context.writer.submit<int>(
        [this, forgottenAt,
         snapshot = m_context.policies.current()](store::Connection &connection) {
            return KeyJobs(connection, snapshot->policy, {QStringLiteral("system"), {}},
                           m_context.clock.now())
                .turn(forgottenAt);
        },
        [this, done = std::move(done)](Result<int> changes) {
            if (changes && *changes > 0) {
                if (const Result<void> published = publish(); !published)
                    return done(fail(published.error()));
            }
            done(std::move(changes));
        });
}

Result<std::shared_ptr<const token::Key>> KeyAdmin::inForce(const QString &kid) const
{
    const auto snapshot = m_context.policies.current();
    for (const auto &key : snapshot->keys.keys()) {
        if (key->kid() == kid.toUtf8())
            return key;
    }
    return noSuchKey();
}

Result<QByteArray> KeyAdmin::publicKey(const QString &kid, bool asJwk) const
{
    TRY_ASSIGN(const auto key, inForce(kid));
    return asJwk ? token::publicJwk(*key) : token::publicPem(key->material());
}

void KeyAdmin::exportPrivate(const QString &kid, SecretBytes passphrase, Actor actor,
                             Completion<std::shared_ptr<SecretBytes>> done)
{
    const auto key = inForce(kid);
    if (!key)
        return done(fail(key.error()));
    auto pem = token::privatePem((*key)->material(), passphrase);
    if (!pem)
        return done(fail(std::move(pem).error()));
    const auto secret = std::make_shared<SecretBytes>(*std::move(pem));
    // The event first: a key that left without a line would be worse than a line too many.
    m_context.writer.submit<std::shared_ptr<SecretBytes>>(
        [this, kid, secret = secret, actor = std::move(actor)](
            store::Connection &connection) -> Result<std::shared_ptr<SecretBytes>> {
            Event event = makeEvent("key.exported", actor, m_context.clock.now(),
                                    {{QStringLiteral("kid"), kid}});
            event.severity = Severity::Warning;
            TRY(EventLog::append(connection, event));
            return secret;
        },
        std::move(done));
}

void KeyAdmin::generateFirst(Actor actor, Completion<bool> done)
{
    m_context.writer.submit<bool>(
        [this, snapshot = m_context.policies.current(),
         actor = std::move(actor)](store::Connection &connection) -> Result<bool> {
            // The writer's transaction excludes other processes: whoever comes second finds the
            // key.
            TRY_ASSIGN(const auto rows, store::KeyRepository(connection).list());
            if (std::any_of(rows.begin(), rows.end(),
                            [](const store::KeyRow &row) { return row.state != kKeyRetired; }))
                return false;
            TRY_ASSIGN(const Candidate first,
                       generated(token::Algorithm::HS256, token::kGeneratedRsaBits));
            TRY_ASSIGN(store::KeyRow row, first.wrapped(m_wrapping, connection));
            row.state = kKeyActive;
            TRY(KeyJobs(connection, snapshot->policy, actor, m_context.clock.now())
                    .insert(std::move(row)));
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

void KeyAdmin::rotateFile(Actor actor, Completion<int> done)
{
    auto begun = KeyFileReplacement::begin(m_context, m_wrapping);
    if (!begun)
        return done(fail(std::move(begun).error()));
    const auto replacement = std::make_shared<KeyFileReplacement>(*std::move(begun));
    m_context.writer.submit<int>(
        [this, replacement, actor = std::move(actor)](store::Connection &connection) {
            return replacement->rewrap(connection, actor, m_context.clock.now());
        },
        [replacement, done = std::move(done)](Result<int> count) {
            const Result<void> ended = count ? replacement->finish() : Result<void>();
            replacement->release(); // before anybody is told that it is over
            done(ended ? std::move(count) : Result<int>(fail(ended.error())));
        });
}

void KeyAdmin::startOver(Actor actor, Completion<int> done)
{
    m_loader.write<int>(
        [this, snapshot = m_context.policies.current(),
         actor = std::move(actor)](store::Connection &connection, Instant now) -> Result<int> {
            TRY(m_wrapping.sealAnew(connection));
            TRY_ASSIGN(const int count,
                       KeyJobs(connection, snapshot->policy, actor, now).abandonAll());
            Event event = makeEvent("key_file.lost", actor, now, {{QStringLiteral("keys"), count}});
            event.severity = Severity::Error;
            TRY(EventLog::append(connection, event));
            return count;
        },
        std::move(done));
}

Result<void> KeyAdmin::publish()
{
    TRY_ASSIGN(store::Connection * connection, m_context.database.connection());
    return m_loader.loadKeys(*connection);
}

} // namespace tokendesk::auth
