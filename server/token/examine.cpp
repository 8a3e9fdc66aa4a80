// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/token/examine.h"

#include "server/token/claimvalues.h"
#include "server/token/hmac.h"

#include <QCryptographicHash>

#include <algorithm>

namespace tokendesk::token {
namespace {

constexpr qsizetype kMaximumJtiSize = 255;

/// One run of the checks over one token.
class Examiner
{
public:
    Examiner(Purpose purpose, const Policy &policy, const KeyRing &keys, Facts &facts, Instant now,
             Mode mode, DecodedToken &decoded)
        : m_purpose(purpose), m_policy(policy), m_keys(keys), m_facts(facts), m_now(now),
          m_explaining(mode == Mode::Explaining), m_token(decoded)
    {
        m_verdict.examinedAt = now;
        m_verdict.leeway = policy.leeway;
    }

    Verdict run(QByteArrayView token)
    {
        const Cause form = m_token.decode(token);
        if (!note(Check::Form, form) && !m_explaining)
            return m_verdict;
        // Without a payload there is nothing more to say, not even in the explaining mode.
        if (!m_token.claims().isObject())
            return m_verdict;
        if (form == Cause::None && !checkSignature() && !m_explaining)
            return m_verdict;
        readNames();
        if (checkTimes() && checkParties() && m_genuine)
            (void)checkState();
        return m_verdict;
    }

private:
    /// Notes the outcome; false if it failed.
    bool note(Check check, Cause cause)
    {
        Verdict::Entry &entry = m_verdict.checks[static_cast<std::size_t>(check)];
        entry.cause = cause;
        entry.outcome = cause == Cause::None ? Outcome::Passed : Outcome::Failed;
        if (cause != Cause::None && !m_verdict.firstFailure)
            m_verdict.firstFailure = check;
        return cause == Cause::None;
    }

    void skip(Check check)
    {
        m_verdict.checks[static_cast<std::size_t>(check)].outcome = Outcome::NotApplicable;
    }

    /// Notes the outcome; whether the run goes on.
    bool pass(Check check, Cause cause) { return note(check, cause) || m_explaining; }

    const JsonMember *claim(QByteArrayView name) const { return m_token.claims().find(name); }

    bool checkSignature()
    {
        const QByteArray &name = m_token.algorithm();
        if (name.isEmpty())
            return note(Check::Algorithm, Cause::AlgorithmMissing);
        const Key *named = m_token.keyId() ? m_keys.byId(*m_token.keyId()) : nullptr;
        m_verdict.keyById = named != nullptr;
        const auto fits = [&](const Key &key) {
            return name == algorithmInfo(key.algorithm()).name;
        };
        const auto &all = m_keys.keys();
        if (named ? !fits(*named) : std::none_of(all.begin(), all.end(), [&](const auto &key) {
                return fits(*key);
            }))
            return note(Check::Algorithm, Cause::AlgorithmNotAllowed);
        note(Check::Algorithm, Cause::None);
        note(Check::Key, Cause::None);
        const auto verifies = [&](const Key &key) {
            if (!fits(key) || !key.verify(m_token.signingInput(), m_token.signature()))
                return false;
            m_verdict.shortSecret = key.isShort();
            return true;
        };
        m_genuine = named ? verifies(*named)
                          : std::any_of(all.begin(), all.end(),
                                        [&](const auto &key) { return verifies(*key); });
        return note(Check::Signature, m_genuine ? Cause::None : Cause::SignatureWrong);
    }

    /// What the token says of itself; believed only as far as the checks before passed.
    void readNames()
    {
        const auto date = [this](QByteArrayView name) -> std::optional<Instant> {
            const JsonMember *member = claim(name);
            return member ? numericDate(*member) : std::nullopt;
        };
        m_verdict.issuedAt = date("iat");
        m_verdict.notBefore = date("nbf");
        m_verdict.expiresAt = date("exp");
        if (const JsonMember *jti = claim(m_policy.jtiClaim);
            jti && jti->type == JsonType::String) {
            m_jti = jsonToUtf8(jti->raw);
            m_verdict.jti = Jti::fromHex(m_jti);
        }
        if (const JsonMember *user = claim(m_policy.userIdClaim))
            m_verdict.userId = userIdOf(*user);
        if (const JsonMember *type = claim(m_policy.tokenTypeClaim);
            type && type->type == JsonType::String)
            m_type = jsonToUtf8(type->raw);
    }

