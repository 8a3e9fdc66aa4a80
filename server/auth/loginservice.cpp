// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/loginservice.h"

#include "server/auth/eventlog.h"
#include "server/auth/passwordhasher.h"
#include "server/auth/sessiontokens.h"
#include "server/store/sessionrepository.h"
#include "server/store/writer.h"
#include "server/token/issue.h"

namespace tokendesk::auth {
namespace {

/// One attempt, from the look-up to the answer. Shared by the steps, which run in different threads
/// one after the other.
struct Attempt
{
    const Context &context;
    PolicyStore::Snapshot snapshot;
    std::optional<store::UserRecord> record;
    SecretBytes password;
    SessionKind kind;
    Client client;
    TokenDone done;
    QString newHash; ///< of the same password at today's cost; empty: the stored one will do

    [[nodiscard]] const QString &hash() const
    {
        return newHash.isEmpty() ? record->passwordHash : newHash;
    }
};
using AttemptPtr = std::shared_ptr<Attempt>;

void answerFailure(const TokenDone &done, const Error &error)
{
    done(tl::unexpected(Refusal::failed(error)));
}

/// The true reason goes to the audit log alone. A name that belongs to nobody is not noted: people
/// type passwords there (SECURITY R99).
void refuse(const AttemptPtr &attempt, const char *reason)
{
    Event event = makeEvent("login.failed", {QString(), attempt->client.address},
                            attempt->context.clock.now(),
                            {{QStringLiteral("reason"), QLatin1String(reason)}});
    event.severity = Severity::Warning;
    if (attempt->record)
        event.userId = attempt->record->user.id;
    attempt->context.writer.submit<qint64>(
        [event](store::Connection &connection) {
            return store::EventRepository(connection).append(event);
        },
        // The refusal stands whether or not it could be noted; a full queue must not turn it into
        // an error.
        [attempt](const Result<qint64> &) {
            attempt->done(tl::unexpected(Refusal{Refusal::Kind::BadCredentials, {}, {}, {}}));
        });
}

Result<IssuedTokens> issueFirst(const Attempt &attempt, const Session &session, Instant now)
{
    const QByteArray carried =
        token::userClaims(attempt.snapshot->policy, attempt.record->user, attempt.hash());
    if (session.kind == SessionKind::Pair)
        return issuePair(*attempt.snapshot, session, carried, now);
    const QByteArray id = Jti{session.id, 0}.toHex();
    return issueSliding(*attempt.snapshot, id, session.id, session.expiresAt, carried, now);
}

/// Writes the session, unless the user was changed while the password was being hashed.
Result<bool> writeSession(store::Connection &connection, const Attempt &attempt,
                          const Session &session)
{
    store::UserRepository users(connection);
    const User &user = attempt.record->user;
    TRY_ASSIGN(const auto current, users.find(user.id));
    const bool unchanged = current && !current->user.deletedAt && current->user.active
                           && current->passwordHash == attempt.record->passwordHash;
    if (!unchanged)
        return false;
    TRY(store::SessionRepository(connection).insert(session));
    if (!attempt.newHash.isEmpty())
        TRY(users.setPasswordHash(user.id, attempt.newHash, false, session.createdAt));
    if (attempt.snapshot->policy.updateLastLogin)
        TRY(users.setLastLogin(user.id, session.createdAt));
    Event event =
        makeEvent("session.started", {user.username, attempt.client.address}, session.createdAt);
    event.userId = user.id;
    event.sessionId = session.id;
    TRY(EventLog::append(connection, event));
    return true;
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
    attempt->context.writer.submit<bool>(
        [attempt, session = *session](store::Connection &connection) {
            return writeSession(connection, *attempt, session);
        },
        [attempt, tokens = *std::move(tokens)](const Result<bool> &written) {
            if (!written)
                return answerFailure(attempt->done, written.error());
            if (!*written)
                return attempt->done(
                    tl::unexpected(Refusal{Refusal::Kind::BadCredentials, {}, {}, {}}));
            attempt->done(tokens);
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
    auto connection = m_context.database.connection();
    if (!connection)
        return answerFailure(done, connection.error());
    auto record = store::UserRepository(**connection).findByName(username);
    if (!record)
        return answerFailure(done, record.error());

    const bool usable = *record && !(*record)->passwordHash.isEmpty()
                        && !(*record)->passwordHash.startsWith(QLatin1Char('!'));
    const QString encoded = usable ? (*record)->passwordHash : QString();
    const bool active = *record && (*record)->user.active;
    auto attempt = std::make_shared<Attempt>(Attempt{m_context,
                                                     m_policies.shared(),
                                                     *std::move(record),
                                                     password.clone(),
                                                     kind,
                                                     client,
                                                     std::move(done),
                                                     {}});
    auto verified = [attempt, usable, active](const Result<VerifyOutcome> &outcome) {
        if (!outcome)
            return answerFailure(attempt->done, outcome.error());
        if (!usable)
            return refuse(attempt, attempt->record ? "unusable_password" : "unknown_user");
        if (!outcome->matches)
            return refuse(attempt, "wrong_password");
        if (!active)
            return refuse(attempt, "inactive_user");
        if (outcome->needsRehash) {
            // This is a hashing thread already. A failure only means that the old hash stays.
            if (Result<QString> hash = attempt->context.hasher.hashNow(attempt->password))
                attempt->newHash = *std::move(hash);
        }
        attempt->password.wipe();
        startSession(attempt);
    };
    if (usable)
        m_context.hasher.verify(std::move(password), encoded, verified);
    else
        m_context.hasher.verifyDummy(std::move(password), verified);
}

} // namespace tokendesk::auth
