// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/policyloader.h"

#include "server/auth/keywrap.h"
#include "server/auth/policystore.h"
#include "server/auth/revocationset.h"
#include "server/store/configrepository.h"

#include <QLoggingCategory>

namespace tokendesk::auth {
namespace {

Q_LOGGING_CATEGORY(lcPolicy, "tokendesk.policy")

Result<std::shared_ptr<const token::Key>> openKey(const store::KeyRow &row,
                                                  const SecretBytes &wrapKey)
{
    const auto algorithm = token::algorithmFromName(row.algorithm.toLatin1());
    if (!algorithm)
        return fail(ErrorCode::KeyInvalid,
                    QStringLiteral("The key %1 is for \"%2\", which this version does not know.")
                        .arg(row.kid, row.algorithm));
    TRY_ASSIGN(const SecretBytes stored, unwrapKey(wrapKey, row.wrapped, row.kid.toUtf8()));
    TRY_ASSIGN(auto material,
               token::KeyMaterial::fromStored(token::algorithmInfo(*algorithm).type, stored));
    // Whether the key is good enough was asked when it came in.
    return token::Key::fromMaterial(*algorithm, std::move(material), row.kid.toUtf8(), true);
}

} // namespace

PolicyLoader::PolicyLoader(const Context &context, const SecretBytes &wrapKey)
    : m_context(context), m_wrapKey(wrapKey)
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
    m_context.policies.publishSettings(withStored(stored), latest.version);
    return {};
}

Result<void> PolicyLoader::loadKeys(store::Connection &connection)
{
    const std::lock_guard lock(m_mutex);
    store::KeyRepository repository(connection);
    // The version first, as with the settings.
    TRY_ASSIGN(const qint64 version, repository.version());
    TRY_ASSIGN(const auto rows, repository.list());
    std::vector<std::shared_ptr<const token::Key>> keys;
    std::shared_ptr<const token::Key> active;
    for (const store::KeyRow &row : rows) {
        if (row.state == QLatin1String("retired"))
            continue;
        TRY_ASSIGN(const auto key, openKey(row, m_wrapKey));
        keys.push_back(key);
        if (row.state == QLatin1String("active"))
            active = key;
    }
    m_context.policies.publishKeys(token::KeyRing(std::move(keys), std::move(active)), version);
    return {};
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
    m_revocationSequence = found.revocations.empty() ? after : found.revocations.back().sequence;
    return {};
}

Result<PolicyLoader::Refusals> PolicyLoader::refusalsAfter(store::Connection &connection,
                                                           qint64 sequence)
{
    store::SessionRepository sessions(connection);
    Refusals refusals;
    TRY_ASSIGN(refusals.revocations, sessions.revocationsAfter(sequence, m_context.clock.now()));
    TRY_ASSIGN(refusals.notBefore, sessions.notBefore());
    return refusals;
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
    for (const store::Revocation &revocation : refusals.revocations)
        m_context.revocations.add(revocation.session, revocation.accessUntil);
    m_context.revocations.setNotBefore(refusals.notBefore);
}

void PolicyLoader::enforce(const Refusals &refusals)
{
    const std::lock_guard lock(m_mutex);
    refuse(refusals);
    // Somebody else may have moved the moment since and loaded it already: what is published last
    // must have been read last.
    const auto connection = m_context.database.connection();
    const auto moment = connection ? store::SessionRepository(**connection).notBefore()
                                   : Result<std::optional<Instant>>(refusals.notBefore);
    if (moment)
        m_context.revocations.setNotBefore(*moment);
}

} // namespace tokendesk::auth