    /// Moment of an optional claim that must not lie in the future.
    bool checkPast(Check check, QByteArrayView name, const std::optional<Instant> &moment,
                   Cause invalid, Cause future)
    {
        if (!claim(name)) {
            skip(check);
            return true;
        }
        if (!moment)
            return pass(check, invalid);
        return pass(check, *moment > m_now + m_policy.leeway ? future : Cause::None);
    }

    bool checkTimes()
    {
        if (!checkPast(Check::IssuedAt, "iat", m_verdict.issuedAt, Cause::IssuedAtInvalid,
                       Cause::IssuedInFuture))
            return false;
        if (!checkPast(Check::NotBefore, "nbf", m_verdict.notBefore, Cause::NotBeforeInvalid,
                       Cause::NotYetValid))
            return false;
        if (!claim("exp")) {
            skip(Check::Expiry); // its absence has a check of its own, later in the peer's order
            return true;
        }
        if (!m_verdict.expiresAt || *m_verdict.expiresAt <= Instant{})
            return pass(Check::Expiry, Cause::ExpiryInvalid);
        // "on or after" must be refused: RFC 7519 section 4.1.4.
        return pass(Check::Expiry,
                    m_now >= *m_verdict.expiresAt + m_policy.leeway ? Cause::Expired : Cause::None);
    }

    bool checkParties()
    {
        if (m_policy.issuer.isEmpty()) {
            skip(Check::Issuer);
        } else {
            const JsonMember *issuer = claim("iss");
            const bool right = issuer && issuer->type == JsonType::String
                               && jsonEquals(issuer->raw, m_policy.issuer);
            if (!pass(Check::Issuer, right               ? Cause::None
                                     : issuer == nullptr ? Cause::IssuerMissing
                                                         : Cause::IssuerWrong))
                return false;
        }
        const JsonMember *audience = claim("aud");
        if (m_policy.audience.isEmpty()) {
            if (!audience || !m_policy.refuseUnexpectedAudience) {
                skip(Check::Audience);
                return true;
            }
            return pass(Check::Audience, Cause::AudienceUnexpected);
        }
        return pass(Check::Audience, !audience ? Cause::AudienceMissing
                                     : holdsAudience(*audience, m_policy.audience)
                                         ? Cause::None
                                         : Cause::AudienceWrong);
    }

    bool checkState()
    {
        return checkRevocation() && checkRequired() && checkType() && checkUser()
               && checkRefreshExpiry() && checkIssued();
    }

    bool checkRevocation()
    {
        const bool isAccess = m_type == "access";
        const bool looksUp =
            m_purpose == Purpose::Verify
                ? !isAccess && (m_policy.blacklistAfterRotation || m_policy.immediateRevocation)
                : m_purpose != Purpose::Access;
        if (!looksUp) {
            const bool asked = m_policy.immediateRevocation && m_verdict.jti;
            if (asked && m_facts.isRevoked(m_verdict.jti->session))
                return pass(Check::Revocation, Cause::SessionEnded);
            if (isEarlier(m_facts.notBefore()))
                return judgeEarlier(Check::Revocation);
            const auto earlier = isEarlierForUser();
            if (!earlier)
                return unavailable(Check::Revocation);
            if (*earlier)
                return judgeEarlier(Check::Revocation);
            if (asked)
                return pass(Check::Revocation, Cause::None);
            skip(Check::Revocation);
            return true;
        }
        if (m_jti.isEmpty() || m_jti.size() > kMaximumJtiSize)
            return true; // RequiredId says so, at the peer's place
        if (m_verdict.jti) {
            const auto session = m_facts.session(m_verdict.jti->session);
            if (!session)
                return unavailable(Check::Revocation);
            if (*session) {
                m_known = true;
                m_isLive = !(*session)->ended;
                return pass(Check::Revocation, spentCause(**session));
            }
        }
        const auto spent = m_facts.isForeignSpent(m_jti);
        const auto earlier = isEarlierForUser();
        if (!spent || !earlier)
            return unavailable(Check::Revocation);
        const bool refused = *spent || *earlier || isEarlier(m_facts.notBefore());
        return pass(Check::Revocation, refused ? Cause::TokenRevoked : Cause::None);
    }

