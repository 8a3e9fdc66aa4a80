// SPDX-License-Identifier: GPL-3.0-or-later
// QObject: every operation of the console and the command line, asynchronous.
#pragma once

#include "server/base/event.h"
#include "server/base/keyinfo.h"
#include "server/base/progress.h"
#include "server/base/result.h"
#include "server/base/secretbytes.h"
#include "server/base/session.h"
#include "server/base/settings.h"
#include "server/base/settingsforecast.h"
#include "server/base/signin.h"
#include "server/base/user.h"
#include "server/base/userimport.h"
#include "server/runtime/sentence.h"
#include "server/token/remarks.h"
#include "server/token/verdict.h"

#include <QFuture>
#include <QJsonObject>
#include <QObject>

#include <map>
#include <memory>
#include <vector>

namespace tokendesk {

/// How a password is to be taken.
struct PasswordOptions
{
    bool allowWeak = false; ///< skip length, block-list and similarity
    bool endSessions = true; ///< end the user's sessions (reason password_changed)
};

/// The settings in force and the version they have.
struct SettingsSnapshot
{
    Settings settings;
    qint64 version = 0; ///< counts saves; 0: nothing was ever saved
    Instant changedAt{};
    QString changedBy;
    std::optional<SettingsTrial> trial; ///< what is being tried
    std::optional<ShortenedSessions> shortened; ///< by the save that this answers
};

/// One save of settings.
struct SettingsVersion
{
    qint64 version = 0;
    Instant at{};
    QString author;
    QJsonObject before; ///< key → explicit value before; null: default
    QJsonObject after; ///< key → explicit value after; null: default
};

/// A key to import: PEM, JWK, or the raw secret of an HMAC algorithm.
struct KeyImport
{
    QString algorithm; ///< empty: the key tells
    SecretBytes material;
    bool activate = true;
    bool allowWeak = false; ///< take a secret below the hash's length, with a lasting warning
    SecretBytes passphrase = {}; ///< of an encrypted PEM
};

/// A key to generate.
struct NewKey
{
    QString algorithm; ///< empty: that of the key that signs
    int rsaBits = 3072;
    bool activate = false; ///< signs from now on; else it is the next key
};

/// What of a key leaves the server. The private one only encrypted.
enum class KeyPart { PublicPem, PublicJwk, PrivatePem };

/// An access token to make without a login.
struct NewToken
{
    UserId user = 0;
    QJsonObject claims; ///< in place of those of the same name; null leaves one out
    std::optional<std::chrono::seconds> lifetime; ///< none: that of access tokens
};

/// A token made so, and the session that ends it.
struct MintedToken
{
    QString token;
    SessionId session;
    Instant expiresAt{};
};

/// A service that may ask about tokens; never holds its secret.
struct ClientInfo
{
    QString id;
    QString name;
    Instant createdAt{};
    std::optional<Instant> rotatedAt; ///< when the secret was last replaced
    std::optional<Instant> lastUsedAt; ///< to a minute
    std::optional<Instant> disabledAt; ///< since then it is refused

