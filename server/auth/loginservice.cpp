// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/loginservice.h"

#include "server/auth/eventlog.h"
#include "server/auth/passwordattempt.h"
#include "server/auth/refreshjob.h"
#include "server/auth/revocationset.h"
#include "server/auth/sessiontokens.h"
#include "server/auth/userclaims.h"
#include "server/store/sessionrepository.h"
#include "server/store/writer.h"

#include <QJsonArray>

namespace tokendesk::auth {
namespace {

/// A login whose password is right, so far.
struct Login
{
    PasswordAttemptPtr attempt;
    SessionKind kind;
    TokenDone done;
    QString newHash; ///< of the same password at today's cost; empty: the stored one will do
    QStringList leftOut = {}; ///< claims that the tokens have no room for

    [[nodiscard]] const User &user() const { return attempt->record->user; }
    [[nodiscard]] const QString &hash() const
    {
        return newHash.isEmpty() ? attempt->record->passwordHash : newHash;
    }
};
using LoginPtr = std::shared_ptr<Login>;

void answerFailure(const TokenDone &done, const Error &error)
{
    done(tl::unexpected(Refusal::failed(error)));
}

Result<IssuedTokens> issueFirst(Login &login, const Session &session, Instant now)
{
    const PolicySnapshot &snapshot = *login.attempt->snapshot;
    FittingClaims claims = fittingClaims(snapshot.policy, login.user(), login.hash());
    login.leftOut = std::move(claims.leftOut);
    const QByteArray &carried = claims.text;
    if (session.kind == SessionKind::Pair)
        return issuePair(snapshot, session, carried, now);
    const QByteArray id = Jti{session.id, 0}.toHex();
    return issueSliding(snapshot, id, session.id, session.expiresAt, carried, now);
}

/// What the transaction came to.
struct Outcome
{
    Confirmation confirmation;
    std::vector<store::Revocation> ended; ///< older sessions that were too many
};

/// Writes the session, unless the user was changed, or made to wait, while the password was being
/// hashed.
Result<Outcome> writeSession(store::Connection &connection, const Login &login,
                             const Session &session)
{
    const PasswordAttempt &attempt = *login.attempt;
    const User &user = login.user();
    Outcome outcome;
    TRY_ASSIGN(outcome.confirmation,
               confirmPassword(connection, attempt, session.maximumAt.value_or(session.expiresAt)));
    if (!outcome.confirmation.holds())
        return outcome;
    store::UserRepository users(connection);
    TRY(store::SessionRepository(connection).insert(session));
    TRY_ASSIGN(outcome.ended,
               endSurplus(connection, attempt.snapshot->policy, session, attempt.client));
    if (!login.newHash.isEmpty())
        TRY(users.setPasswordHash(user.id, login.newHash, false, session.createdAt));
    if (attempt.snapshot->policy.updateLastLogin)
        TRY(users.setLastLogin(user.id, session.createdAt));
    Event event = makeEvent("session.started",
                            {user.username, attempt.client.address, attempt.client.request},
                            session.createdAt);
    event.userId = user.id;
    event.sessionId = session.id;
    TRY(EventLog::append(connection, event));
    if (!login.leftOut.isEmpty()) {
        event =
            attemptEvent(attempt, "session.claims_left_out", session.createdAt,
                         {{QStringLiteral("claims"), QJsonArray::fromStringList(login.leftOut)}});
        event.sessionId = session.id;
        TRY(EventLog::append(connection, event));
    }
    return outcome;
}

void startSession(const LoginPtr &login)
{
    const PasswordAttempt &attempt = *login->attempt;
    const Instant now = attempt.context.clock.now();
    const Result<Session> session =
        newSession(*attempt.snapshot, login->kind, login->user().id, attempt.client, now);
    if (!session)
        return answerFailure(login->done, session.error());
    Result<IssuedTokens> tokens = issueFirst(*login, *session, now);
    if (!tokens)
        return answerFailure(login->done, tokens.error());
    attempt.context.writer.submit<Outcome>(
        [login, session = *session](store::Connection &connection) {
            return writeSession(connection, *login, session);
        },
        [login, tokens = *std::move(tokens)](const Result<Outcome> &outcome) {
            if (!outcome)
                return answerFailure(login->done, outcome.error());
            if (!outcome->confirmation.holds())
                return tryPasswordAgain(login->attempt, outcome->confirmation);
            for (const store::Revocation &ended : outcome->ended)
                login->attempt->context.revocations.add(ended.session, ended.accessUntil);
            login->done(tokens);
        });
}

} // namespace

LoginService::LoginService(const Context &context)
    : m_context(context), m_policies(context.policies)
{
}

void LoginService::login(const QString &username, SecretBytes password, SessionKind kind,
                         const Client &client, TokenDone done)
{
    tryPassword(
        m_context, m_policies.shared(), {username, std::move(password)}, client,
        [kind, done](const PasswordAttemptPtr &attempt, const VerifyOutcome &outcome) {
            const QString newHash = outcome.needsRehash ? renewedHash(*attempt) : QString();
            startSession(std::make_shared<Login>(Login{attempt, kind, done, newHash}));
        },
        [done](const Refusal &refusal) { done(tl::unexpected(refusal)); });
}

} // namespace tokendesk::auth
