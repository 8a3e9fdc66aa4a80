// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/runtime/localadminapi.h"

#include "server/auth/consolesignin.h"
#include "server/auth/eventlog.h"
#include "server/auth/policystore.h"
#include "server/auth/sessionadmin.h"
#include "server/auth/settingsadmin.h"
#include "server/auth/tokenmint.h"
#include "server/auth/tokensigner.h"
#include "server/auth/useradmin.h"
#include "server/auth/userimport.h"
#include "server/runtime/changewatcher.h"
#include "server/runtime/core.h"
#include "server/runtime/inspector.h"
#include "server/runtime/localadmincalls.h"

#include <utility>

namespace tokendesk {
namespace {

constexpr int kReadThreads = 2;

auth::PasswordChoice choiceOf(const PasswordOptions &options)
{
    return {options.allowWeak, options.endSessions};
}

SettingsSnapshot snapshotOf(const auth::SettingsState &state)
{
    return {state.settings,      state.latest.version, state.latest.at,
            state.latest.author, state.trial,          state.shortened};
}

SettingsVersion versionOf(const store::SettingsVersionRow &row)
{
    return {row.version, row.at, row.author, row.before, row.after};
}

} // namespace

LocalAdminApi::LocalAdminApi(Core &core, auth::Actor actor, QObject *parent)
    : AdminApi(parent), m_core(core), m_ownActor(std::move(actor)),
      m_pool(core.context().database, kReadThreads), m_makers(core.context().database, 1)
{
    if (ChangeWatcher *watcher = m_core.watcher()) {
        connect(watcher, &ChangeWatcher::dataChanged, this, &AdminApi::dataChanged,
                Qt::QueuedConnection);
        connect(watcher, &ChangeWatcher::settingsChanged, this, &AdminApi::settingsChanged,
                Qt::QueuedConnection);
        connect(watcher, &ChangeWatcher::dataChanged, this, &LocalAdminApi::lookForOthers,
                Qt::QueuedConnection);
        beginAtTheNewest();
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

auth::Actor LocalAdminApi::actorNow() const
{
    const std::lock_guard lock(m_signInMutex);
    return m_signedIn ? auth::consoleActor(*m_signedIn) : m_ownActor;
}

AdminApi::Answer<SignIn> LocalAdminApi::signIn(QString username, SecretBytes password)
{
    bool isAgain = false;
    quint64 signOuts = 0;
    {
        const std::lock_guard lock(m_signInMutex);
        isAgain = m_signedIn == username;
        signOuts = m_signOuts;
    }
    const auto secret = std::make_shared<SecretBytes>(std::move(password)); // for std::function
    return call<SignIn>([this, username = std::move(username), secret, isAgain,
                         signOuts](const Completion<SignIn> &done, const auth::Actor &) {
        auth::signInAtConsole(m_core.context(), username, std::move(*secret), isAgain,
                              [this, done, signOuts](const Result<SignIn> &answer) {
                                  if (answer && answer->isGranted()) {
                                      const std::lock_guard lock(m_signInMutex);
                                      if (m_signOuts == signOuts)
                                          m_signedIn = answer->user.username;
                                  }
                                  done(answer);
                              });
    });
}

AdminApi::Answer<void> LocalAdminApi::signOut(SignOutReason reason)
{
    auth::Actor leaving = actorNow();
    {
        const std::lock_guard lock(m_signInMutex);
        m_signedIn.reset();
        ++m_signOuts;
    }
    return call<void>(
        [this, leaving = std::move(leaving), reason](Completion<void> done, const auth::Actor &) {
            auth::noteSignOut(m_core.context(), leaving, reason, std::move(done));
        });
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
    return call<User>([this, user = std::move(user), secret, options](Completion<User> done,
                                                                      const auth::Actor &actor) {
        m_core.users().create(user, std::move(*secret), choiceOf(options), actor, std::move(done));
    });
}

AdminApi::Answer<User> LocalAdminApi::updateUser(UserId id, UserChange change)
{
    return call<User>(
        [this, id, change = std::move(change)](Completion<User> done, const auth::Actor &actor) {
            m_core.users().update(id, change, actor, std::move(done));
        });
}

AdminApi::Answer<void> LocalAdminApi::setPassword(UserId id, SecretBytes password,
                                                  PasswordOptions options)
{
    const auto secret = std::make_shared<SecretBytes>(std::move(password)); // for std::function
    return call<void>([this, id, secret, options](Completion<void> done, const auth::Actor &actor) {
        m_core.users().setPassword(
            id, std::move(*secret), choiceOf(options), actor,
            converted<User, void>(std::move(done), [](const User &) { return Result<void>(); }));
    });
}

AdminApi::Answer<int> LocalAdminApi::deleteUsers(std::vector<UserId> ids)
{
    return call<int>([this, ids = std::move(ids)](Completion<int> done, const auth::Actor &actor) {
        m_core.users().moveToBin(ids, actor, std::move(done));
    });
}

AdminApi::Answer<int> LocalAdminApi::restoreUsers(std::vector<UserId> ids)
{
    return call<int>([this, ids = std::move(ids)](Completion<int> done, const auth::Actor &actor) {
        m_core.users().restore(ids, actor, std::move(done));
    });
}

AdminApi::Answer<int> LocalAdminApi::unlockUsers(std::vector<UserId> ids)
{
    return call<int>([this, ids = std::move(ids)](Completion<int> done, const auth::Actor &actor) {
        m_core.users().unlock(ids, actor, std::move(done));
    });
}

AdminApi::Answer<QStringList> LocalAdminApi::listGroups()
{
    return read<QStringList>([this] { return m_core.users().groups(); });
}

AdminApi::Answer<UserImportPlan> LocalAdminApi::planUserImport(QByteArray csv,
                                                               std::optional<QChar> separator)
{
    return read<UserImportPlan>([this, csv = std::move(csv), separator] {
        return m_core.userImports().plan(csv, separator);
    });
}

AdminApi::Answer<UserImportOutcome> LocalAdminApi::importUsers(QByteArray csv,
                                                               std::optional<QChar> separator,
                                                               QString source, ProgressPtr progress)
{
    return call<UserImportOutcome>(
        [this, csv = std::move(csv), separator, source = std::move(source),
         progress = std::move(progress)](Completion<UserImportOutcome> done,
                                         const auth::Actor &actor) {
            m_core.userImports().start(csv, separator, source, actor, std::move(done), progress);
        });
}

AdminApi::Answer<UserImportOutcome> LocalAdminApi::undoUserImport(qint64 id)
{
    return call<UserImportOutcome>(
        [this, id](Completion<UserImportOutcome> done, const auth::Actor &actor) {
            m_core.userImports().undo(id, actor, std::move(done));
        });
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
    return call<int>([this, ids = std::move(ids)](Completion<int> done, const auth::Actor &actor) {
        m_core.sessions().end(ids, actor, std::move(done));
    });
}

AdminApi::Answer<int> LocalAdminApi::endSessionsOfUser(UserId id)
{
    return call<int>([this, id](Completion<int> done, const auth::Actor &actor) {
        m_core.sessions().endOfUser(id, actor, std::move(done));
    });
}

AdminApi::Answer<int> LocalAdminApi::endAllSessions()
{
    return call<int>([this](Completion<int> done, const auth::Actor &actor) {
        m_core.sessions().endAll(actor, std::move(done));
    });
}

AdminApi::Answer<int> LocalAdminApi::refuseEarlierTokens(std::optional<UserId> id)
{
    return call<int>([this, id](Completion<int> done, const auth::Actor &actor) {
        m_core.sessions().refuseEarlier(id, actor, std::move(done));
    });
}

AdminApi::Answer<SettingsSnapshot> LocalAdminApi::settings()
{
    return read<SettingsSnapshot>([this]() -> Result<SettingsSnapshot> {
        TRY_ASSIGN(const auto state, m_core.settings().current());
        return snapshotOf(state);
    });
}

AdminApi::Answer<SettingsSnapshot> LocalAdminApi::changeSettings(QJsonObject changes,
                                                                 SettingsSave how)
{
    return call<SettingsSnapshot>([this, changes = std::move(changes), how](
                                      Completion<SettingsSnapshot> done, const auth::Actor &actor) {
        m_core.settings().change(
            changes, how, actor,
            converted<auth::SettingsState, SettingsSnapshot>(std::move(done), snapshotOf));
    });
}

AdminApi::Answer<SettingsForecast> LocalAdminApi::forecastSettings(QJsonObject changes)
{
    return start<SettingsForecast>(
        [this, changes = std::move(changes)](const Completion<SettingsForecast> &done,
                                             const auth::Actor &, const IsCancelled &isCancelled) {
            done(m_core.settings().forecast(changes, isCancelled));
        });
}

AdminApi::Answer<SettingsSnapshot> LocalAdminApi::endSettingsTrial(bool keep)
{
    return call<SettingsSnapshot>(
        [this, keep](Completion<SettingsSnapshot> done, const auth::Actor &actor) {
            m_core.settings().endTrial(
                keep, actor,
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
    return call<SettingsSnapshot>(
        [this, version](Completion<SettingsSnapshot> done, const auth::Actor &actor) {
            m_core.settings().undo(
                version, actor,
                converted<auth::SettingsState, SettingsSnapshot>(std::move(done), snapshotOf));
        });
}

AdminApi::Answer<MintedToken> LocalAdminApi::mintToken(NewToken token)
{
    return call<MintedToken>(
        [this, token = std::move(token)](Completion<MintedToken> done, const auth::Actor &actor) {
            auth::TokenMint(m_core.context())
                .mint({token.user, token.claims, token.lifetime}, actor,
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

AdminApi::Answer<std::vector<TamperTrial>> LocalAdminApi::tamper(QString token,
                                                                 InspectOptions options)
{
    const auto how = std::make_shared<InspectOptions>(std::move(options)); // for std::function
    return read<std::vector<TamperTrial>>([this, token = std::move(token), how] {
        return Inspector(m_core.context()).tamper(token, *how);
    });
}

AdminApi::Answer<SignedToken> LocalAdminApi::signToken(TokenToSign token)
{
    const auto order = std::make_shared<auth::SignOrder>(); // for std::function
    order->header = std::move(token.header);
    order->payload = std::move(token.payload);
    order->key = std::move(token.key);
    order->passphrase = std::move(token.passphrase);
    return call<SignedToken>([this, order](Completion<SignedToken> done, const auth::Actor &actor) {
        auth::TokenSigner(m_core.context())
            .sign(*order, actor,
                  converted<auth::SignedText, SignedToken>(
                      std::move(done), [](const auth::SignedText &made) {
                          return SignedToken{QString::fromLatin1(made.token), made.header,
                                             QString::fromUtf8(made.kid)};
                      }));
    });
}

AdminApi::Answer<Page<Event>> LocalAdminApi::listEvents(EventQuery query)
{
    return read<Page<Event>>(
        [this, query = std::move(query)] { return auth::EventLog(m_core.context()).list(query); });
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
        TRY(addKeys(overview));
        return overview;
    });
}

} // namespace tokendesk
