// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/passwordattempt.h"

#include "server/auth/eventlog.h"
#include "server/store/writer.h"

#include <utility>

namespace tokendesk::auth {
namespace {

using Wait = LoginThrottle::Wait;

/// How often an attempt starts anew because its user was changed meanwhile. Somebody who changes
/// him ever again gets no more out of it than a server that is busy.
constexpr int kRestarts = 3;

Refusal badCredentials(bool isInactive)
{
    Refusal refusal;
    refusal.kind = Refusal::Kind::BadCredentials;
    refusal.isInactive = isInactive;
    return refusal;
}

/// What a failure began: one event for each wait, not for each attempt that it refuses.
Result<void> logConsequences(store::Connection &connection, const PasswordAttempt &attempt,
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

Result<Wait> writeFailure(store::Connection &connection, const PasswordAttempt &attempt,
                          const char *reason)
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
                         attemptEvent(attempt, attempt.claim.failureEvent, now,
                                      {{QStringLiteral("reason"), QLatin1String(reason)}})));
    TRY(logConsequences(connection, attempt, failure, now));
    return Wait();
}

/// The true reason goes to the audit log alone, but that the user is disabled.
void refuse(const PasswordAttemptPtr &attempt, const char *reason, bool isInactive = false)
{
    attempt->context.writer.submit<Wait>(
        [attempt, reason](store::Connection &connection) {
            return writeFailure(connection, *attempt, reason);
        },
        [attempt, isInactive](const Result<Wait> &wait) {
            // A failure that could not be counted must not tell that the password was wrong, or a
            // full disk would give unlimited tries. Where none are counted, it tells.
            if (!wait && attempt->rules.on)
                return attempt->refused(Refusal::failed(wait.error()));
            if (wait && *wait)
                return attempt->refused(Refusal::throttled(**wait));
            attempt->refused(badCredentials(isInactive));
        });
}

/// What comes of the hash; in a hashing thread.
void judge(const PasswordAttemptPtr &attempt, bool usable, const Result<VerifyOutcome> &outcome)
{
    if (!outcome)
        return attempt->refused(Refusal::failed(outcome.error()));
    if (!usable)
        return refuse(attempt, attempt->record ? "unusable_password" : "unknown_user");
    if (!outcome->matches)
        return refuse(attempt, "wrong_password");
    if (!attempt->record->user.active)
        return refuse(attempt, "inactive_user", true);
    attempt->proven(attempt, *outcome);
}

/// Answers when a hash would have had its turn, and lets go of everything else now.
void refuseInTurn(const PasswordAttemptPtr &attempt, const Error &error)
{
    attempt->claim.password.wipe();
    attempt->context.hasher.inTurn([refused = std::move(attempt->refused),
                                    refusal = Refusal::failed(error)] { refused(refusal); });
}

/// Looks the user up, on the calling thread's connection, and has the password hashed.
void begin(const PasswordAttemptPtr &attempt)
{
    auto connection = attempt->context.database.connection();
    if (!connection)
        return attempt->refused(Refusal::failed(connection.error()));
    auto record = store::UserRepository(**connection).findByName(attempt->claim.username);
    if (!record)
        return attempt->refused(Refusal::failed(record.error()));
    attempt->record = *std::move(record);
    const bool usable = attempt->record && !attempt->record->passwordHash.isEmpty()
                        && !attempt->record->passwordHash.startsWith(QLatin1Char('!'));
    const auto verified = [attempt, usable](const Result<VerifyOutcome> &outcome) {
        judge(attempt, usable, outcome);
    };
    PasswordHasher &hasher = attempt->context.hasher;
    SecretBytes password = attempt->claim.password.clone();
    const Result<void> accepted =
        usable ? hasher.submitVerify(std::move(password), attempt->record->passwordHash, verified)
               : hasher.submitDummy(std::move(password), verified);
    if (!accepted)
        refuseInTurn(attempt, accepted.error());
}

} // namespace

Event attemptEvent(const PasswordAttempt &attempt, const char *type, Instant at, QJsonObject detail)
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

Result<Wait> waitOf(const PasswordAttempt &attempt)
{
    const Context &context = attempt.context;
    if (!attempt.rules.on)
        return Wait();
    TRY_ASSIGN(store::Connection * connection, context.database.connection());
    return context.throttle.waitOf(*connection, attempt.rules, attempt.subject,
                                   context.clock.now());
}

QString renewedHash(const PasswordAttempt &attempt)
{
    // Where the password will be refused after all, the time it takes must not tell that it was
    // right.
    const auto wait = waitOf(attempt);
    if (!wait || *wait)
        return {};
    return attempt.context.hasher.hashNow(attempt.claim.password).value_or(QString());
}

void tryPassword(const Context &context, const PolicyStore::Snapshot &snapshot, PasswordClaim claim,
                 const Client &client, PasswordProven proven, PasswordRefused refused)
{
    auto subject = context.throttle.subject(claim.username, client.address);
    const auto attempt = std::make_shared<PasswordAttempt>(PasswordAttempt{
        context, snapshot, ThrottleRules::of(snapshot->settings), std::move(subject),
        std::move(claim), client, std::move(proven), std::move(refused)});
    // Before the look-up and the hash, so that a refused attempt tells and costs nothing.
    const Result<Wait> wait = waitOf(*attempt);
    if (!wait)
        return attempt->refused(Refusal::failed(wait.error()));
    if (*wait)
        return attempt->refused(Refusal::throttled(**wait));
    begin(attempt);
}

Result<Confirmation> confirmPassword(store::Connection &connection, const PasswordAttempt &attempt,
                                     Instant knownUntil)
{
    const User &user = attempt.record->user;
    TRY_ASSIGN(const auto current, store::UserRepository(connection).find(user.id));
    Confirmation confirmation;
    confirmation.isStale = !current || current->user.deletedAt || !current->user.active
                           || current->user.username != user.username
                           || current->passwordHash != attempt.record->passwordHash;
    if (attempt.rules.on && !confirmation.isStale) {
        TRY_ASSIGN(confirmation.wait,
                   attempt.context.throttle.noteSuccess(connection, attempt.rules, attempt.subject,
                                                        attempt.context.clock.now(), knownUntil));
    }
    return confirmation;
}

void tryPasswordAgain(const PasswordAttemptPtr &attempt, const Confirmation &confirmation)
{
    if (confirmation.wait)
        return attempt->refused(Refusal::throttled(*confirmation.wait));
    if (++attempt->restarts > kRestarts)
        return attempt->refused(
            Refusal::failed(Error(ErrorCode::Busy, QStringLiteral("the user keeps changing"))));
    begin(attempt);
}

} // namespace tokendesk::auth
