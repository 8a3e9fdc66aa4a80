// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/runtime/verdictsentence.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <array>

namespace tokendesk {
namespace {

using token::Cause;
using token::Verdict;

constexpr const char *kContext = "VerdictSentence";

enum class Pattern {
    AcceptedUntil,
    AcceptedForEver,
    AcceptedLate,
    Bare,
    Expired,
    NotYetValid,
    IssuedInFuture,
    KeysAre,
    NoKeys,
    KeyNamed,
    KeyTried,
    KeyTriedUnnamed,
    KeysTried,
    KeysTriedUnnamed,
    ValueIs,
    CritIs,
    RefreshExpIs,
    Says,
    SaysAndWants,
    OfSession,
    SessionEnded,
    SessionEndedBy,
    OldToken,
    UserClaimIs,
    UserIs,
    Count
};

struct PatternRow
{
    Pattern pattern;
    const char *text;
};

/// The first fact of a refusal is its cause.
constexpr std::array<PatternRow, static_cast<std::size_t>(Pattern::Count)> kPatterns = {{
    {Pattern::AcceptedUntil, "Accepted: %1, expires in %2."},
    {Pattern::AcceptedForEver, "Accepted: %1 without an expiry."},
    {Pattern::AcceptedLate, "Accepted: %1, expired but within the leeway of %2."},
    {Pattern::Bare, "Refused: %1."},
    {Pattern::Expired, "Refused: %1 %2 ago, leeway %3."},
    {Pattern::NotYetValid, "Refused: %1, in %2, leeway %3."},
    {Pattern::IssuedInFuture, "Refused: %1, %2 ahead, leeway %3."},
    {Pattern::KeysAre, "Refused: %1; the token says %2, the keys are for %3."},
    {Pattern::NoKeys, "Refused: %1; the token says %2, and there is no key."},
    {Pattern::KeyNamed, "Refused: %1; checked with the key %2, which the token names."},
    {Pattern::KeyTried, "Refused: %1; checked with the one key of this algorithm."},
    {Pattern::KeyTriedUnnamed,
     "Refused: %1; checked with the one key of this algorithm, which is not %2."},
    {Pattern::KeysTried, "Refused: %1; checked with all %2 keys of this algorithm."},
    {Pattern::KeysTriedUnnamed,
     "Refused: %1; checked with all %2 keys of this algorithm, none of which is %3."},
    {Pattern::ValueIs, "Refused: %1; it is %2."},
    {Pattern::CritIs, "Refused: %1; crit is %2."},
    {Pattern::RefreshExpIs, "Refused: %1; refresh_exp is %2."},
    {Pattern::Says, "Refused: %1; the token says %2."},
    {Pattern::SaysAndWants, "Refused: %1; the token says %2, this server wants %3."},
    {Pattern::OfSession, "Refused: %1; session %2."},
    {Pattern::SessionEnded, "Refused: %1; session %2 ended %3: %4."},
    {Pattern::SessionEndedBy, "Refused: %1; session %2 ended %3: %4, by %5."},
    {Pattern::OldToken, "Refused: %1; it is number %2 of session %3, whose current one is %4."},
    {Pattern::UserClaimIs, "Refused: %1; user %2."},
    {Pattern::UserIs, "Refused: %1; user %2, %3."},
}};

struct ReasonRow
{
    EndReason reason;
    const char *text;
};

constexpr std::array<ReasonRow, static_cast<std::size_t>(EndReason::Count)> kReasons = {{
    {EndReason::LoggedOut, "logged out"},
    {EndReason::Blacklisted, "blacklisted by a client"},
    {EndReason::TokenRevoked, "revoked by a client"},
    {EndReason::EndedByUser, "ended by the user"},
    {EndReason::EndedByAdministrator, "ended by an administrator"},
    {EndReason::NotBefore, "everything issued earlier is refused"},
    {EndReason::SessionLimit, "too many sessions of the user"},
    {EndReason::PasswordChanged, "the password was changed"},
    {EndReason::UserDisabled, "the user was disabled"},
    {EndReason::UserDeleted, "the user was deleted"},
    {EndReason::RefreshReused, "a spent refresh token was used again"},
    {EndReason::Idle, "not used for longer than the idle limit"},
    {EndReason::MaximumAge, "as old as a session may become"},
    {EndReason::Expired, "not refreshed in time"},
    {EndReason::KeyRetired, "its key was retired"},
    {EndReason::Imported, "an import"},
}};

enum class Word { Access, Refresh, Sliding, Other, Nothing, Count };

struct WordRow
{
    Word word;
    const char *text;
};

constexpr std::array<WordRow, static_cast<std::size_t>(Word::Count)> kWords = {{
    {Word::Access, "access token"},
    {Word::Refresh, "refresh token"},
    {Word::Sliding, "sliding token"},
    {Word::Other, "token"},
    {Word::Nothing, "nothing"},
}};

template<typename Row, typename Id, std::size_t Count>
constexpr bool inOrder(const std::array<Row, Count> &rows, Id Row::*id)
{
    for (std::size_t i = 0; i < Count; ++i) {
        if (rows[i].*id != static_cast<Id>(i))
            return false;
    }
    return true;
}
static_assert(inOrder(kPatterns, &PatternRow::pattern));
static_assert(inOrder(kReasons, &ReasonRow::reason));
static_assert(inOrder(kWords, &WordRow::word));

SentencePart word(const char *english) { return {QString::fromUtf8(english), kContext}; }

SentencePart number(qint64 value) { return {QString::number(value)}; }

SentencePart span(Instant from, Instant to)
{
    return {durationText(std::chrono::floor<std::chrono::seconds>(to - from))};
}

SentencePart word(Word which) { return word(kWords[static_cast<std::size_t>(which)].text); }

SentencePart kindOf(const QString &type)
{
    return word(type == QLatin1String("access")    ? Word::Access
                : type == QLatin1String("refresh") ? Word::Refresh
                : type == QLatin1String("sliding") ? Word::Sliding
                                                   : Word::Other);
}

/// A value that somebody else wrote, fit to be shown.
SentencePart quoted(const QJsonValue &value)
{
    constexpr qsizetype kMost = 80;
    if (value.isUndefined())
        return word(Word::Nothing);
    QString text = QString::fromUtf8(
        QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact)); // in [ and ]
    text = text.sliced(1, text.size() - 2);
    std::replace_if(
        text.begin(), text.end(), [](QChar c) { return !c.isPrint() && !c.isSurrogate(); },
        QChar(QChar::ReplacementCharacter));
    return {text.size() > kMost ? text.first(kMost) + u'…' : text};
}

/// What a refusal is told with.
class Refused
{
public:
    Refused(const Inspection &inspection, const token::Policy &policy, const token::KeyRing &keys)
        : m_inspection(inspection), m_policy(policy), m_keys(keys)
    {
    }

