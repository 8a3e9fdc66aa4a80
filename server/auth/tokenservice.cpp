// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/tokenservice.h"

#include "server/auth/eventlog.h"
#include "server/auth/loginthrottle.h"
#include "server/auth/policyloader.h"
#include "server/auth/refreshjob.h"
#include "server/auth/revocationset.h"
#include "server/auth/sessiontokens.h"
#include "server/auth/tokenanswers.h"
#include "server/store/writer.h"
#include "server/token/issue.h"

namespace tokendesk::auth {
namespace {

using token::Cause;
using token::Check;
using token::Purpose;
using token::Verdict;

/// Makes the user of a session known at an address, inside a job of the writer.
using NoteUse = std::function<Result<void>(store::Connection &)>;

/// Notes that \a user has used a session from where \a client is, so that strangers cannot lock him
/// out there; nothing if there is nothing to note. \a before: when it was used last. Source:
/// SECURITY R68.
NoteUse useOf(const Context &context, const PolicyStore::Snapshot &snapshot, const UserPtr &user,
              const Client &client, Instant before, Instant now, Instant sessionEnd)
{
    if (!user || !LoginThrottle::isUseNoted(before, now)
        || !ThrottleRules::of(snapshot->settings).on)
        return {};
    return [&throttle = context.throttle, now, sessionEnd,
            subject = context.throttle.subject(user->user.username, client.address)](
               store::Connection &connection) {
        return throttle.noteUse(connection, subject, now, sessionEnd);
    };
}

Instant lastUse(const Session &session) { return session.refreshedAt.value_or(session.createdAt); }

/// Who ends a session that no person has ended.
Actor systemActor(const Client &client)
{
    return {QStringLiteral("system"), client.address, client.request};
}

} // namespace

TokenService::TokenService(const Context &context)
    : m_context(context), m_policies(context.policies), m_users(context.database)
{
}

QByteArray TokenService::successorClaims(const PolicyStore::Snapshot &snapshot,
                                         const DatabaseFacts &facts)
{
    if (snapshot->policy.rereadClaims && facts.foundUser())
        return m_claims.of(facts.foundUser(), snapshot);
    return token::copiedClaims(snapshot->policy, m_decoded);
}

bool TokenService::hasNewKeys(const Verdict &verdict)
{
    const auto failed = verdict.firstFailure;
    const bool isAboutKeys =
        failed == Check::Algorithm || failed == Check::Key || failed == Check::Signature;
    if (!isAboutKeys || !m_context.loader)
        return false;
    // Nothing of the token goes into the question: it is one number of the database.
    const Result<store::Connection *> connection = m_context.database.connection();
    if (!connection)
        return false;
    const auto changed =
        m_context.loader->catchUpOnKeys(**connection, m_policies.get().keysVersion);
    return changed && *changed;
}

Bearer TokenService::examine(QByteArrayView text, Purpose purpose, std::optional<Session> *session)
{
    const PolicySnapshot &snapshot = m_policies.get();
    DatabaseFacts facts(m_context.database, m_context.revocations, snapshot.policy.checkRevokeToken,
                        &m_users);
    Bearer bearer;
    bearer.verdict = token::examine(text, purpose, snapshot.policy, snapshot.keys, facts,
                                    m_context.clock.now(), token::Mode::Stopping, m_decoded);
    if (hasNewKeys(bearer.verdict))
        return examine(text, purpose, session);
    bearer.error = facts.error();
    if (bearer.verdict.accepted())
        bearer.user = facts.foundUser();
    if (session)
        *session = facts.foundSession();
    return bearer;
}

Bearer TokenService::verify(QByteArrayView text) { return examine(text, Purpose::Verify); }

Bearer TokenService::authenticate(QByteArrayView text) { return examine(text, Purpose::Access); }

Introspection TokenService::introspect(QByteArrayView text, bool expectsRefresh)
{
    std::optional<Session> session;
    Bearer bearer = examine(
        text, expectsRefresh ? Purpose::IntrospectRefresh : Purpose::IntrospectAccess, &session);
    // The expectation is a hint: whoever is wrong about it is told all the same.
    const bool isMistaken = expectsRefresh && bearer.verdict.cause() == Cause::TypeWrong;
    if (isMistaken)
        bearer = examine(text, Purpose::IntrospectAccess, &session);
    const token::Policy &policy = m_policies.get().policy;
    // The next refresh would find it so.
    if (expectsRefresh && !isMistaken && bearer.verdict.accepted() && session
        && outlived(policy, *session, m_context.clock.now()))
        bearer.verdict = revokedVerdict(bearer.verdict, Cause::SessionEnded);
    Introspection found;
    found.verdict = bearer.verdict;
    found.error = bearer.error;
    if (!bearer.verdict.accepted())
        return found;
    const auto member = [this](QByteArrayView name) {
        const JsonMember *claim = m_decoded.claims().find(name);
        return claim ? claim->raw.toByteArray() : QByteArray();
    };
    found.user = std::move(bearer.user);
    if (session)
        found.session = session->id;
    found.type = jsonToUtf8(member(policy.tokenTypeClaim));
    found.id = member(policy.jtiClaim);
    found.userId = member(policy.userIdClaim);
    found.issuer = member("iss");
    found.audience = member("aud");
    return found;
}

Bearer TokenService::authenticateLive(QByteArrayView text)
{
    Bearer bearer = authenticate(text);
    if (!bearer.verdict.accepted() || !bearer.verdict.jti)
        return bearer;
    DatabaseFacts facts(m_context.database, m_context.revocations, false);
    const auto session = facts.session(bearer.verdict.jti->session);
    if (session && (!*session || !(*session)->ended))
        return bearer;
    const Cause cause = session ? Cause::SessionEnded : Cause::FactsUnavailable;
    return {revokedVerdict(bearer.verdict, cause), {}, facts.error()};
}

void TokenService::refresh(QByteArrayView text, const Client &client, TokenDone done)
{
    refresh(text, client, m_context.sessions, std::move(done));
}

void TokenService::refresh(QByteArrayView text, const Client &client, SessionMemory *memory,
                           TokenDone done)
{
    const PolicyStore::Snapshot snapshot = m_policies.shared();
    const token::Policy &policy = snapshot->policy;
    const Instant now = m_context.clock.now();
    DatabaseFacts facts(m_context.database, m_context.revocations, policy.checkRevokeToken,
                        &m_users, policy.rotate ? memory : nullptr);
    const Verdict verdict = token::examine(text, Purpose::Refresh, policy, snapshot->keys, facts,
                                           now, token::Mode::Stopping, m_decoded);
    if (hasNewKeys(verdict))
        return refresh(text, client, memory, std::move(done));
    if (facts.isRemembered() && !verdict.accepted()) {
        memory->forget(facts.foundSession()->id);
        return refresh(text, client, nullptr, std::move(done));
    }
    const bool isSpent = verdict.cause() == Cause::TokenSpent && facts.foundSession();
    if (!verdict.accepted() && !isSpent)
        return refuse(verdict, facts, client, std::move(done));
    if (!facts.foundSession())
        return adopt(snapshot, verdict, facts, client, std::move(done));

    const auto reason = outlived(policy, *facts.foundSession(), now);
    if (reason && !isSpent) {
        if (facts.isRemembered()) { // another process may have refreshed it since
            memory->forget(facts.foundSession()->id);
            return refresh(text, client, nullptr, std::move(done));
        }
        return endAndRefuse(verdict, revokedVerdict(verdict, Cause::SessionEnded), facts, *reason,
                            systemActor(client), std::move(done));
    }

    RefreshJob job;
    job.snapshot = snapshot;
    job.session = *facts.foundSession();
    job.serial = verdict.jti->serial;
    job.now = now;
    job.client = client;
    if (isSpent) {
        if (judgeSpent(policy, job.session, job.serial, now) == SpentAnswer::Refuse)
            return done(tl::unexpected(Refusal::token(verdict)));
        // A reissued successor describes the user as he is now; the examination stopped before him.
        const auto user = facts.user(verdict.userId.value_or(0));
        if (!user)
            return answerFailure(done, user.error());
        if (!*user)
            return done(tl::unexpected(Refusal::token(verdict)));
    }
    job.carried = successorClaims(snapshot, facts);
    if (!policy.rotate)
        return renewAccess(job, facts.foundUser(), verdict, std::move(done));
    if (!isSpent) {
        Result<IssuedTokens> tokens =
            issuePair(*snapshot, job.rotated(job.session), job.carried, now);
        if (!tokens)
            return answerFailure(done, tokens.error());
        job.prepared = *std::move(tokens);
        if (m_context.sessions)
            m_context.sessions->remember(job.rotated(job.session));
    }
    submit(std::move(job), facts.foundUser(), verdict, std::move(done));
}

void TokenService::submit(RefreshJob job, const UserPtr &user, const token::Verdict &verdict,
                          TokenDone done)
{
    const NoteUse note = useOf(m_context, job.snapshot, user, job.client, lastUse(job.session),
                               job.now, refreshExpiry(job.snapshot->policy, job.now, job.session));
    std::function<Result<RefreshOutcome>(store::Connection &)> work = std::move(job);
    if (note)
        work = [refresh = std::move(work),
                note](store::Connection &connection) -> Result<RefreshOutcome> {
            Result<RefreshOutcome> outcome = refresh(connection);
            if (outcome && outcome->refused == Cause::None)
                TRY(note(connection));
            return outcome;
        };
    m_context.writer.submit<RefreshOutcome>(
        std::move(work),
        [&context = m_context, verdict, done = std::move(done)](Result<RefreshOutcome> outcome) {
            if (!outcome)
                return answerFailure(done, outcome.error());
            if (outcome->revoked)
                context.revocations.add(outcome->revoked->session, outcome->revoked->accessUntil);
            if (outcome->refused != Cause::None)
                return done(
                    tl::unexpected(Refusal::token(revokedVerdict(verdict, outcome->refused))));
            done(std::move(outcome->tokens));
        },
        note ? store::Writer::Shape::Steps : store::Writer::Shape::Single);
}

void TokenService::renewAccess(const RefreshJob &job, const UserPtr &user,
                               const token::Verdict &verdict, TokenDone done)
{
    Result<IssuedTokens> tokens = issueAccess(*job.snapshot, job.session.id, job.carried, job.now);
    if (!tokens)
        return answerFailure(done, tokens.error());
    noteUse(job.snapshot, job.session, user, job.client, job.now,
            accessExpiry(job.snapshot->policy, job.now), *std::move(tokens), verdict,
            std::move(done));
}

void TokenService::noteUse(const PolicyStore::Snapshot &snapshot, const Session &session,
                           const UserPtr &user, const Client &client, Instant now,
                           Instant accessUntil, IssuedTokens tokens, const token::Verdict &verdict,
                           TokenDone done)
{
    const NoteUse note =
        useOf(m_context, snapshot, user, client, lastUse(session), now, session.expiresAt);
    const auto &key = snapshot->keys.active();
    const store::Rotation use{now, session.expiresAt, accessUntil,
                              key ? QString::fromLatin1(key->kid()) : QString()};
    m_context.writer.submit<bool>(
        [session, client, use, note](store::Connection &connection) -> Result<bool> {
            TRY_ASSIGN(const bool alive,
                       store::SessionRepository(connection).touch(session.id, use));
            if (alive && note)
                TRY(note(connection));
            if (alive)
                announceRefresh(session, client, use.now);
            return alive;
        },
        [tokens = std::move(tokens), verdict, done = std::move(done)](Result<bool> alive) {
            if (!alive)
                return answerFailure(done, alive.error());
            if (!*alive)
                return done(
                    tl::unexpected(Refusal::token(revokedVerdict(verdict, Cause::SessionEnded))));
            done(tokens);
        },
        note ? store::Writer::Shape::Steps : store::Writer::Shape::Single);
}

void TokenService::adopt(const PolicyStore::Snapshot &snapshot, const token::Verdict &verdict,
                         const DatabaseFacts &facts, const Client &client, TokenDone done)
{
    const Instant now = m_context.clock.now();
    const QByteArray carried = successorClaims(snapshot, facts);
    Result<Session> session =
        newSession(*snapshot, SessionKind::Pair, verdict.userId.value_or(0), client, now);
    if (!session)
        return answerFailure(done, session.error());
    Result<IssuedTokens> tokens = snapshot->policy.rotate
                                      ? issuePair(*snapshot, *session, carried, now)
                                      : issueAccess(*snapshot, session->id, carried, now);
    if (!tokens)
        return answerFailure(done, tokens.error());
    // Without rotation the presented token stays the client's own, so it is neither spent nor given
    // a row.
    if (!snapshot->policy.rotate)
        return done(*std::move(tokens));

    // Here it was never used before.
    const NoteUse note =
        useOf(m_context, snapshot, facts.foundUser(), client, Instant{}, now, session->expiresAt);
    using Adopted = std::optional<std::vector<store::Revocation>>;
    auto work = [snapshot, session = *session, id = idOf(snapshot->policy, m_decoded),
                 until = *verdict.expiresAt, now, client, request = client.request,
                 note](store::Connection &connection) -> Result<Adopted> {
        store::SessionRepository sessions(connection);
        TRY_ASSIGN(const bool first, sessions.spendForeign(id, session.id, until));
        if (!first)
            return Adopted();
        TRY(sessions.insert(session));
        TRY_ASSIGN(auto ended, endSurplus(connection, snapshot->policy, session, client));
        if (note)
            TRY(note(connection));
        Event event =
            makeEvent("session.adopted", {QStringLiteral("system"), session.address, request}, now);
        event.sessionId = session.id;
        if (session.userId != 0)
            event.userId = session.userId;
        TRY(EventLog::append(connection, event));
        return Adopted(std::move(ended));
    };
    m_context.writer.submit<Adopted>(
        std::move(work), [&context = m_context, tokens = *std::move(tokens), verdict,
                          done = std::move(done)](Result<Adopted> adopted) {
            if (!adopted)
                return answerFailure(done, adopted.error());
            if (!*adopted)
                return done(
                    tl::unexpected(Refusal::token(revokedVerdict(verdict, Cause::TokenRevoked))));
            for (const store::Revocation &ended : **adopted)
                context.revocations.add(ended.session, ended.accessUntil);
            done(tokens);
        });
}

void TokenService::slidingRefresh(QByteArrayView text, const Client &client, TokenDone done)
{
    const PolicyStore::Snapshot snapshot = m_policies.shared();
    const token::Policy &policy = snapshot->policy;
    const Instant now = m_context.clock.now();
    DatabaseFacts facts(m_context.database, m_context.revocations, policy.checkRevokeToken,
                        &m_users);
    const Verdict verdict = token::examine(text, Purpose::SlidingRefresh, policy, snapshot->keys,
                                           facts, now, token::Mode::Stopping, m_decoded);
    if (hasNewKeys(verdict))
        return slidingRefresh(text, client, std::move(done));
    if (verdict.cause() == Cause::FactsUnavailable)
        return answerFailure(done, facts.error());
    if (!verdict.accepted())
        return done(tl::unexpected(Refusal::token(verdict)));

    const auto &session = facts.foundSession();
    if (const auto reason = session ? outlived(policy, *session, now) : std::nullopt)
        return endAndRefuse(verdict, revokedVerdict(verdict, Cause::SessionEnded), facts, *reason,
                            systemActor(client), std::move(done));
    const JsonMember *until = m_decoded.claims().find(policy.slidingRefreshExpClaim);
    const Instant refreshUntil =
        fromEpochMs(static_cast<qint64>(jsonToDouble(until->raw).value_or(0)) * 1000);
    Result<IssuedTokens> tokens = issueSliding(*snapshot, idOf(policy, m_decoded),
                                               session ? std::optional(session->id) : std::nullopt,
                                               refreshUntil, successorClaims(snapshot, facts), now);
    if (!tokens)
        return answerFailure(done, tokens.error());
    if (!session) // issued elsewhere, and nothing of it changes: there is no row to write
        return done(*std::move(tokens));

    noteUse(snapshot, *session, facts.foundUser(), client, now,
            std::chrono::floor<std::chrono::seconds>(now) + policy.slidingLifetime,
            *std::move(tokens), verdict, std::move(done));
}

} // namespace tokendesk::auth
