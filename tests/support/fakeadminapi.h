// SPDX-License-Identifier: GPL-3.0-or-later
// QObject: an AdminApi without a database, for tests of the window.
#pragma once

#include "server/runtime/adminapi.h"

#include <QPromise>
#include <QTimer>

#include <chrono>
#include <functional>
#include <memory>

namespace tokendesk::test {

/// Keeps users, sessions, settings, keys and events in memory and follows the rules of the real one
/// that a window can notice: keyset paging, unique names, the last administrator, the bin, settings
/// validated by their table. Every answer comes later, never inside the call. Thread: the one it
/// lives in.
class FakeAdminApi final : public AdminApi
{
    Q_OBJECT
public:
    explicit FakeAdminApi(const Clock &clock, QObject *parent = nullptr);

    // What a test prepares; none of these counts as a call or emits dataChanged().
    /// Adds \a user; id, createdAt and updatedAt are filled in if they are not set.
    UserId addUser(User user);
    /// Adds an active user of that name.
    UserId addUser(const QString &username);
    /// \a count active users "user00000" … with an e-mail address each.
    void addUsers(int count);
    void addGroup(const QString &name);
    /// Adds \a session; id, username, times and key are filled in if they are not set.
    SessionId addSession(Session session);
    SessionId addSession(UserId user, const QString &userAgent = {}, const QString &address = {});
    void addKey(const KeyInfo &key) { m_keys.push_back(key); }
    void setKeys(std::vector<KeyInfo> keys) { m_keys = std::move(keys); }
    /// What another process does: dataChanged() tells of it.
    void changeKeys(std::vector<KeyInfo> keys)
    {
        setKeys(std::move(keys));
        notify();
    }
    [[nodiscard]] const std::vector<KeyInfo> &keys() const { return m_keys; }
    /// Of the last generateKey(), importKey() and exportKey().
    [[nodiscard]] const NewKey &lastNewKey() const { return m_lastNewKey; }
    [[nodiscard]] const QByteArray &lastImport() const { return m_lastImport; }
    [[nodiscard]] const QByteArray &lastPassphrase() const { return m_lastPassphrase; }
    void addClient(const ClientInfo &client) { m_clients.push_back(client); }
    /// inspect() answers this instead of decoding the text.
    void setInspection(const Inspection &inspection) { m_inspection = inspection; }
    /// Changes a stored user or session behind the window's back. It must exist.
    User &storedUser(UserId id);
    Session &storedSession(const SessionId &id);
    /// Forgets a row entirely, as retention does.
    void purgeSession(const SessionId &id);
    /// planUserImport() answers this.
    void setImportPlan(const UserImportPlan &plan) { m_importPlan = plan; }
    /// forecastSettings() answers this.
    void setForecast(const SettingsForecast &forecast) { m_forecast = forecast; }
    [[nodiscard]] const QJsonObject &lastForecastChanges() const { return m_forecastChanges; }
    /// All that were asked for, first to last.
    [[nodiscard]] const std::vector<Answer<SettingsForecast>> &forecasts() const
    {
        return m_forecasts;
    }
    /// Of the last changeSettings().
    [[nodiscard]] const SettingsSave &lastSave() const { return m_lastSave; }
    void setOverview(const Overview &overview) { m_overview = overview; }
    /// The password that signIn() takes for \a id.
    void setStoredPassword(UserId id, const QByteArray &password)
    {
        m_passwords.insert(id, password);
    }
    /// signIn() answers this, once, instead of looking at the password.
    void setSignIn(const SignIn &answer) { m_signInAnswer = answer; }

    // How it behaves.
    void setDelay(std::chrono::milliseconds delay) { m_delay = delay; }
    /// Lists with a text, and all of sessions, are counted no further.
    void setCountLimit(qint64 limit) { m_countLimit = limit; }
    /// Answers, or those of \a method alone, wait until release().
    void hold(const QString &method = {})
    {
        m_held = method.isEmpty();
        m_heldMethod = method;
    }
    void release();
    /// The next call, or the next call of \a method, is answered by \a error and changes nothing.
    void failNext(const Error &error, const QString &method = {});
    /// From now on inspect() refuses whatever key it is given so; none: it takes any.
    void refuseKeys(std::optional<Error> why) { m_keyError = std::move(why); }