    friend bool operator==(const ClientInfo &, const ClientInfo &) = default;
};

/// A client and its new secret, which is told this once and never again.
struct ClientSecret
{
    ClientInfo client;
    std::shared_ptr<const SecretBytes> secret;
};

/// What one endpoint would answer to a token right now.
struct PredictedAnswer
{
    QString endpoint; ///< "verify", "refresh", "profile"
    int status = 0;
    QByteArray body; ///< JSON
};

/// What an access token of a user would say right now.
struct ClaimsAsIssued
{
    QByteArray payload; ///< JSON; `jti` and `sid` are samples
    qint64 tokenBytes = 0; ///< of the whole token
    QStringList leftOut; ///< claims that are mapped, but that tokens need for themselves
};

/// Everything the inspector shows about one token.
struct Inspection
{
    QString token; ///< what was found in the pasted text, trimmed
    QString stripped; ///< what had to be removed to find it; empty: nothing
    QByteArray headerJson; ///< decoded, as sent; empty if it could not be decoded
    QByteArray payloadJson;
    QJsonObject header;
    QJsonObject claims;
    token::Verdict verdict; ///< explaining mode
    Sentence sentence; ///< "Refused: expired 3 min 12 s ago, leeway 0 s."
    std::optional<Session> session; ///< as it is now
    /// When and why it has ended, or will unless it is refreshed before. What lies after the moment
    /// of the examination had not happened then.
    std::optional<SessionEnd> sessionEnd;
    std::optional<User> user;
    std::vector<PredictedAnswer> answers;
    std::vector<token::Remark> remarks; ///< what is unwise about it, accepted or not
};

/// With what, and as of when, to inspect. At another moment than now, sessions are as they were or
/// will be by then unless somebody does something; users, settings and keys are those of now.
struct InspectOptions
{
    std::optional<Instant> at; ///< none: now
    /// Verify with this instead of the server's keys: PEM, JWK, JWK Set, or an HMAC secret as text
    /// or in base64url.
    std::optional<SecretBytes> secret;
    bool exact = false; ///< the text is the token as it would be sent: nothing is taken away
    SecretBytes passphrase = {}; ///< of an encrypted PEM
};

/// A changed token and what became of it.
struct TamperTrial
{
    QString name; ///< stable word: "alg_none"; "unchanged" comes first
    QString text; ///< what was done, in English; translated in context "Tampering"
    QString token;
    token::Verdict verdict; ///< explaining mode
    Sentence sentence;
    PredictedAnswer answer; ///< of the endpoint that the token is for
    std::vector<PredictedAnswer> answers; ///< of verify, refresh and profile
};

/// A token that a person has written.
struct TokenToSign
{
    QByteArray header; ///< JSON, with the algorithm of \a key; not looked at without one
    QByteArray payload; ///< JSON
    /// A secret, PEM or JWK that the person holds; none: the key with which the server signs.
    std::optional<SecretBytes> key = std::nullopt;
    SecretBytes passphrase = {}; ///< of an encrypted PEM
};

/// A token signed so.
struct SignedToken
{
    QString token;
    QByteArray header; ///< as signed: with the server's key it is the server's
    QString kid;
};

/// Figures for the status bar.
struct Overview
{
    qint64 users = 0;
    qint64 superusers = 0; ///< active ones
    qint64 liveSessions = 0;
    qint64 databaseBytes = 0;
    QString databaseKind; ///< "SQLite"
    QString databasePath;
    QString activeKeyId;
    std::optional<Instant> activeKeyUntil; ///< when another key is to sign; none: no date is set
    int keyConcerns = 0; ///< of all keys, see concernsAbout(), and that none signs
    Preset preset = Preset::Recommended;
};

/// Asynchronous façade over all of the server. Futures finish in a thread of the façade: continue
/// them in yours with a context object. Calls are answered in no given order; every change is an
/// event with the actor, who is the one at the time of the call. Works whether or not a server
/// runs, here or in another process on the same data.
class AdminApi : public QObject
{
    Q_OBJECT
public:
    explicit AdminApi(QObject *parent = nullptr) : QObject(parent) { }

    template<typename T>
    using Answer = QFuture<Result<T>>;

    // Users
    virtual Answer<Page<User>> listUsers(UserQuery query) = 0;
    virtual Answer<User> user(UserId id) = 0;
    virtual Answer<User> userByName(QString username) = 0;
    virtual Answer<User> createUser(NewUser user, SecretBytes password,
                                    PasswordOptions options) = 0;
    virtual Answer<User> updateUser(UserId id, UserChange change) = 0;
    /// Also unlocks. Errors: Password…, NotFound.
    virtual Answer<void> setPassword(UserId id, SecretBytes password, PasswordOptions options) = 0;
    /// Moves users to the bin and ends their sessions; the number of users moved.
    virtual Answer<int> deleteUsers(std::vector<UserId> ids) = 0;
    /// Takes users out of the bin again; their sessions stay ended.
    virtual Answer<int> restoreUsers(std::vector<UserId> ids) = 0;
    /// Ends the waits and locks that wrong passwords brought (User::login); the number of users who
    /// had wrong passwords. Errors: NotFound.
    virtual Answer<int> unlockUsers(std::vector<UserId> ids) = 0;
    virtual Answer<QStringList> listGroups() = 0;
    /// What importUsers() would do as of now. \a separator: none: found out. Errors:
    /// InvalidArgument with field "file" (no table, or not one of users) or "separator".
    virtual Answer<UserImportPlan> planUserImport(QByteArray csv,
                                                  std::optional<QChar> separator) = 0;
    /// Takes the rows of a CSV file that can be taken, and ends the sessions (reason import) of
    /// users that it disables or gives another password. \a source: name of the file, for the audit
    /// log; \a progress: counts rows, and may be told to stop. Errors: as planUserImport(), Busy,
    /// Cancelled (before anything was done).
    virtual Answer<UserImportOutcome> importUsers(QByteArray csv, std::optional<QChar> separator,
                                                  QString source, ProgressPtr progress = {}) = 0;
    /// Errors: NotFound, Conflict (it was undone before).
    virtual Answer<UserImportOutcome> undoUserImport(qint64 id) = 0;

    // Sessions
    virtual Answer<Page<Session>> listSessions(SessionQuery query) = 0;
    virtual Answer<Session> session(SessionId id) = 0;
    /// Ends those that are live; the number of sessions ended.
    virtual Answer<int> endSessions(std::vector<SessionId> ids) = 0;
    /// Also refuses what was issued to the user before and has no session. Errors: NotFound.
    virtual Answer<int> endSessionsOfUser(UserId id) = 0;
    /// The same for everybody.
    virtual Answer<int> endAllSessions() = 0;
    /// Refuses everything that was issued before now, to the user \a id or without one to
    /// everybody, which ends all sessions for that reason; the number of sessions ended. Errors:
    /// NotFound.
    virtual Answer<int> refuseEarlierTokens(std::optional<UserId> id) = 0;