    /// Whether the token may have been issued by \a moment. Tokens count whole seconds, so this is
    /// true of all that were issued within its second.
    bool isEarlier(const std::optional<Instant> &moment) const
    {
        return moment && (!m_verdict.issuedAt || *m_verdict.issuedAt <= *moment);
    }

    /// The same by what is refused of the user alone, where no later check asks for it: revocation
    /// is to be immediate also for tokens that no session of ours stands for.
    Result<bool> isEarlierForUser() const
    {
        if (m_purpose != Purpose::Verify || !m_policy.immediateRevocation || !m_verdict.userId)
            return false;
        TRY_ASSIGN(const auto moment, m_facts.notBefore(*m_verdict.userId, m_verdict.issuedAt));
        return isEarlier(moment);
    }

    /// A token that isEarlier() is good only if it belongs to a session that lives: one that began
    /// later, in the same second perhaps, or was kept. So the answer does not depend on a clock.
    bool judgeEarlier(Check check)
    {
        if (!m_known && m_verdict.jti) {
            const auto session = m_facts.session(m_verdict.jti->session);
            if (!session)
                return unavailable(check);
            m_isLive = *session && !(*session)->ended;
        }
        return pass(check, m_isLive ? Cause::None : Cause::TokenRevoked);
    }

    Cause spentCause(const SessionFact &session) const
    {
        if (session.ended)
            return Cause::SessionEnded;
        if (m_verdict.jti->isAccess()) // of ours, and about to be refused for its type
            return Cause::None;
        const qint64 serial = m_verdict.jti->serial;
        if (serial > session.generation) // from a future that a restored database does not know
            return Cause::TokenRevoked;
        const bool olderCount = m_policy.rotate && m_policy.blacklistAfterRotation;
        return serial < session.generation && olderCount ? Cause::TokenSpent : Cause::None;
    }

    /// The database could not tell. Nothing that depends on it may be believed, not even when
    /// explaining.
    bool unavailable(Check check)
    {
        (void)note(check, Cause::FactsUnavailable);
        return false;
    }

    bool checkRequired()
    {
        if (!pass(Check::RequiredExp, claim("exp") ? Cause::None : Cause::ExpiryMissing))
            return false;
        const JsonMember *jti = claim(m_policy.jtiClaim);
        const bool usable = !m_jti.isEmpty() && m_jti.size() <= kMaximumJtiSize;
        return pass(Check::RequiredId, jti == nullptr || jti->type == JsonType::Null
                                           ? Cause::IdMissing
                                       : usable ? Cause::None
                                                : Cause::IdInvalid);
    }

    bool checkType()
    {
        bool right = false;
        switch (m_purpose) {
        case Purpose::Verify:
            skip(Check::Type);
            return true;
        case Purpose::Access:
        case Purpose::IntrospectAccess:
            right = m_type == "access" || (m_policy.acceptSliding && m_type == "sliding");
            break;
        case Purpose::Refresh:
        case Purpose::Revoke:
        case Purpose::IntrospectRefresh:
            right = m_type == "refresh";
            break;
        case Purpose::RevokeAny:
            right = m_type == "access" || m_type == "refresh" || m_type == "sliding";
            break;
        case Purpose::SlidingRefresh:
            right = m_type == "sliding";
            break;
        }
        return pass(Check::Type, right                                       ? Cause::None
                                 : claim(m_policy.tokenTypeClaim) == nullptr ? Cause::TypeMissing
                                                                             : Cause::TypeWrong);
    }

