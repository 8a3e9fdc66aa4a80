// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/loginservice.h"

#include "server/auth/eventlog.h"
#include "server/auth/loginthrottle.h"
#include "server/auth/passwordhasher.h"
#include "server/auth/refreshjob.h"
#include "server/auth/revocationset.h"
#include "server/auth/sessiontokens.h"
#include "server/auth/userclaims.h"
#include "server/store/sessionrepository.h"
#include "server/store/writer.h"

#include <QJsonArray>

namespace tokendesk::auth {
namespace {

/// How often an attempt starts anew because its user was changed meanwhile. Somebody who changes
/// him ever again gets no more out of it than a server that is busy.
constexpr int kRestarts = 3;

/// One attempt, from the look-up to the answer. Shared by the steps, which run in different threads
/// one after the other.
struct Attempt
{
    const Context &context;
    PolicyStore::Snapshot snapshot;
    ThrottleRules rules;
    LoginThrottle::Subject subject;
    QString username;
    SecretBytes password;
    SessionKind kind;
    Client client;
    TokenDone done;
    std::optional<store::UserRecord> record; ///< as it was looked up last
    QString newHash; ///< of the same password at today's cost; empty: the stored one will do
    QStringList leftOut = {}; ///< claims that the tokens have no room for
    int restarts = 0;