    // Settings
    virtual Answer<SettingsSnapshot> settings() = 0;
    /// Sets (a value) or resets (null) several settings in one version; all or nothing.
    /// Errors: Conflict with field "try" (another version is being tried) or "shorten_sessions".
    virtual Answer<SettingsSnapshot> changeSettings(QJsonObject changes, SettingsSave how) = 0;
    Answer<SettingsSnapshot> changeSettings(QJsonObject changes)
    {
        return changeSettings(std::move(changes), {});
    }
    /// What that would do to live sessions; cancelling ends it. Errors: as changeSettings().
    virtual Answer<SettingsForecast> forecastSettings(QJsonObject changes) = 0;
    /// Keeps what is being tried, or takes it back at once. Errors: NotFound (nothing is).
    virtual Answer<SettingsSnapshot> endSettingsTrial(bool keep) = 0;
    virtual Answer<std::vector<SettingsVersion>> settingsVersions(int limit) = 0;
    virtual Answer<SettingsSnapshot> undoSettings(qint64 version) = 0;

    // Keys, tokens, events
    virtual Answer<std::vector<KeyInfo>> listKeys() = 0;
    virtual Answer<KeyInfo> importKey(KeyImport key) = 0;
    /// May take many seconds; cancelling the future ends it.
    virtual Answer<KeyInfo> generateKey(NewKey key) = 0;
    /// Has \a kid (empty: the oldest next key, or a new one) sign at once, or from \a at on. The
    /// key that signs then. Cancelling the future ends the making of a new one.
    virtual Answer<KeyInfo> rotateKeys(QString kid, std::optional<Instant> at) = 0;
    /// The next key \a kid is to sign when it is told to, not on a date. Errors: NotFound, Conflict
    /// (there is no date).
    virtual Answer<KeyInfo> unscheduleKey(QString kid) = 0;
    /// At once; the sessions that live on its tokens end. Errors: Conflict (it signs).
    virtual Answer<KeyInfo> retireKey(QString kid) = 0;
    /// \a passphrase: for the private part. Errors: InvalidArgument (a secret, the passphrase).
    virtual Answer<QByteArray> exportKey(QString kid, KeyPart part, SecretBytes passphrase) = 0;
    /// Errors: NotFound, InvalidArgument (an inactive user, a claim that is the token's own, the
    /// lifetime).
    virtual Answer<MintedToken> mintToken(NewToken token) = 0;
    /// Issues nothing. Errors: NotFound, InvalidArgument with field "claims" (too long a token).
    virtual Answer<ClaimsAsIssued> previewClaims(UserId id) = 0;
    virtual Answer<Inspection> inspect(QString text, InspectOptions options) = 0;
    /// Changes \a token in many ways and judges each. Errors: InvalidArgument with field "token"
    /// (no form of a token), those of the key.
    virtual Answer<std::vector<TamperTrial>> tamper(QString token, InspectOptions options) = 0;
    /// Signs what a person has written. With the server's key that is an event, and the caller has
    /// made sure that the person may. Errors: InvalidArgument with field "header", "payload" or
    /// "key", KeyInvalid, NoSigningKey, StoreUnavailable, Busy.
    virtual Answer<SignedToken> signToken(TokenToSign token) = 0;
    virtual Answer<Page<Event>> listEvents(EventQuery query) = 0;

    // OAuth clients. Errors of those that name one: NotFound.
    virtual Answer<std::vector<ClientInfo>> listClients() = 0;
    /// An empty \a name is the id. Errors: InvalidArgument with field "client" or "name",
    /// AlreadyExists, Conflict (there are as many as there may be).
    virtual Answer<ClientSecret> addClient(QString id, QString name) = 0;
    virtual Answer<ClientSecret> rotateClientSecret(QString id) = 0;
    virtual Answer<ClientInfo> setClientEnabled(QString id, bool isEnabled) = 0;
    /// The client as it was.
    virtual Answer<ClientInfo> deleteClient(QString id) = 0;

    virtual Answer<Overview> overview() = 0;

    // Who sits at the console
    /// Tries the password of a superuser, counted as a login's is. Granted: until signOut() this
    /// administrator is the actor of everything asked of this object. For whoever is signed in
    /// already it proves that he still is who sits there.
    virtual Answer<SignIn> signIn(QString username, SecretBytes password) = 0;
    /// From the call on the actor is who it was before signIn().
    virtual Answer<void> signOut(SignOutReason reason) = 0;

signals:
    /// Something in the database changed, here or in another process; at most ten a second.
    void dataChanged();
    /// Settings were saved, here or in another process.
    void settingsChanged();
    /// What has happened, oldest first, a moment after it: of this process everything that the
    /// audit log records, and refreshes, which it does not; of others at the same database what is
    /// at least a warning. Each event comes once. A listener that falls behind loses the oldest.
    void eventsHappened(const std::vector<tokendesk::Event> &events);
};

} // namespace tokendesk
