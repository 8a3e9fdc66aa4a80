// SPDX-License-Identifier: GPL-3.0-or-later
// QObject: the AdminApi over a Core of this process.
#pragma once

#include "server/auth/context.h"
#include "server/base/eventbus.h"
#include "server/runtime/adminapi.h"
#include "server/store/taskpool.h"

#include <atomic>
#include <functional>
#include <mutex>
#include <optional>
#include <set>

namespace tokendesk {

class Core;

/// Runs reads and checks on a small pool of its own and writes through the core's writer. Works
/// whether or not a server runs. Its signals come in the thread it lives in. \a core outlives it.
class LocalAdminApi final : public AdminApi
{
    Q_OBJECT
public:
    /// \a actor stands in the events of every change while nobody is signed in.
    LocalAdminApi(Core &core, auth::Actor actor, QObject *parent = nullptr);
    /// Waits until all calls are answered.
    ~LocalAdminApi() override;

    /// Who asks now. Thread: any.
    [[nodiscard]] auth::Actor actorNow() const;

    Answer<Page<User>> listUsers(UserQuery query) override;
    Answer<User> user(UserId id) override;
    Answer<User> userByName(QString username) override;
    Answer<User> createUser(NewUser user, SecretBytes password, PasswordOptions options) override;
    Answer<User> updateUser(UserId id, UserChange change) override;
    Answer<void> setPassword(UserId id, SecretBytes password, PasswordOptions options) override;
    Answer<int> deleteUsers(std::vector<UserId> ids) override;
    Answer<int> restoreUsers(std::vector<UserId> ids) override;
    Answer<int> unlockUsers(std::vector<UserId> ids) override;
    Answer<QStringList> listGroups() override;
    Answer<UserImportPlan> planUserImport(QByteArray csv, std::optional<QChar> separator) override;
    Answer<UserImportOutcome> importUsers(QByteArray csv, std::optional<QChar> separator,
                                          QString source, ProgressPtr progress = {}) override;
    Answer<UserImportOutcome> undoUserImport(qint64 id) override;

    Answer<Page<Session>> listSessions(SessionQuery query) override;
    Answer<Session> session(SessionId id) override;
    Answer<int> endSessions(std::vector<SessionId> ids) override;
    Answer<int> endSessionsOfUser(UserId id) override;
    Answer<int> endAllSessions() override;
    Answer<int> refuseEarlierTokens(std::optional<UserId> id) override;

    Answer<SettingsSnapshot> settings() override;
    using AdminApi::changeSettings;
    Answer<SettingsSnapshot> changeSettings(QJsonObject changes, SettingsSave how) override;
    Answer<SettingsForecast> forecastSettings(QJsonObject changes) override;
    Answer<SettingsSnapshot> endSettingsTrial(bool keep) override;
    Answer<std::vector<SettingsVersion>> settingsVersions(int limit) override;
    Answer<SettingsSnapshot> undoSettings(qint64 version) override;

    Answer<std::vector<KeyInfo>> listKeys() override;
    Answer<KeyInfo> importKey(KeyImport key) override;
    Answer<KeyInfo> generateKey(NewKey key) override;
    Answer<KeyInfo> rotateKeys(QString kid, std::optional<Instant> at) override;
    Answer<KeyInfo> unscheduleKey(QString kid) override;
    Answer<KeyInfo> retireKey(QString kid) override;
    Answer<QByteArray> exportKey(QString kid, KeyPart part, SecretBytes passphrase) override;
    Answer<MintedToken> mintToken(NewToken token) override;
    Answer<ClaimsAsIssued> previewClaims(UserId id) override;
    Answer<Inspection> inspect(QString text, InspectOptions options) override;
    Answer<std::vector<TamperTrial>> tamper(QString token, InspectOptions options) override;
    Answer<SignedToken> signToken(TokenToSign token) override;
    Answer<Page<Event>> listEvents(EventQuery query) override;

    Answer<std::vector<ClientInfo>> listClients() override;
    Answer<ClientSecret> addClient(QString id, QString name) override;
    Answer<ClientSecret> rotateClientSecret(QString id) override;
    Answer<ClientInfo> setClientEnabled(QString id, bool isEnabled) override;
    Answer<ClientInfo> deleteClient(QString id) override;

    Answer<Overview> overview() override;

    Answer<SignIn> signIn(QString username, SecretBytes password) override;
    Answer<void> signOut(SignOutReason reason) override;

protected:
    void customEvent(QEvent *event) override;

private:
    template<typename T>
    using Completion = std::function<void(Result<T>)>;

    /// Calls \a work in a thread of the pool; the answer is what it hands to the completion.
    template<typename T>
    using Work = std::function<void(Completion<T>, const auth::Actor &)>;
    template<typename T>
    Answer<T> call(Work<T> work);
    /// The same for work that returns its answer.
    template<typename T>
    Answer<T> read(std::function<Result<T>()> work);
    /// The same for work that can be told to stop: whether the future was cancelled.
    using IsCancelled = std::function<bool()>;
    template<typename T>
    using StoppableWork =
        std::function<void(Completion<T>, const auth::Actor &, const IsCancelled &)>;
    template<typename T>
    Answer<T> start(StoppableWork<T> work);

    /// Calls \a work, which may make a key, in the thread for that.
    Answer<KeyInfo> make(StoppableWork<KeyInfo> work);
    /// What \a overview says about keys.
    [[nodiscard]] Result<void> addKeys(Overview &overview) const;
    /// Thread: the event bus's.
    void gather(const std::vector<Event> &events);
    /// Has customEvent() tell \a events. Thread: any.
    void tell(std::vector<Event> events);
    /// What is noted already is no news. Waits for a thread of the pool that looks.
    void beginAtTheNewest();
    /// Has a thread of the pool look for what other processes have noted.
    void lookForOthers();
    [[nodiscard]] Result<void> tellOfOthers();

    Core &m_core;
    const auth::Actor m_ownActor; ///< while nobody is signed in
    mutable std::mutex m_signInMutex; ///< of the next two
    std::optional<QString> m_signedIn; ///< username
    quint64 m_signOuts = 0; ///< so that a sign-in that comes too late is none
    std::mutex m_newsMutex;
    std::vector<Event> m_news; ///< not told yet
    std::mutex m_lookMutex; ///< of the next one, and held for a look
    std::optional<qint64> m_lastEvent; ///< up to which others' events are told; none: not known yet
    std::set<qint64> m_ownEvents; ///< ids of warnings after it that this process has told of
    std::atomic<bool> m_isLooking{false}; ///< lookForOthers() has a task in the pool
    EventBus::Subscription m_subscription; ///< after what its handler uses
    store::TaskPool m_pool;
    store::TaskPool m_makers; ///< for work of many seconds, which must not keep the answers waiting
    /// Calls whose completion still exists. Shared, so that the last one can tell an object that
    /// goes.
    const std::shared_ptr<std::atomic<int>> m_unanswered = std::make_shared<std::atomic<int>>(0);
};

} // namespace tokendesk