    [[nodiscard]] const QString &hash() const
    {
        return newHash.isEmpty() ? record->passwordHash : newHash;
    }
};
using AttemptPtr = std::shared_ptr<Attempt>;
using Wait = LoginThrottle::Wait;

void answerFailure(const TokenDone &done, const Error &error)
{
    done(tl::unexpected(Refusal::failed(error)));
}

void begin(const AttemptPtr &attempt);

Refusal badCredentials() { return {Refusal::Kind::BadCredentials, {}, {}, {}}; }

/// An event about the attempt. A name that belongs to nobody is noted as a keyed hash, because
/// people type passwords there (SECURITY R99).
Event attemptEvent(const Attempt &attempt, const char *type, Instant at, QJsonObject detail)
{
    if (attempt.record)
        detail.insert(QStringLiteral("username"), attempt.record->user.username);
    else
        detail.insert(QStringLiteral("name_hash"),
                      QString::fromLatin1(attempt.subject.account.toHex()));
    Event event = makeEvent(type, {QString(), attempt.client.address, attempt.client.request}, at,
                            std::move(detail));
    event.severity = Severity::Warning;
    if (attempt.record)
        event.userId = attempt.record->user.id;
    return event;
}

/// What a failure began: one event for each wait, not for each attempt that it refuses.
Result<void> logConsequences(store::Connection &connection, const Attempt &attempt,
                             const LoginThrottle::Failure &failure, Instant now)
{
    const QString failures = QStringLiteral("failures");
    if (failure.locked)
        TRY(EventLog::append(connection, attemptEvent(attempt, "login.locked", now,
                                                      {{failures, failure.failures}})));
    else if (failure.wait.count() > 0)
        TRY(EventLog::append(
            connection, attemptEvent(attempt, "login.throttled", now,
                                     {{QStringLiteral("scope"), QStringLiteral("account")},
                                      {failures, failure.failures},
                                      {QStringLiteral("seconds"), qint64{failure.wait.count()}}})));
    if (failure.addressFull)
        TRY(EventLog::append(connection,
                             attemptEvent(attempt, "login.throttled", now,
                                          {{QStringLiteral("scope"), QStringLiteral("address")},
                                           {failures, attempt.rules.addressFailures}})));
    return {};
}

Result<Wait> writeFailure(store::Connection &connection, const Attempt &attempt, const char *reason)
{
    const Instant now = attempt.context.clock.now();
    LoginThrottle::Failure failure;
    if (attempt.rules.on) {
        TRY_ASSIGN(failure, attempt.context.throttle.noteFailure(connection, attempt.rules,
                                                                 attempt.subject, now));
    }
    if (failure.refused)
        return failure.refused;
    TRY(EventLog::append(connection,
                         attemptEvent(attempt, "login.failed", now,
                                      {{QStringLiteral("reason"), QLatin1String(reason)}})));
    TRY(logConsequences(connection, attempt, failure, now));
    return Wait();
}

/// The true reason goes to the audit log alone.
void refuse(const AttemptPtr &attempt, const char *reason)
{
    attempt->context.writer.submit<Wait>(
        [attempt, reason](store::Connection &connection) {
            return writeFailure(connection, *attempt, reason);
        },
        [attempt](const Result<Wait> &wait) {
            // A failure that could not be counted must not tell that the password was wrong, or a
            // full disk would give unlimited tries. Where none are counted, it tells.
            if (!wait && attempt->rules.on)
                return answerFailure(attempt->done, wait.error());
            if (wait && *wait)
                return attempt->done(tl::unexpected(Refusal::throttled(**wait)));
            attempt->done(tl::unexpected(badCredentials()));
        });
}

Result<IssuedTokens> issueFirst(Attempt &attempt, const Session &session, Instant now)
{
    FittingClaims claims =
        fittingClaims(attempt.snapshot->policy, attempt.record->user, attempt.hash());
    attempt.leftOut = std::move(claims.leftOut);
    const QByteArray &carried = claims.text;
    if (session.kind == SessionKind::Pair)
        return issuePair(*attempt.snapshot, session, carried, now);
    const QByteArray id = Jti{session.id, 0}.toHex();
    return issueSliding(*attempt.snapshot, id, session.id, session.expiresAt, carried, now);
}

/// What the transaction came to.
struct Outcome
{
    bool isStale = false; ///< the user is not the one any more whose password was verified
    Wait wait;
    std::vector<store::Revocation> ended; ///< older sessions that were too many
};

/// Writes the session, unless the user was changed, or made to wait, while the password was being
/// hashed.
Result<Outcome> writeSession(store::Connection &connection, const Attempt &attempt,
                             const Session &session)
{
    store::UserRepository users(connection);
    const User &user = attempt.record->user;
    TRY_ASSIGN(const auto current, users.find(user.id));
    const bool unchanged = current && !current->user.deletedAt && current->user.active
                           && current->user.username == user.username
                           && current->passwordHash == attempt.record->passwordHash;
    if (!unchanged)
        return Outcome{true, {}, {}};
    if (attempt.rules.on) {
        TRY_ASSIGN(const Wait wait,
                   attempt.context.throttle.noteSuccess(
                       connection, attempt.rules, attempt.subject, attempt.context.clock.now(),
                       session.maximumAt.value_or(session.expiresAt)));
        if (wait)
            return Outcome{false, wait, {}};
    }
    Outcome outcome;
    TRY(store::SessionRepository(connection).insert(session));
    TRY_ASSIGN(outcome.ended,
               endSurplus(connection, attempt.snapshot->policy, session, attempt.client));
    if (!attempt.newHash.isEmpty())
        TRY(users.setPasswordHash(user.id, attempt.newHash, false, session.createdAt));
    if (attempt.snapshot->policy.updateLastLogin)
        TRY(users.setLastLogin(user.id, session.createdAt));
    Event event = makeEvent("session.started",
                            {user.username, attempt.client.address, attempt.client.request},
                            session.createdAt);
    event.userId = user.id;
    event.sessionId = session.id;
    TRY(EventLog::append(connection, event));
    if (!attempt.leftOut.isEmpty()) {
        event =
            attemptEvent(attempt, "session.claims_left_out", session.createdAt,
                         {{QStringLiteral("claims"), QJsonArray::fromStringList(attempt.leftOut)}});
        event.sessionId = session.id;
        TRY(EventLog::append(connection, event));
    }
    return outcome;
}

/// Judges the password by what the user has become, with another hash: he may have a new password,
/// or the old one hashed anew by a login beside this one. In the writer's thread.
void restart(const AttemptPtr &attempt)
{
    if (++attempt->restarts > kRestarts)
        return answerFailure(attempt->done,
                             Error(ErrorCode::Busy, QStringLiteral("the user keeps changing")));
    attempt->newHash.clear();
    begin(attempt);
}

void startSession(const AttemptPtr &attempt)
{
    const Instant now = attempt->context.clock.now();
    const Result<Session> session = newSession(*attempt->snapshot, attempt->kind,
                                               attempt->record->user.id, attempt->client, now);
    if (!session)
        return answerFailure(attempt->done, session.error());
    Result<IssuedTokens> tokens = issueFirst(*attempt, *session, now);
    if (!tokens)
        return answerFailure(attempt->done, tokens.error());
    attempt->context.writer.submit<Outcome>(
        [attempt, session = *session](store::Connection &connection) {
            return writeSession(connection, *attempt, session);
        },
        [attempt, tokens = *std::move(tokens)](const Result<Outcome> &outcome) {
            if (outcome && outcome->isStale)
                return restart(attempt);
            attempt->password.wipe();
            if (!outcome)
                return answerFailure(attempt->done, outcome.error());
            if (outcome->wait)
                return attempt->done(tl::unexpected(Refusal::throttled(*outcome->wait)));
            for (const store::Revocation &ended : outcome->ended)
                attempt->context.revocations.add(ended.session, ended.accessUntil);
            attempt->done(tokens);
        });
}

/// How long the attempt must wait by now; on the calling thread's connection.
Result<Wait> waitOf(const Context &context, const ThrottleRules &rules,
                    const LoginThrottle::Subject &subject)
{
    if (!rules.on)
        return Wait();
    TRY_ASSIGN(store::Connection * connection, context.database.connection());
    return context.throttle.waitOf(*connection, rules, subject, context.clock.now());
}

/// Hashes the right password again if its hash has become too cheap. This is a hashing thread
/// already. A failure only means that the old hash stays.
void renewHash(Attempt &attempt)
{
    // Where the password will be refused after all, the time it takes must not tell that it was
    // right.
    const Result<Wait> wait = waitOf(attempt.context, attempt.rules, attempt.subject);
    if (!wait || *wait)
        return;
    if (Result<QString> hash = attempt.context.hasher.hashNow(attempt.password))
        attempt.newHash = *std::move(hash);
}

/// What comes of the hash; in a hashing thread.
void judge(const AttemptPtr &attempt, bool usable, const Result<VerifyOutcome> &outcome)
{
    if (!outcome)
        return answerFailure(attempt->done, outcome.error());
    if (!usable)
        return refuse(attempt, attempt->record ? "unusable_password" : "unknown_user");
    if (!outcome->matches)
        return refuse(attempt, "wrong_password");
    if (!attempt->record->user.active)
        return refuse(attempt, "inactive_user");
    if (outcome->needsRehash)
        renewHash(*attempt);
    startSession(attempt);
}

/// Answers when a hash would have had its turn, and lets go of everything else now.
void refuseInTurn(const AttemptPtr &attempt, const Error &error)
{
    attempt->password.wipe();
    attempt->context.hasher.inTurn(
        [done = std::move(attempt->done), error] { answerFailure(done, error); });
}

/// Looks the user up, on the calling thread's connection, and has the password hashed.
void begin(const AttemptPtr &attempt)
{
    auto connection = attempt->context.database.connection();
    if (!connection)
        return answerFailure(attempt->done, connection.error());
    auto record = store::UserRepository(**connection).findByName(attempt->username);
    if (!record)
        return answerFailure(attempt->done, record.error());
    attempt->record = *std::move(record);
    const bool usable = attempt->record && !attempt->record->passwordHash.isEmpty()
                        && !attempt->record->passwordHash.startsWith(QLatin1Char('!'));
    const auto verified = [attempt, usable](const Result<VerifyOutcome> &outcome) {
        judge(attempt, usable, outcome);
    };
    PasswordHasher &hasher = attempt->context.hasher;
    const Result<void> accepted = usable
                                      ? hasher.submitVerify(attempt->password.clone(),
                                                            attempt->record->passwordHash, verified)
                                      : hasher.submitDummy(attempt->password.clone(), verified);
    if (!accepted)
        refuseInTurn(attempt, accepted.error());
}

} // namespace

LoginService::LoginService(const Context &context)
    : m_context(context), m_policies(context.policies)
{
}

void LoginService::login(const QString &username, SecretBytes password, SessionKind kind,
                         const Client &client, TokenDone done)
{
    const PolicyStore::Snapshot &snapshot = m_policies.shared();
    const ThrottleRules rules = ThrottleRules::of(snapshot->settings);
    const auto subject = m_context.throttle.subject(username, client.address);
    // Before the look-up and the hash, so that a refused attempt tells and costs nothing.
    const Result<Wait> wait = waitOf(m_context, rules, subject);
    if (!wait)
        return answerFailure(done, wait.error());
    if (*wait)
        return done(tl::unexpected(Refusal::throttled(**wait)));

    begin(std::make_shared<Attempt>(Attempt{m_context,
                                            snapshot,
                                            rules,
                                            subject,
                                            username,
                                            std::move(password),
                                            kind,
                                            client,
                                            std::move(done),
                                            {},
                                            {}}));
}

} // namespace tokendesk::auth
