// SPDX-License-Identifier: GPL-3.0-or-later
// The operations of LocalAdminApi on signing keys and on clients.
#include "server/auth/clientadmin.h"
#include "server/auth/keyadmin.h"
#include "server/runtime/core.h"
#include "server/runtime/localadmincalls.h"

namespace tokendesk {
namespace {

KeyInfo::State keyState(const QString &word)
{
    if (word == QLatin1String("next"))
        return KeyInfo::State::Next;
    if (word == QLatin1String("active"))
        return KeyInfo::State::Active;
    return word == QLatin1String("retiring") ? KeyInfo::State::Retiring : KeyInfo::State::Retired;
}

KeyInfo keyInfoOf(const auth::KeyEntry &entry)
{
    const store::KeyRow &row = entry.row;
    return {
        row.kid,        row.algorithm,      keyState(row.state), row.createdAt,  row.retiredAt,
        entry.use.live, row.imported,       row.warning,         row.activateAt, row.activatedAt,
        entry.leavesAt, entry.moreSessions, entry.use.lastExpiry};
}

ClientInfo clientInfoOf(const store::ClientRow &row)
{
    return {row.id, row.name, row.createdAt, row.rotatedAt, row.lastUsedAt, row.disabledAt};
}

ClientSecret clientSecretOf(const auth::ClientSecret &made)
{
    return {clientInfoOf(made.client), made.secret};
}

} // namespace

AdminApi::Answer<KeyInfo> LocalAdminApi::make(StoppableWork<KeyInfo> work)
{
    const auto promise = std::make_shared<QPromise<Result<KeyInfo>>>();
    promise->start();
    m_unanswered->fetch_add(1);
    const std::shared_ptr<void> token(nullptr, [unanswered = m_unanswered](void *) {
        if (unanswered->fetch_sub(1) == 1)
            unanswered->notify_all();
    });
    m_makers.start([this, work = std::move(work), actor = actorNow(), promise, token] {
        work(
            [promise, token](Result<KeyInfo> result) {
                promise->addResult(std::move(result));
                promise->finish();
            },
            actor, [this, promise] { return m_makers.isEnding() || promise->isCanceled(); });
    });
    return promise->future();
}

AdminApi::Answer<std::vector<KeyInfo>> LocalAdminApi::listKeys()
{
    return read<std::vector<KeyInfo>>(
        [this] { return convertedList<KeyInfo>(m_core.keys().list(), keyInfoOf); });
}

AdminApi::Answer<KeyInfo> LocalAdminApi::importKey(KeyImport key)
{
    const auto order = std::make_shared<auth::KeyOrder>(
        auth::KeyOrder{key.algorithm, std::move(key.material), key.activate, key.allowWeak,
                       std::move(key.passphrase)}); // for std::function
    return call<KeyInfo>([this, order](Completion<KeyInfo> done, const auth::Actor &actor) {
        m_core.keys().import(std::move(*order), actor,
                             converted<auth::KeyEntry, KeyInfo>(std::move(done), keyInfoOf));
    });
}

AdminApi::Answer<KeyInfo> LocalAdminApi::generateKey(NewKey key)
{
    return make([this, key = std::move(key)](Completion<KeyInfo> done, const auth::Actor &actor,
                                             const IsCancelled &isCancelled) {
        m_core.keys().generate({key.algorithm, key.rsaBits, key.activate}, actor,
                               converted<auth::KeyEntry, KeyInfo>(std::move(done), keyInfoOf),
                               isCancelled);
    });
}

AdminApi::Answer<KeyInfo> LocalAdminApi::rotateKeys(QString kid, std::optional<Instant> at)
{
    return make([this, kid = std::move(kid), at](Completion<KeyInfo> done, const auth::Actor &actor,
                                                 const IsCancelled &isCancelled) {
        m_core.keys().rotate({kid, at}, actor,
                             converted<auth::KeyEntry, KeyInfo>(std::move(done), keyInfoOf),
                             isCancelled);
    });
}

Result<void> LocalAdminApi::addKeys(Overview &overview) const
{
    TRY_ASSIGN(const auto keys, convertedList<KeyInfo>(m_core.keys().listUncounted(), keyInfoOf));
    const Instant now = m_core.context().clock.now();
    bool isAnyActive = false;
    for (const KeyInfo &key : keys) {
        overview.keyConcerns += static_cast<int>(concernsAbout(key, now).size());
        isAnyActive = isAnyActive || key.state == KeyInfo::State::Active;
        if (key.state == KeyInfo::State::Next && key.activatesAt)
            overview.activeKeyUntil =
                std::min(*key.activatesAt, overview.activeKeyUntil.value_or(Instant::max()));
    }
    overview.keyConcerns += isAnyActive ? 0 : 1;
    return {};
}

AdminApi::Answer<KeyInfo> LocalAdminApi::unscheduleKey(QString kid)
{
    return call<KeyInfo>([this, kid = std::move(kid)](Completion<KeyInfo> done,
                                                      const auth::Actor &actor) {
        m_core.keys().unschedule(kid, actor,
                                 converted<auth::KeyEntry, KeyInfo>(std::move(done), keyInfoOf));
    });
}

AdminApi::Answer<KeyInfo> LocalAdminApi::retireKey(QString kid)
{
    return call<KeyInfo>(
        [this, kid = std::move(kid)](Completion<KeyInfo> done, const auth::Actor &actor) {
            m_core.keys().retire(kid, actor,
                                 converted<auth::KeyEntry, KeyInfo>(std::move(done), keyInfoOf));
        });
}

AdminApi::Answer<QByteArray> LocalAdminApi::exportKey(QString kid, KeyPart part,
                                                      SecretBytes passphrase)
{
    if (part != KeyPart::PrivatePem)
        return read<QByteArray>([this, kid = std::move(kid), part] {
            return m_core.keys().publicKey(kid, part == KeyPart::PublicJwk);
        });
    const auto secret = std::make_shared<SecretBytes>(std::move(passphrase)); // for std::function
    return call<QByteArray>([this, kid = std::move(kid), secret](Completion<QByteArray> done,
                                                                 const auth::Actor &actor) {
        using Pem = std::shared_ptr<SecretBytes>;
        m_core.keys().exportPrivate(kid, std::move(*secret), actor,
                                    converted<Pem, QByteArray>(std::move(done), [](const Pem &pem) {
                                        return pem->view().toByteArray(); // encrypted
                                    }));
    });
}

AdminApi::Answer<std::vector<ClientInfo>> LocalAdminApi::listClients()
{
    return read<std::vector<ClientInfo>>(
        [this] { return convertedList<ClientInfo>(m_core.clients().list(), clientInfoOf); });
}

AdminApi::Answer<ClientSecret> LocalAdminApi::addClient(QString id, QString name)
{
    return call<ClientSecret>([this, id = std::move(id), name = std::move(name)](
                                  Completion<ClientSecret> done, const auth::Actor &actor) {
        m_core.clients().add(
            id, name, actor,
            converted<auth::ClientSecret, ClientSecret>(std::move(done), clientSecretOf));
    });
}

AdminApi::Answer<ClientSecret> LocalAdminApi::rotateClientSecret(QString id)
{
    return call<ClientSecret>(
        [this, id = std::move(id)](Completion<ClientSecret> done, const auth::Actor &actor) {
            m_core.clients().rotateSecret(
                id, actor,
                converted<auth::ClientSecret, ClientSecret>(std::move(done), clientSecretOf));
        });
}

AdminApi::Answer<ClientInfo> LocalAdminApi::setClientEnabled(QString id, bool isEnabled)
{
    return call<ClientInfo>([this, id = std::move(id), isEnabled](Completion<ClientInfo> done,
                                                                  const auth::Actor &actor) {
        m_core.clients().setEnabled(
            id, isEnabled, actor,
            converted<store::ClientRow, ClientInfo>(std::move(done), clientInfoOf));
    });
}

AdminApi::Answer<ClientInfo> LocalAdminApi::deleteClient(QString id)
{
    return call<ClientInfo>(
        [this, id = std::move(id)](Completion<ClientInfo> done, const auth::Actor &actor) {
            m_core.clients().remove(
                id, actor, converted<store::ClientRow, ClientInfo>(std::move(done), clientInfoOf));
        });
}

} // namespace tokendesk
