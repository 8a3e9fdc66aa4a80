// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/runtime/localadminapi.h"

#include "server/auth/clientadmin.h"
#include "server/auth/eventlog.h"
#include "server/auth/keyadmin.h"
#include "server/auth/policystore.h"
#include "server/auth/sessionadmin.h"
#include "server/auth/settingsadmin.h"
#include "server/auth/tokenmint.h"
#include "server/auth/useradmin.h"
#include "server/runtime/changewatcher.h"
#include "server/runtime/core.h"
#include "server/runtime/inspector.h"

#include <QCoreApplication>
#include <QEvent>

#include <utility>

namespace tokendesk {
namespace {

constexpr int kReadThreads = 2;
/// Events kept for a thread that does not come round to them.
constexpr std::size_t kNewsLimit = 4'096;

auth::PasswordChoice choiceOf(const PasswordOptions &options)
{
    return {options.allowWeak, options.endSessions};
}

SettingsSnapshot snapshotOf(const auth::SettingsState &state)
{
    return {state.settings, state.latest.version, state.latest.at, state.latest.author};
}

SettingsVersion versionOf(const store::SettingsVersionRow &row)
{
    return {row.version, row.at, row.author, row.before, row.after};
}

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
    return {row.kid,        row.algorithm,      keyState(row.state), row.createdAt,
            row.retiredAt,  entry.liveSessions, row.imported,        row.warning,
            row.activateAt, row.activatedAt,    entry.leavesAt};
}

ClientInfo clientInfoOf(const store::ClientRow &row)
{
    return {row.id, row.name, row.createdAt, row.rotatedAt, row.lastUsedAt, row.disabledAt};
}

ClientSecret clientSecretOf(const auth::ClientSecret &made)
{
    return {clientInfoOf(made.client), made.secret};
}

/// \a done for a use case that answers with another type.
template<typename From, typename To, typename Convert>
auth::Completion<From> converted(std::function<void(Result<To>)> done, Convert convert)
{
    return [done = std::move(done), convert](const Result<From> &result) {
        if (!result)
            return done(fail(result.error()));
        done(convert(*result));
    };
}

template<typename To, typename From, typename Convert>
Result<std::vector<To>> convertedList(const Result<std::vector<From>> &rows, Convert convert)
{
    if (!rows)
        return fail(rows.error());
    std::vector<To> list;
    list.reserve(rows->size());
    for (const From &row : *rows)
        list.push_back(convert(row));
    return list;
}

} // namespace

template<typename T>
AdminApi::Answer<T> LocalAdminApi::call(std::function<void(Completion<T>)> work)
{
    // Shared, because a completion is copied on its way through hashing pool and writer. The last
    // copy to go says that nothing of this call will touch the object any more.
    const auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    m_unanswered->fetch_add(1);
    const std::shared_ptr<void> token(nullptr, [unanswered = m_unanswered](void *) {
        if (unanswered->fetch_sub(1) == 1)
            unanswered->notify_all();
    });
    m_pool.start([work = std::move(work), promise, token] {
        work([promise, token](Result<T> result) {
            promise->addResult(std::move(result));
            promise->finish();
        });
    });
    return promise->future();
}

AdminApi::Answer<KeyInfo> LocalAdminApi::make(
    std::function<void(Completion<KeyInfo>, const IsCancelled &)> work)
{
    const auto promise = std::make_shared<QPromise<Result<KeyInfo>>>();
    promise->start();
    m_unanswered->fetch_add(1);
    const std::shared_ptr<void> token(nullptr, [unanswered = m_unanswered](void *) {
        if (unanswered->fetch_sub(1) == 1)
            unanswered->notify_all();
    });
    m_makers.start([this, work = std::move(work), promise, token] {
        work(
            [promise, token](Result<KeyInfo> result) {
                promise->addResult(std::move(result));
                promise->finish();
            },
            [this, promise] { return m_makers.isEnding() || promise->isCanceled(); });
    });
    return promise->future();
}

template<typename T>
AdminApi::Answer<T> LocalAdminApi::read(std::function<Result<T>()> work)
{
    return call<T>([work = std::move(work)](const Completion<T> &done) { done(work()); });
}