    [[nodiscard]] Sentence sentence() const
    {
        switch (verdict().cause()) {
        case Cause::AlgorithmMissing:
        case Cause::AlgorithmNotAllowed:
            return algorithm();
        case Cause::SignatureWrong:
            return signature();
        case Cause::CriticalHeader:
            return told(Pattern::CritIs, {quoted(header("crit"))});
        case Cause::Expired:
        case Cause::NotYetValid:
        case Cause::IssuedInFuture:
            return timing();
        case Cause::IssuedAtInvalid:
            return told(Pattern::ValueIs, {quoted(claim("iat"))});
        case Cause::NotBeforeInvalid:
            return told(Pattern::ValueIs, {quoted(claim("nbf"))});
        case Cause::ExpiryInvalid:
            return told(Pattern::ValueIs, {quoted(claim("exp"))});
        case Cause::IdInvalid:
            return told(Pattern::ValueIs, {quoted(claim(m_policy.jtiClaim))});
        case Cause::IssuerMissing:
        case Cause::IssuerWrong:
            return wants("iss", m_policy.issuer);
        case Cause::AudienceMissing:
        case Cause::AudienceWrong:
            return wants("aud", m_policy.audience);
        case Cause::AudienceUnexpected:
            return told(Pattern::Says, {quoted(claim("aud"))});
        case Cause::TypeMissing:
        case Cause::TypeWrong:
            return told(Pattern::Says, {quoted(claim(m_policy.tokenTypeClaim))});
        case Cause::RefreshExpired:
            return told(Pattern::RefreshExpIs, {quoted(claim(m_policy.slidingRefreshExpClaim))});
        case Cause::SessionEnded:
        case Cause::TokenSpent:
        case Cause::TokenRevoked:
        case Cause::NotIssuedHere:
            return session();
        case Cause::UserInvalid:
        case Cause::UserUnknown:
        case Cause::UserInactive:
        case Cause::PasswordChanged:
            return user();
        default:
            return told(Pattern::Bare);
        }
    }

private:
    [[nodiscard]] const Verdict &verdict() const { return m_inspection.verdict; }
    [[nodiscard]] QJsonValue header(const char *name) const
    {
        return m_inspection.header.value(QLatin1String(name));
    }
    [[nodiscard]] QJsonValue claim(const QByteArray &name) const
    {
        return m_inspection.claims.value(QString::fromUtf8(name));
    }

    [[nodiscard]] Sentence told(Pattern pattern, std::vector<SentencePart> facts = {}) const
    {
        facts.insert(facts.begin(),
                     {QString::fromUtf8(token::causeText(verdict().cause())), "Verdict"});
        return {kPatterns[static_cast<std::size_t>(pattern)].text, std::move(facts)};
    }

    [[nodiscard]] Sentence wants(const char *name, const QByteArray &wanted) const
    {
        return told(Pattern::SaysAndWants,
                    {quoted(claim(name)), quoted(QJsonValue(QString::fromUtf8(wanted)))});
    }

    /// How long ago, how long still.
    [[nodiscard]] Sentence timing() const
    {
        const Verdict &found = verdict();
        const SentencePart leeway{durationText(found.leeway)};
        if (found.cause() == Cause::Expired && found.expiresAt)
            return told(Pattern::Expired, {span(*found.expiresAt, found.examinedAt), leeway});
        if (found.cause() == Cause::NotYetValid && found.notBefore)
            return told(Pattern::NotYetValid, {span(found.examinedAt, *found.notBefore), leeway});
        if (found.cause() == Cause::IssuedInFuture && found.issuedAt)
            return told(Pattern::IssuedInFuture, {span(found.examinedAt, *found.issuedAt), leeway});
        return told(Pattern::Bare);
    }