    // What it saw.
    [[nodiscard]] const QStringList &calls() const { return m_calls; }
    [[nodiscard]] int callCount(const QString &method) const;
    /// The key that inspect() was given last; empty: none.
    [[nodiscard]] const QByteArray &inspectedWith() const { return m_inspectedWith; }
    [[nodiscard]] const QByteArray &inspectedPassphrase() const { return m_inspectedPassphrase; }
    /// The same of signToken().
    [[nodiscard]] const QByteArray &signedWith() const { return m_signedWith; }
    [[nodiscard]] const QByteArray &signedPassphrase() const { return m_signedPassphrase; }
    void clearCalls() { m_calls.clear(); }
    [[nodiscard]] int pending() const { return m_pending; }
    [[nodiscard]] const UserQuery &lastUserQuery() const { return m_lastUserQuery; }
    [[nodiscard]] const SessionQuery &lastSessionQuery() const { return m_lastSessionQuery; }
    [[nodiscard]] QByteArray password(UserId id) const { return m_passwords.value(id); }
    [[nodiscard]] const std::vector<Event> &events() const { return m_events; }

    // AdminApi
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
    /// Makes the changes that the server makes; all but the first are refused for the signature.
    Answer<std::vector<TamperTrial>> tamper(QString token, InspectOptions options) override;
    /// Puts no true signature on it.
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

private:
    struct Failure
    {
        QString method;
        Error error;
    };

    [[nodiscard]] std::optional<Error> takeFailure(const QString &method);
    void later(const QString &method, std::function<void()> task);

    /// Records the call and runs \a work once the answer is due.
    template<typename T, typename Work>
    Answer<T> answer(const QString &method, Work work)
    {
        m_calls.append(method);
        auto promise = std::make_shared<QPromise<Result<T>>>();
        auto task = std::make_shared<Work>(std::move(work));
        promise->start();
        const std::optional<Error> failure = takeFailure(method);
        later(method, [promise, task, failure] {
            if (!promise->isCanceled())
                promise->addResult(failure ? Result<T>(fail(*failure)) : Result<T>((*task)()));
            promise->finish();
        });
        return promise->future();
    }

    [[nodiscard]] User *findUser(UserId id);
    [[nodiscard]] Session *findSession(const SessionId &id);
    [[nodiscard]] bool isLive(const Session &session) const;
    [[nodiscard]] User withCounts(User user) const;
    [[nodiscard]] Result<void> checkPassword(const SecretBytes &password,
                                             const PasswordOptions &options) const;
    [[nodiscard]] Result<void> checkUsername(const QString &username, UserId self) const;
    [[nodiscard]] bool isLastAdministrator(UserId id) const;
    Result<User> change(UserId id, const UserChange &change);
    int end(const std::function<bool(const Session &)> &which, EndReason reason);
    void record(const QString &type, std::optional<UserId> user = {},
                std::optional<SessionId> session = {});
    Result<SettingsSnapshot> save(const QJsonObject &changes);
    [[nodiscard]] KeyInfo *findKey(const QString &kid);
    KeyInfo addNewKey(KeyInfo key, bool activate);
    void stepDown();
    [[nodiscard]] Result<ClientInfo *> findClient(const QString &id);
    [[nodiscard]] Inspection decode(const QString &text, const InspectOptions &options) const;
    void notify() { emit dataChanged(); }

    const Clock &m_clock;
    std::vector<User> m_users;
    std::vector<Session> m_sessions;
    QStringList m_groups;
    QHash<UserId, QByteArray> m_passwords;
    SettingsSnapshot m_settings;
    std::vector<SettingsVersion> m_versions;
    std::vector<KeyInfo> m_keys;
    NewKey m_lastNewKey;
    QByteArray m_lastImport;
    QByteArray m_lastPassphrase;
    std::vector<ClientInfo> m_clients; ///< by id
    std::vector<Event> m_events;
    std::optional<Inspection> m_inspection;
    std::optional<Error> m_keyError;
    QByteArray m_inspectedWith;
    QByteArray m_inspectedPassphrase;
    QByteArray m_signedWith;
    QByteArray m_signedPassphrase;
    std::optional<Overview> m_overview;
    std::optional<SignIn> m_signInAnswer;
    QString m_signedIn; ///< who changes things; empty: "admin"
    UserImportPlan m_importPlan;
    SettingsForecast m_forecast;
    QJsonObject m_forecastChanges;
    std::vector<Answer<SettingsForecast>> m_forecasts;
    SettingsSave m_lastSave;
    UserId m_nextUser = 1;
    std::uint64_t m_nextSession = 1;

    QStringList m_calls;
    std::vector<Failure> m_failures;
    std::chrono::milliseconds m_delay{0};
    bool m_held = false;
    QString m_heldMethod;
    qint64 m_countLimit = 10'000;
    int m_pending = 0;
    std::vector<std::function<void()>> m_waiting;
    UserQuery m_lastUserQuery;
    SessionQuery m_lastSessionQuery;
};

} // namespace tokendesk::test