LocalAdminApi::LocalAdminApi(Core &core, auth::Actor actor, QObject *parent)
    : AdminApi(parent), m_core(core), m_actor(std::move(actor)),
      m_pool(core.context().database, kReadThreads), m_makers(core.context().database, 1)
{
    if (ChangeWatcher *watcher = m_core.watcher()) {
        connect(watcher, &ChangeWatcher::dataChanged, this, &AdminApi::dataChanged,
                Qt::QueuedConnection);
        connect(watcher, &ChangeWatcher::settingsChanged, this, &AdminApi::settingsChanged,
                Qt::QueuedConnection);
    }
    m_subscription = m_core.context().events.subscribe(
        [this](const std::vector<Event> &events) { gather(events); });
}

LocalAdminApi::~LocalAdminApi()
{
    m_makers.finish();
    m_pool.finish();
    m_subscription.cancel();
    for (int left = m_unanswered->load(); left > 0; left = m_unanswered->load())
        m_unanswered->wait(left);
}

void LocalAdminApi::gather(const std::vector<Event> &events)
{
    const std::lock_guard lock(m_newsMutex);
    const bool isTold = !m_news.empty();
    m_news.insert(m_news.end(), events.begin(), events.end());
    if (m_news.size() > kNewsLimit)
        m_news.erase(m_news.begin(), m_news.end() - static_cast<std::ptrdiff_t>(kNewsLimit));
    if (!isTold)
        QCoreApplication::postEvent(this, new QEvent(QEvent::User)); // which only rings
}

/// There is news.
void LocalAdminApi::customEvent(QEvent *)
{
    std::vector<Event> news;
    {
        const std::lock_guard lock(m_newsMutex);
        news.swap(m_news);
    }
    emit eventsHappened(news);
}

AdminApi::Answer<Page<User>> LocalAdminApi::listUsers(UserQuery query)
{
    return read<Page<User>>(
        [this, query = std::move(query)] { return m_core.users().list(query); });
}

AdminApi::Answer<User> LocalAdminApi::user(UserId id)
{
    return read<User>([this, id] { return m_core.users().find(id); });
}

AdminApi::Answer<User> LocalAdminApi::userByName(QString username)
{
    return read<User>(
        [this, username = std::move(username)] { return m_core.users().findByName(username); });
}

AdminApi::Answer<User> LocalAdminApi::createUser(NewUser user, SecretBytes password,
                                                 PasswordOptions options)
{
    const auto secret = std::make_shared<SecretBytes>(std::move(password)); // for std::function
    return call<User>([this, user = std::move(user), secret, options](Completion<User> done) {
        m_core.users().create(user, std::move(*secret), choiceOf(options), m_actor,
                              std::move(done));
    });
}

AdminApi::Answer<User> LocalAdminApi::updateUser(UserId id, UserChange change)
{
    return call<User>([this, id, change = std::move(change)](Completion<User> done) {
        m_core.users().update(id, change, m_actor, std::move(done));
    });
}

AdminApi::Answer<void> LocalAdminApi::setPassword(UserId id, SecretBytes password,
                                                  PasswordOptions options)
{
    const auto secret = std::make_shared<SecretBytes>(std::move(password)); // for std::function
    return call<void>([this, id, secret, options](Completion<void> done) {
        m_core.users().setPassword(
            id, std::move(*secret), choiceOf(options), m_actor,
            converted<User, void>(std::move(done), [](const User &) { return Result<void>(); }));
    });
}

AdminApi::Answer<int> LocalAdminApi::deleteUsers(std::vector<UserId> ids)
{
    return call<int>([this, ids = std::move(ids)](Completion<int> done) {
        m_core.users().moveToBin(ids, m_actor, std::move(done));
    });
}

AdminApi::Answer<int> LocalAdminApi::restoreUsers(std::vector<UserId> ids)
{
    return call<int>([this, ids = std::move(ids)](Completion<int> done) {
        m_core.users().restore(ids, m_actor, std::move(done));
    });
}

AdminApi::Answer<int> LocalAdminApi::unlockUsers(std::vector<UserId> ids)
{
    return call<int>([this, ids = std::move(ids)](Completion<int> done) {
        m_core.users().unlock(ids, m_actor, std::move(done));
    });
}

AdminApi::Answer<QStringList> LocalAdminApi::listGroups()
{
    return read<QStringList>([this] { return m_core.users().groups(); });
}

