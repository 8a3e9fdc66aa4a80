// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/consolesignin.h"

#include "server/auth/eventlog.h"
#include "server/auth/passwordattempt.h"
#include "server/store/writer.h"

namespace tokendesk::auth {
namespace {

/// A sign-in whose password is right, so far.
struct ProvenSignIn
{
    PasswordAttemptPtr attempt;
    QString newHash; ///< of the same password at today's cost; empty: the stored one will do
    bool isAgain = false;
};

/// What the transaction came to.
struct Written
{
    Confirmation confirmation;
    SignIn answer;
};

/// Where the console is. It has an address so that the throttle knows administrators there: else
/// strangers who guess from elsewhere could keep them out of their own console.
QString hereAddress() { return QStringLiteral("127.0.0.1"); }

const char *wordOf(SignOutReason reason)
{
    switch (reason) {
    case SignOutReason::Idle:
        return "idle";
    case SignOutReason::AccountChanged:
        return "account_changed";
    case SignOutReason::Locked:
    case SignOutReason::SignedOut:
        break;
    }
    return "asked";
}

Result<Written> write(store::Connection &connection, const ProvenSignIn &proven)
{
    const PasswordAttempt &attempt = *proven.attempt;
    const Instant now = attempt.context.clock.now();
    Written written;
    TRY_ASSIGN(written.confirmation, confirmPassword(connection, attempt, now));
    if (!written.confirmation.holds())
        return written;
    store::UserRepository users(connection);
    if (!proven.newHash.isEmpty())
        TRY(users.setPasswordHash(attempt.record->user.id, proven.newHash, false, now));
    // As of now: the rights may have been taken away while the password was being hashed.
    TRY_ASSIGN(const auto current, users.find(attempt.record->user.id));
    written.answer.user = current->user;
    if (!current->user.superuser) {
        written.answer.outcome = SignIn::Outcome::NotSuperuser;
        TRY(EventLog::append(
            connection, attemptEvent(attempt, attempt.claim.failureEvent, now,
                                     {{QStringLiteral("reason"), QLatin1String("no_superuser")}})));
        return written;
    }
    written.answer.outcome = SignIn::Outcome::Granted;
    Event event = makeEvent(proven.isAgain ? "console.reauthenticated" : "console.signed_in",
                            consoleActor(current->user.username), now);
    event.userId = current->user.id;
    TRY(EventLog::append(connection, event));
    return written;
}

void submit(const std::shared_ptr<const ProvenSignIn> &proven, const Completion<SignIn> &done)
{
    proven->attempt->context.writer.submit<Written>(
        [proven](store::Connection &connection) { return write(connection, *proven); },
        [proven, done](const Result<Written> &written) {
            if (!written)
                return done(fail(written.error()));
            if (!written->confirmation.holds())
                return tryPasswordAgain(proven->attempt, written->confirmation);
            done(written->answer);
        });
}

Result<SignIn> answerOf(const Refusal &refusal)
{
    SignIn answer;
    switch (refusal.kind) {
    case Refusal::Kind::BadCredentials:
        answer.outcome =
            refusal.isInactive ? SignIn::Outcome::Disabled : SignIn::Outcome::WrongPassword;
        return answer;
    case Refusal::Kind::Throttled:
        answer.outcome = SignIn::Outcome::Throttled;
        answer.retryAfter = refusal.retryAfter;
        return answer;
    case Refusal::Kind::Token:
    case Refusal::Kind::Failed:
        break;
    }
    return fail(refusal.error);
}

} // namespace

Actor consoleActor(const QString &username) { return {username, {}, 0, QStringLiteral("console")}; }

void signInAtConsole(const Context &context, const QString &username, SecretBytes password,
                     bool isAgain, Completion<SignIn> done)
{
    tryPassword(
        context, context.policies.current(),
        {username, std::move(password), "console.sign_in_failed"}, {hereAddress(), {}, 0},
        [isAgain, done](const PasswordAttemptPtr &attempt, const VerifyOutcome &outcome) {
            const QString newHash = outcome.needsRehash ? renewedHash(*attempt) : QString();
            // Shared by the job and what follows it.
            submit(std::make_shared<const ProvenSignIn>(ProvenSignIn{attempt, newHash, isAgain}),
                   done);
        },
        [done](const Refusal &refusal) { done(answerOf(refusal)); });
}

void noteSignOut(const Context &context, const Actor &actor, SignOutReason reason,
                 Completion<void> done)
{
    QJsonObject detail;
    if (reason != SignOutReason::SignedOut)
        detail.insert(QStringLiteral("reason"), QLatin1String(wordOf(reason)));
    const Event event =
        makeEvent(reason == SignOutReason::SignedOut ? "console.signed_out" : "console.locked",
                  actor, context.clock.now(), std::move(detail));
    context.writer.submit<void>(
        [event](store::Connection &connection) { return EventLog::append(connection, event); },
        std::move(done));
}

} // namespace tokendesk::auth
