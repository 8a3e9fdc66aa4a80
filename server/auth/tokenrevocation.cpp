// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the token service that ends sessions and spends tokens.
#include "server/auth/eventlog.h"
#include "server/auth/refreshjob.h"
#include "server/auth/revocationset.h"
#include "server/auth/tokenanswers.h"
#include "server/store/writer.h"

namespace tokendesk::auth {

using token::Cause;
using token::Purpose;
using token::Verdict;

Refusal Refusal::failed(Error error) { return {Kind::Failed, {}, std::move(error), {}}; }

Refusal Refusal::token(token::Verdict verdict) { return {Kind::Token, std::move(verdict), {}, {}}; }

Refusal Refusal::throttled(std::chrono::seconds retryAfter)
{
    return {Kind::Throttled, {}, {}, retryAfter};
}

Verdict revokedVerdict(Verdict verdict, Cause cause)
{
    constexpr auto kCheck = token::Check::Revocation;
    verdict.checks[static_cast<std::size_t>(kCheck)] = {token::Outcome::Failed, cause};
    verdict.firstFailure = kCheck;
    return verdict;
}

QByteArray idOf(const token::Policy &policy, const token::DecodedToken &token)
{
    const JsonMember *member = token.claims().find(policy.jtiClaim);
    return member && member->type == JsonType::String ? jsonToUtf8(member->raw) : QByteArray();
}

void TokenService::refuse(const token::Verdict &verdict, const DatabaseFacts &facts,
                          const Client &client, TokenDone done)
{
    if (verdict.cause() == Cause::FactsUnavailable)
        return answerFailure(done, facts.error());
    // The peer blacklists a refresh token whose password has changed since.
    if (verdict.cause() == Cause::PasswordChanged) {
        const UserPtr &user = facts.foundUser();
        const Actor actor{user ? user->user.username : QString(), client.address, client.request};
        return endAndRefuse(verdict, verdict, facts, EndReason::PasswordChanged, actor,
                            std::move(done));
    }
    done(tl::unexpected(Refusal::token(verdict)));
}

void TokenService::endAndRefuse(const token::Verdict &verdict, const token::Verdict &refusal,
                                const DatabaseFacts &facts, EndReason reason, const Actor &actor,
                                TokenDone done)
{
    revokeToken(verdict, facts.foundSession(), reason, actor,
                [refusal, done = std::move(done)](const TokenAnswer &answer) {
                    const bool failed = !answer && answer.error().kind == Refusal::Kind::Failed;
                    done(tl::unexpected(failed ? answer.error() : Refusal::token(refusal)));
                });
}

void TokenService::revoke(QByteArrayView text, const Client &client, TokenDone done,
                          EndReason reason)
{
    revoke(text, Purpose::Revoke, reason, {QString(), client.address, client.request},
           std::move(done));
}

void TokenService::revokeAny(QByteArrayView text, const Actor &actor, TokenDone done)
{
    revoke(text, Purpose::RevokeAny, EndReason::TokenRevoked, actor, std::move(done));
}

void TokenService::revoke(QByteArrayView text, Purpose purpose, EndReason reason,
                          const Actor &actor, TokenDone done)
{
    const PolicySnapshot &snapshot = m_policies.get();
    DatabaseFacts facts(m_context.database, m_context.revocations, false);
    const Verdict verdict = token::examine(text, purpose, snapshot.policy, snapshot.keys, facts,
                                           m_context.clock.now(), token::Mode::Stopping, m_decoded);
    if (hasNewKeys(verdict))
        return revoke(text, purpose, reason, actor, std::move(done));
    if (verdict.cause() == Cause::FactsUnavailable)
        return answerFailure(done, facts.error());
    const bool isSpent = purpose == Purpose::RevokeAny && verdict.cause() == Cause::TokenSpent;
    if (!verdict.accepted() && !isSpent)
        return done(tl::unexpected(Refusal::token(verdict)));
    revokeToken(verdict, facts.foundSession(), reason, actor, std::move(done));
}

void TokenService::revokeToken(const token::Verdict &verdict, const std::optional<Session> &session,
                               EndReason reason, const Actor &actor, TokenDone done)
{
    using Revoked = std::optional<store::Revocation>;
    auto work = [id = session ? std::optional(session->id) : std::nullopt, reason, actor,
                 jti = idOf(m_policies.get().policy, m_decoded),
                 until = verdict.expiresAt.value_or(m_context.clock.now()), user = verdict.userId,
                 now = m_context.clock.now()](store::Connection &connection) -> Result<Revoked> {
        if (id)
            return endSession(connection, *id, reason, actor, "session.ended", now);
        TRY_ASSIGN(const bool first,
                   store::SessionRepository(connection).spendForeign(jti, std::nullopt, until));
        if (!first)
            return Revoked();
        announceRevocation(jti, user, actor, now);
        return Revoked(store::Revocation{});
    };
    const Cause already = session ? Cause::SessionEnded : Cause::TokenRevoked;
    m_context.writer.submit<Revoked>(
        std::move(work),
        [&context = m_context, verdict, already, done = std::move(done)](Result<Revoked> revoked) {
            if (!revoked)
                return answerFailure(done, revoked.error());
            if (!*revoked)
                return done(tl::unexpected(Refusal::token(revokedVerdict(verdict, already))));
            if (!(*revoked)->session.isNull())
                context.revocations.add((*revoked)->session, (*revoked)->accessUntil);
            done(IssuedTokens{});
        });
}

} // namespace tokendesk::auth