AdminApi::Answer<Page<Session>> LocalAdminApi::listSessions(SessionQuery query)
{
    return read<Page<Session>>(
        [this, query = std::move(query)] { return m_core.sessions().list(query); });
}

AdminApi::Answer<Session> LocalAdminApi::session(SessionId id)
{
    return read<Session>([this, id] { return m_core.sessions().find(id); });
}

AdminApi::Answer<int> LocalAdminApi::endSessions(std::vector<SessionId> ids)
{
    return call<int>([this, ids = std::move(ids)](Completion<int> done) {
        m_core.sessions().end(ids, m_actor, std::move(done));
    });
}

AdminApi::Answer<int> LocalAdminApi::endSessionsOfUser(UserId id)
{
    return call<int>([this, id](Completion<int> done) {
        m_core.sessions().endOfUser(id, m_actor, std::move(done));
    });
}

AdminApi::Answer<int> LocalAdminApi::endAllSessions()
{
    return call<int>(
        [this](Completion<int> done) { m_core.sessions().endAll(m_actor, std::move(done)); });
}

AdminApi::Answer<int> LocalAdminApi::refuseEarlierTokens(std::optional<UserId> id)
{
    return call<int>([this, id](Completion<int> done) {
        m_core.sessions().refuseEarlier(id, m_actor, std::move(done));
    });
}

AdminApi::Answer<SettingsSnapshot> LocalAdminApi::settings()
{
    return read<SettingsSnapshot>([this]() -> Result<SettingsSnapshot> {
        TRY_ASSIGN(const auto state, m_core.settings().current());
        return snapshotOf(state);
    });
}

AdminApi::Answer<SettingsSnapshot> LocalAdminApi::changeSettings(QJsonObject changes)
{
    return call<SettingsSnapshot>(
        [this, changes = std::move(changes)](Completion<SettingsSnapshot> done) {
            m_core.settings().change(
                changes, m_actor,
                converted<auth::SettingsState, SettingsSnapshot>(std::move(done), snapshotOf));
        });
}

AdminApi::Answer<std::vector<SettingsVersion>> LocalAdminApi::settingsVersions(int limit)
{
    return read<std::vector<SettingsVersion>>([this, limit] {
        return convertedList<SettingsVersion>(m_core.settings().versions(limit), versionOf);
    });
}

AdminApi::Answer<SettingsSnapshot> LocalAdminApi::undoSettings(qint64 version)
{
    return call<SettingsSnapshot>([this, version](Completion<SettingsSnapshot> done) {
        m_core.settings().undo(
            version, m_actor,
            converted<auth::SettingsState, SettingsSnapshot>(std::move(done), snapshotOf));
    });
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
    return call<KeyInfo>([this, order](Completion<KeyInfo> done) {
        m_core.keys().import(std::move(*order), m_actor,
                             converted<auth::KeyEntry, KeyInfo>(std::move(done), keyInfoOf));
    });
}

AdminApi::Answer<KeyInfo> LocalAdminApi::generateKey(NewKey key)
{
    return make(
        [this, key = std::move(key)](Completion<KeyInfo> done, const IsCancelled &isCancelled) {
            m_core.keys().generate({key.algorithm, key.rsaBits, key.activate}, m_actor,
                                   converted<auth::KeyEntry, KeyInfo>(std::move(done), keyInfoOf),
                                   isCancelled);
        });
}

AdminApi::Answer<KeyInfo> LocalAdminApi::rotateKeys(QString kid, std::optional<Instant> at)
{
    return make(
        [this, kid = std::move(kid), at](Completion<KeyInfo> done, const IsCancelled &isCancelled) {
            m_core.keys().rotate({kid, at}, m_actor,
                                 converted<auth::KeyEntry, KeyInfo>(std::move(done), keyInfoOf),
                                 isCancelled);
        });
}

