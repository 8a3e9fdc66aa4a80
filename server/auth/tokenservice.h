// SPDX-License-Identifier: GPL-3.0-or-later
// Service: refresh, verify, revoke and the bearer's identity.
#pragma once

#include "server/auth/context.h"
#include "server/auth/databasefacts.h"
#include "server/auth/userclaims.h"
#include "server/base/result.h"

#include <chrono>
#include <functional>
#include <optional>

namespace tokendesk::auth {

struct RefreshJob;

/// Who presents a token, as noted in the session.
struct Client
{
    QString address;
    QString userAgent; ///< cut to 256 characters
    quint64 request = 0; ///< id of the HTTP request, for the log
};

/// What a client is handed. Empty members are not part of the answer.
struct IssuedTokens
{
    QByteArray access;
    QByteArray refresh;
    QByteArray sliding;
};

/// Why there are no tokens.
struct Refusal
{
    enum class Kind {
        BadCredentials, ///< unknown, wrong, inactive: one answer
        Throttled, ///< too many wrong passwords; `retryAfter` says when to come again
        Token, ///< `verdict` says why
        Failed ///< `error`: busy, database away
    };
    Kind kind = Kind::Failed;
    token::Verdict verdict;
    Error error;
    std::chrono::seconds retryAfter{}; ///< at least one second if throttled
    /// BadCredentials: the password was right, its user is disabled. Not for clients.
    bool isInactive = false;

    [[nodiscard]] static Refusal failed(Error error);
    [[nodiscard]] static Refusal token(token::Verdict verdict);
    [[nodiscard]] static Refusal throttled(std::chrono::seconds retryAfter);
};

using TokenAnswer = tl::expected<IssuedTokens, Refusal>;
/// Called exactly once, in the caller's, a hashing or the writer's thread; must not block.
using TokenDone = std::function<void(TokenAnswer)>;

/// The bearer of a request.
struct Bearer
{
    token::Verdict verdict;
    UserPtr user; ///< set if the verdict accepts and the purpose asks for a user
    Error error; ///< why the database could not tell
};

/// What may be told of a token to a service that was handed it. Source: RFC 7662 section 2.2.
struct Introspection
{
    token::Verdict verdict; ///< accepted: active; the rest is set only then
    Error error; ///< why the database could not tell
    UserPtr user;
    std::optional<SessionId> session; ///< none: issued elsewhere
    QByteArray type; ///< "access", "refresh", "sliding"
    // As the token has them, in JSON; empty: it does not.
    QByteArray id;
    QByteArray userId;
    QByteArray issuer;
    QByteArray audience;
};

/// Works on tokens for one worker thread: examines there, writes through the writer, answers from
/// it. Thread: one; the completions run elsewhere and do not touch the object.
class TokenService
{
public:
    explicit TokenService(const Context &context);

    /// Spends the refresh token and hands out its successor; only an access token where rotation is
    /// off.
    void refresh(QByteArrayView token, const Client &client, TokenDone done);
    /// A sliding token with a later expiry, same id.
    void slidingRefresh(QByteArrayView token, const Client &client, TokenDone done);
    /// Ends the session of a refresh token for \a reason; the answer has no tokens.
    void revoke(QByteArrayView token, const Client &client, TokenDone done,
                EndReason reason = EndReason::LoggedOut);
    /// Ends the session of a token of any type; that of a spent refresh token too, which somebody
    /// still holds. \a actor: who asks. The answer has no tokens.
    void revokeAny(QByteArrayView token, const Actor &actor, TokenDone done);
    /// What the token is worth right now, as examine() finds. A refresh token is active only for
    /// whoever says that he expects one (\a expectsRefresh): it opens no door, and a service that
    /// takes any active token would let it in. Source: RFC 7662 sections 2.2 and 4.
    [[nodiscard]] Introspection introspect(QByteArrayView token, bool expectsRefresh);
    /// Whether the token is good, for any purpose.
    [[nodiscard]] Bearer verify(QByteArrayView token);
    /// Who presents this access token.
    [[nodiscard]] Bearer authenticate(QByteArrayView token);
    /// The same, but the token of an ended session is refused even where access tokens may outlive
    /// theirs (setting immediate_revocation).
    [[nodiscard]] Bearer authenticateLive(QByteArrayView token);

    [[nodiscard]] const PolicySnapshot &policy() { return m_policies.get(); }
    /// The same, to be kept beyond this call.
    [[nodiscard]] const PolicyStore::Snapshot &sharedPolicy() { return m_policies.shared(); }

private:
    /// \a session gets the session, if one was looked up.
    [[nodiscard]] Bearer examine(QByteArrayView token, token::Purpose purpose,
                                 std::optional<Session> *session = nullptr);
    /// Whether no key fitted because another process has changed the keys since; those are in force
    /// now, and the token deserves another look.
    [[nodiscard]] bool hasNewKeys(const token::Verdict &verdict);
    /// Members about the user for the successors of the token just examined: those of the user as
    /// he is, or copied as the peer does.
    [[nodiscard]] QByteArray successorClaims(const PolicyStore::Snapshot &snapshot,
                                             const DatabaseFacts &facts);
    /// The same with the sessions of \a memory, unless it is null.
    void refresh(QByteArrayView token, const Client &client, SessionMemory *memory, TokenDone done);
    void submit(RefreshJob job, const UserPtr &user, const token::Verdict &verdict, TokenDone done);
    /// A refresh where rotation is off: an access token alone.
    void renewAccess(const RefreshJob &job, const UserPtr &user, const token::Verdict &verdict,
                     TokenDone done);
    /// Notes in the session that \a tokens were handed out, then hands them out; refused if it has
    /// ended.
    void noteUse(const PolicyStore::Snapshot &snapshot, const Session &session, const UserPtr &user,
                 const Client &client, Instant now, Instant accessUntil, IssuedTokens tokens,
                 const token::Verdict &verdict, TokenDone done);
    /// A refresh token issued elsewhere becomes a session here.
    void adopt(const PolicyStore::Snapshot &snapshot, const token::Verdict &verdict,
               const DatabaseFacts &facts, const Client &client, TokenDone done);
    void refuse(const token::Verdict &verdict, const DatabaseFacts &facts, const Client &client,
                TokenDone done);
    /// Ends the session of the token just examined, if it has one, and answers with \a refusal.
    void endAndRefuse(const token::Verdict &verdict, const token::Verdict &refusal,
                      const DatabaseFacts &facts, EndReason reason, const Actor &actor,
                      TokenDone done);
    void revoke(QByteArrayView token, token::Purpose purpose, EndReason reason, const Actor &actor,
                TokenDone done);
    /// Ends \a session, or notes the token just examined as spent if it has none here.
    void revokeToken(const token::Verdict &verdict, const std::optional<Session> &session,
                     EndReason reason, const Actor &actor, TokenDone done);

    const Context &m_context;
    PolicyStore::Cached m_policies;
    UserCache m_users;
    UserClaims m_claims;
    token::DecodedToken m_decoded;
};

} // namespace tokendesk::auth
