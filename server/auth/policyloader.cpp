// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/policyloader.h"

#include "server/auth/policystore.h"
#include "server/auth/revocationset.h"
#include "server/auth/sessionmemory.h"
#include "server/auth/settingstrial.h"
#include "server/auth/wrappingkey.h"
#include "server/store/configrepository.h"

#include <QLoggingCategory>

namespace tokendesk::auth {
namespace {

Q_LOGGING_CATEGORY(lcPolicy, "tokendesk.policy")

using SharedKey = std::shared_ptr<const token::Key>;

Result<SharedKey> openKey(store::Connection &connection, const store::KeyRow &row,
                          WrappingKey &wrapping)
{
    const auto algorithm = token::algorithmFromName(row.algorithm.toLatin1());
    if (!algorithm)
        return fail(ErrorCode::KeyInvalid,
                    QStringLiteral("The key %1 is for \"%2\", which this version does not know.")
                        .arg(row.kid, row.algorithm));
    TRY_ASSIGN(const SecretBytes stored,
               wrapping.unwrap(connection, row.wrapped, row.kid.toUtf8()));
    TRY_ASSIGN(auto material,
               token::KeyMaterial::fromStored(token::algorithmInfo(*algorithm).type, stored));
    // Whether the key is good enough was asked when it came in.
    return token::Key::fromMaterial(*algorithm, std::move(material), row.kid.toUtf8(), true);
}

/// The key of \a row if it is in \a ring; its id is the thumbprint of its material.
SharedKey openAlready(const token::KeyRing &ring, const store::KeyRow &row)
{
    for (const SharedKey &key : ring.keys()) {
        if (key->kid() == row.kid.toUtf8()
            && row.algorithm == QLatin1String(token::algorithmInfo(key->algorithm()).name))
            return key;
    }
    return nullptr;
}

} // namespace

PolicyLoader::PolicyLoader(const Context &context, WrappingKey &wrapping)
    : m_context(context), m_wrapping(wrapping)
{
}

Result<void> PolicyLoader::loadSettings(store::Connection &connection)
{
    const std::lock_guard lock(m_mutex);
    store::SettingsRepository repository(connection);
    // The version first: a save in between makes the values newer than their number, and the next
    // look reads them again; the other way round it would be missed.
    TRY_ASSIGN(const auto latest, repository.latest());
    TRY_ASSIGN(const QJsonObject stored, repository.load());
    TRY_ASSIGN(const auto trial, readTrial(connection));
    m_context.policies.publishSettings(withStored(stored), latest.version);
    m_trialUntil = trial ? toEpochMs(trial->until) : std::numeric_limits<qint64>::max();
    if (m_context.sessions)
        m_context.sessions->clear();
    return {};
}

Result<PolicyLoader::OpenKeys> PolicyLoader::openKeys(store::Connection &connection)
{
    OpenKeys open;
    // Also without a key to open: a process that cannot follow when the key file is replaced says
    // so then, and not at its next start.
    open.outcome = m_wrapping.check(connection);
    store::KeyRepository repository(connection);
    // The version first, as with the settings.
    TRY_ASSIGN(open.version, repository.version());
    TRY_ASSIGN(const auto rows, repository.list());
    const auto before = m_context.policies.current();
    std::vector<SharedKey> keys;
    SharedKey active;
    for (const store::KeyRow &row : rows) {
        if (row.state == QLatin1String("retired"))
            continue;
        SharedKey key = openAlready(before->keys, row);
        if (!key) {
            Result<SharedKey> fresh = openKey(connection, row, m_wrapping);
            if (!fresh) {
                open.outcome = fail(std::move(fresh).error());
                continue;
            }
            key = *std::move(fresh);
        }
        keys.push_back(key);
        if (row.state == QLatin1String("active"))
            active = key;
    }
    open.ring = token::KeyRing(std::move(keys), std::move(active));
    return open;
}

Result<void> PolicyLoader::loadKeys(store::Connection &connection)
{
    constexpr int kMostLooks = 3;
    const std::lock_guard lock(m_mutex);
    for (int look = 1;; ++look) {
        TRY_ASSIGN(OpenKeys open, openKeys(connection));
        if (!open.outcome) {
            if (open.outcome.error().code == ErrorCode::StoreUnavailable)
                return open.outcome;
            // What does not fit may have been written while it was read.
            TRY_ASSIGN(const qint64 version, store::KeyRepository(connection).version());
            if (version != open.version && look < kMostLooks)
                continue;
        }
        m_context.policies.publishKeys(std::move(open.ring), open.version);
        return open.outcome;
    }
}

Result<bool> PolicyLoader::catchUpOnKeys(store::Connection &connection, qint64 version)
{
    TRY_ASSIGN(const qint64 latest, store::KeyRepository(connection).version());
    if (latest == version)
        return false;
    TRY(loadKeys(connection));
    return true;
}

Result<void> PolicyLoader::loadRevocations(store::Connection &connection)
{
    const std::lock_guard lock(m_mutex);
    return takeRevocations(connection, m_revocationSequence);
}

Result<void> PolicyLoader::reloadRevocations(store::Connection &connection)
{
    const std::lock_guard lock(m_mutex);
    return takeRevocations(connection, 0);
}

Result<void> PolicyLoader::takeRevocations(store::Connection &connection, qint64 after)
{
    TRY_ASSIGN(const Refusals found, refusalsAfter(connection, after));
    refuse(found);
    if (after == 0) // then all rows were taken
        m_context.revocations.knowUsersSince(m_context.clock.now() - store::kUserRefusalKept);
    m_revocationSequence = found.revocations.empty() ? after : found.revocations.back().sequence;
    return {};
}

Result<PolicyLoader::Refusals> PolicyLoader::refusalsAfter(store::Connection &connection,
                                                           qint64 sequence)
{
    store::SessionRepository sessions(connection);
    Refusals refusals;
    // The moments first: sessions that no moment stands for any more have revocations by then.
    TRY_ASSIGN(refusals.moments, momentsOf(connection));
    TRY_ASSIGN(refusals.revocations, sessions.revocationsAfter(sequence, m_context.clock.now()));
    return refusals;
}

Result<PolicyLoader::Moments> PolicyLoader::momentsOf(store::Connection &connection)
{
    store::SessionRepository sessions(connection);
    Moments moments;
    TRY_ASSIGN(moments.notBefore, sessions.notBefore());
    TRY_ASSIGN(moments.endedBefore, sessions.endingMoment());
    return moments;
}

Result<void> PolicyLoader::loadMoments()
{
    const std::lock_guard lock(m_mutex);
    TRY_ASSIGN(store::Connection * connection, m_context.database.connection());
    TRY_ASSIGN(const Moments moments, momentsOf(*connection));
    publish(moments);
    return {};
}

Settings PolicyLoader::withStored(const QJsonObject &stored) const
{
    Settings settings = m_context.policies.current()->settings;
    for (int index = 0; index < settings::kCount; ++index)
        settings.reset(SettingKey{index}, SettingSource::Database);
    for (auto it = stored.begin(); it != stored.end(); ++it) {
        const auto key = settingKey(it.key());
        const Result<void> taken = key ? settings.set(*key, it.value(), SettingSource::Database)
                                       : Result<void>(fail(key.error()));
        if (!taken)
            qCWarning(lcPolicy).noquote() << "Stored setting left out:" << taken.error().message();
    }
    return settings;
}

Result<PolicyLoader::Refusals> PolicyLoader::pendingRefusals(store::Connection &connection)
{
    const std::lock_guard lock(m_mutex);
    return refusalsAfter(connection, m_revocationSequence);
}

void PolicyLoader::refuse(const Refusals &refusals)
{
    for (const store::Revocation &revocation : refusals.revocations) {
        if (revocation.user != 0)
            m_context.revocations.setNotBefore(revocation.user, revocation.refusedBefore);
        else
            m_context.revocations.add(revocation.session, revocation.accessUntil);
    }
    publish(refusals.moments);
}

void PolicyLoader::publish(const Moments &moments)
{
    m_context.revocations.setNotBefore(moments.notBefore);
    m_context.revocations.setEndedBefore(moments.endedBefore);
}

void PolicyLoader::enforce(const Refusals &refusals)
{
    const std::lock_guard lock(m_mutex);
    refuse(refusals);
    // Somebody else may have moved the moment since and loaded it already: what is published last
    // must have been read last.
    const auto connection = m_context.database.connection();
    const auto moments = connection ? momentsOf(**connection) : Result<Moments>(refusals.moments);
    if (moments)
        publish(*moments);
}

} // namespace tokendesk::auth