    [[nodiscard]] Sentence algorithm() const
    {
        QStringList names;
        for (const auto &key : m_keys.keys()) {
            const QString name = QLatin1String(token::algorithmInfo(key->algorithm()).name);
            if (!names.contains(name))
                names.append(name);
        }
        const SentencePart says = quoted(header("alg"));
        return names.isEmpty() ? told(Pattern::NoKeys, {says})
                               : told(Pattern::KeysAre, {says, {names.join(u", ")}});
    }

    [[nodiscard]] Sentence signature() const
    {
        const QJsonValue kid = header("kid");
        if (verdict().keyById)
            return told(Pattern::KeyNamed, {quoted(kid)});
        const QString named = header("alg").toString();
        const auto &keys = m_keys.keys();
        const auto tried = std::count_if(keys.begin(), keys.end(), [&named](const auto &key) {
            return named == QLatin1String(token::algorithmInfo(key->algorithm()).name);
        });
        if (tried == 1)
            return kid.isUndefined() ? told(Pattern::KeyTried)
                                     : told(Pattern::KeyTriedUnnamed, {quoted(kid)});
        return kid.isUndefined() ? told(Pattern::KeysTried, {number(tried)})
                                 : told(Pattern::KeysTriedUnnamed, {number(tried), quoted(kid)});
    }

    [[nodiscard]] Sentence session() const
    {
        const auto &row = m_inspection.session;
        const auto &jti = verdict().jti;
        if (!row)
            return jti ? told(Pattern::OfSession, {{jti->session.toString()}})
                       : told(Pattern::Bare);
        const SentencePart id{row->id.toString()};
        const auto &end = m_inspection.sessionEnd;
        if (verdict().cause() == Cause::SessionEnded && end && end->at <= verdict().examinedAt) {
            const SentencePart at{{}, nullptr, end->at};
            const bool isBySomebody = row->endedAt == end->at && !row->endedBy.isEmpty();
            return isBySomebody
                       ? told(Pattern::SessionEndedBy, {id, at, word(endReasonText(end->reason)),
                                                        quoted(QJsonValue(row->endedBy))})
                       : told(Pattern::SessionEnded, {id, at, word(endReasonText(end->reason))});
        }
        const bool isOld =
            verdict().cause() == Cause::TokenSpent || verdict().cause() == Cause::TokenRevoked;
        if (isOld && jti && !jti->isAccess())
            return told(Pattern::OldToken, {number(jti->serial), id, number(row->generation)});
        return told(Pattern::OfSession, {id});
    }

    [[nodiscard]] Sentence user() const
    {
        const auto &row = m_inspection.user;
        return row ? told(Pattern::UserIs, {number(row->id), quoted(row->username)})
                   : told(Pattern::UserClaimIs, {quoted(claim(m_policy.userIdClaim))});
    }

    const Inspection &m_inspection;
    const token::Policy &m_policy;
    const token::KeyRing &m_keys;
};

Sentence accepted(const Verdict &verdict, const QString &type)
{
    const auto told = [&type](Pattern pattern, std::vector<SentencePart> facts) {
        facts.insert(facts.begin(), kindOf(type));
        return Sentence{kPatterns[static_cast<std::size_t>(pattern)].text, std::move(facts)};
    };
    if (!verdict.expiresAt)
        return told(Pattern::AcceptedForEver, {});
    if (*verdict.expiresAt <= verdict.examinedAt)
        return told(Pattern::AcceptedLate, {{durationText(verdict.leeway)}});
    return told(Pattern::AcceptedUntil, {span(verdict.examinedAt, *verdict.expiresAt)});
}

} // namespace

Sentence verdictSentence(const Inspection &inspection, const QString &type,
                         const token::Policy &policy, const token::KeyRing &keys)
{
    return inspection.verdict.accepted() ? accepted(inspection.verdict, type)
                                         : Refused(inspection, policy, keys).sentence();
}

Sentence withoutFacts(const Sentence &sentence)
{
    // Times are those of the verdict; all else stands after a semicolon.
    if (!QByteArrayView(sentence.pattern).contains(';'))
        return sentence;
    return {kPatterns[static_cast<std::size_t>(Pattern::Bare)].text, {sentence.parts.front()}};
}

const char *endReasonText(EndReason reason)
{
    return kReasons[static_cast<std::size_t>(reason) % kReasons.size()].text;
}

QStringList verdictPatterns()
{
    QStringList all;
    for (const PatternRow &row : kPatterns)
        all.append(QString::fromUtf8(row.text));
    return all;
}

QStringList verdictWords()
{
    QStringList all;
    for (const ReasonRow &row : kReasons)
        all.append(QString::fromUtf8(row.text));
    for (const WordRow &row : kWords)
        all.append(QString::fromUtf8(row.text));
    return all;
}

} // namespace tokendesk