    bool checkUser()
    {
        const bool introspects =
            m_purpose == Purpose::IntrospectAccess || m_purpose == Purpose::IntrospectRefresh;
        const bool asked = introspects || m_purpose == Purpose::Access
                           || m_purpose == Purpose::Refresh || m_purpose == Purpose::SlidingRefresh;
        const JsonMember *member = claim(m_policy.userIdClaim);
        // The peer skips the user at refresh when the token names none; only a foreign token can be
        // such.
        const bool skips = asked && !member && m_purpose != Purpose::Access && !introspects;
        if (!asked || skips) {
            for (const Check check :
                 {Check::UserClaim, Check::UserExists, Check::UserActive, Check::PasswordUnchanged})
                skip(check);
            return true;
        }
        if (!member)
            return note(Check::UserClaim, Cause::UserMissing);
        if (member->type == JsonType::Null) {
            note(Check::UserClaim, Cause::None);
            return note(Check::UserExists, Cause::UserUnknown);
        }
        if (!m_verdict.userId)
            return note(Check::UserClaim, Cause::UserInvalid);
        note(Check::UserClaim, Cause::None);
        const auto user = m_facts.user(*m_verdict.userId);
        if (!user)
            return unavailable(Check::UserExists);
        if (!note(Check::UserExists, *user ? Cause::None : Cause::UserUnknown))
            return false;
        return checkUserState(**user);
    }

    bool checkUserState(const UserFact &user)
    {
        if (!m_policy.checkUserIsActive)
            skip(Check::UserActive);
        else if (!pass(Check::UserActive, user.active ? Cause::None : Cause::UserInactive))
            return false;
        if (isEarlier(user.notBefore)) {
            const bool goesOn = judgeEarlier(Check::PasswordUnchanged);
            if (!goesOn || !m_isLive)
                return goesOn;
        }
        if (!m_policy.checkRevokeToken) {
            skip(Check::PasswordUnchanged);
            return true;
        }
        const JsonMember *mark = claim(m_policy.revokeTokenClaim);
        const bool same = mark && mark->type == JsonType::String
                          && constantTimeEquals(jsonToUtf8(mark->raw), user.passwordFingerprint);
        return pass(Check::PasswordUnchanged, same ? Cause::None : Cause::PasswordChanged);
    }

    bool checkRefreshExpiry()
    {
        if (m_purpose != Purpose::SlidingRefresh) {
            skip(Check::RefreshExpiry);
            return true;
        }
        const JsonMember *member = claim(m_policy.slidingRefreshExpClaim);
        if (!member)
            return pass(Check::RefreshExpiry, Cause::RefreshExpiryMissing);
        const auto moment = numericDate(*member);
        const bool over = !moment || m_now >= *moment + m_policy.leeway;
        return pass(Check::RefreshExpiry, over ? Cause::RefreshExpired : Cause::None);
    }

    bool checkIssued()
    {
        const bool asked = m_purpose != Purpose::Access && m_purpose != Purpose::Verify;
        if (!asked || m_policy.adoptForeign) {
            skip(Check::Issued);
            return true;
        }
        return pass(Check::Issued, m_known ? Cause::None : Cause::NotIssuedHere);
    }

    Purpose m_purpose;
    const Policy &m_policy;
    const KeyRing &m_keys;
    Facts &m_facts;
    Instant m_now;
    bool m_explaining;
    DecodedToken &m_token;
    Verdict m_verdict;
    QByteArray m_jti;
    QByteArray m_type;
    bool m_genuine = false;
    bool m_known = false; ///< the session has a row here
    bool m_isLive = false; ///< and has not ended, as far as it was asked for
};

} // namespace

Verdict examine(QByteArrayView token, Purpose purpose, const Policy &policy, const KeyRing &keys,
                Facts &facts, Instant now, Mode mode, DecodedToken &decoded)
{
    return Examiner(purpose, policy, keys, facts, now, mode, decoded).run(token);
}

QByteArray passwordFingerprint(const QString &encodedHash)
{
    return QCryptographicHash::hash(encodedHash.toUtf8(), QCryptographicHash::Md5)
        .toHex()
        .toUpper();
}

} // namespace tokendesk::token