AdminApi::Answer<KeyInfo> LocalAdminApi::retireKey(QString kid)
{
    return call<KeyInfo>([this, kid = std::move(kid)](Completion<KeyInfo> done) {
        m_core.keys().retire(kid, m_actor,
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
    return call<QByteArray>([this, kid = std::move(kid), secret](Completion<QByteArray> done) {
        using Pem = std::shared_ptr<SecretBytes>;
        m_core.keys().exportPrivate(kid, std::move(*secret), m_actor,
                                    converted<Pem, QByteArray>(std::move(done), [](const Pem &pem) {
                                        return pem->view().toByteArray(); // encrypted
                                    }));
    });
}

AdminApi::Answer<MintedToken> LocalAdminApi::mintToken(NewToken token)
{
    return call<MintedToken>([this, token = std::move(token)](Completion<MintedToken> done) {
        auth::TokenMint(m_core.context())
            .mint({token.user, token.claims, token.lifetime}, m_actor,
                  converted<auth::Minted, MintedToken>(
                      std::move(done), [](const auth::Minted &minted) {
                          return MintedToken{QString::fromLatin1(minted.token), minted.session,
                                             minted.expiresAt};
                      }));
    });
}

AdminApi::Answer<ClaimsAsIssued> LocalAdminApi::previewClaims(UserId id)
{
    return read<ClaimsAsIssued>([this, id]() -> Result<ClaimsAsIssued> {
        TRY_ASSIGN(auto preview, auth::TokenMint(m_core.context()).preview(id));
        return ClaimsAsIssued{std::move(preview.payload), preview.tokenBytes,
                              std::move(preview.leftOut)};
    });
}

AdminApi::Answer<Inspection> LocalAdminApi::inspect(QString text, InspectOptions options)
{
    const auto how = std::make_shared<InspectOptions>(std::move(options)); // for std::function
    return read<Inspection>([this, text = std::move(text), how] {
        return Inspector(m_core.context()).inspect(text, *how);
    });
}

AdminApi::Answer<Page<Event>> LocalAdminApi::listEvents(EventQuery query)
{
    return read<Page<Event>>(
        [this, query = std::move(query)] { return auth::EventLog(m_core.context()).list(query); });
}

AdminApi::Answer<std::vector<ClientInfo>> LocalAdminApi::listClients()
{
    return read<std::vector<ClientInfo>>(
        [this] { return convertedList<ClientInfo>(m_core.clients().list(), clientInfoOf); });
}

AdminApi::Answer<ClientSecret> LocalAdminApi::addClient(QString id, QString name)
{
    return call<ClientSecret>(
        [this, id = std::move(id), name = std::move(name)](Completion<ClientSecret> done) {
            m_core.clients().add(
                id, name, m_actor,
                converted<auth::ClientSecret, ClientSecret>(std::move(done), clientSecretOf));
        });
}

AdminApi::Answer<ClientSecret> LocalAdminApi::rotateClientSecret(QString id)
{
    return call<ClientSecret>([this, id = std::move(id)](Completion<ClientSecret> done) {
        m_core.clients().rotateSecret(
            id, m_actor,
            converted<auth::ClientSecret, ClientSecret>(std::move(done), clientSecretOf));
    });
}

AdminApi::Answer<ClientInfo> LocalAdminApi::setClientEnabled(QString id, bool isEnabled)
{
    return call<ClientInfo>([this, id = std::move(id), isEnabled](Completion<ClientInfo> done) {
        m_core.clients().setEnabled(
            id, isEnabled, m_actor,
            converted<store::ClientRow, ClientInfo>(std::move(done), clientInfoOf));
    });
}

AdminApi::Answer<ClientInfo> LocalAdminApi::deleteClient(QString id)
{
    return call<ClientInfo>([this, id = std::move(id)](Completion<ClientInfo> done) {
        m_core.clients().remove(
            id, m_actor, converted<store::ClientRow, ClientInfo>(std::move(done), clientInfoOf));
    });
}

AdminApi::Answer<Overview> LocalAdminApi::overview()
{
    return read<Overview>([this]() -> Result<Overview> {
        Overview overview;
        TRY_ASSIGN(const auto counts, m_core.users().counts());
        overview.users = counts.users;
        overview.superusers = counts.administrators;
        TRY_ASSIGN(overview.liveSessions, m_core.sessions().countLive());
        const auto &database = m_core.context().database;
        overview.databaseBytes = database.sizeBytes();
        overview.databaseKind = QStringLiteral("SQLite");
        overview.databasePath = database.path();
        const auto policies = m_core.context().policies.current();
        if (const auto &active = policies->keys.active())
            overview.activeKeyId = QString::fromUtf8(active->kid());
        overview.preset = policies->policy.preset;
        return overview;
    });
}

} // namespace tokendesk
