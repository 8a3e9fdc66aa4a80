// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/runtime/verdictsentence.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace tokendesk {
namespace {

using token::Cause;
using token::Verdict;

std::chrono::seconds between(Instant from, Instant to)
{
    return std::chrono::floor<std::chrono::seconds>(to - from);
}

/// How long ago, how long still.
QString timing(const Verdict &verdict)
{
    const QString leeway = QStringLiteral(", leeway %1").arg(durationText(verdict.leeway));
    switch (verdict.cause()) {
    case Cause::Expired:
        return verdict.expiresAt ? QStringLiteral(" %1 ago").arg(durationText(
                                       between(*verdict.expiresAt, verdict.examinedAt)))
                                       + leeway
                                 : leeway;
    case Cause::NotYetValid:
        return verdict.notBefore ? QStringLiteral(", in %1").arg(durationText(
                                       between(verdict.examinedAt, *verdict.notBefore)))
                                       + leeway
                                 : leeway;
    case Cause::IssuedInFuture:
        return verdict.issuedAt
                   ? QStringLiteral(", %1 ahead")
                             .arg(durationText(between(verdict.examinedAt, *verdict.issuedAt)))
                         + leeway
                   : leeway;
    default:
        return {};
    }
}

/// What a refusal is told with.
struct Told
{
    const Inspection &inspection;
    const QString &type;
    const token::Policy &policy;
    const token::KeyRing &keys;

    [[nodiscard]] QJsonValue header(const char *name) const
    {
        return inspection.header.value(QLatin1String(name));
    }
    [[nodiscard]] QJsonValue claim(QLatin1String name) const
    {
        return inspection.claims.value(name);
    }
    [[nodiscard]] QJsonValue claim(const QByteArray &name) const
    {
        return inspection.claims.value(QString::fromUtf8(name));
    }
};

/// A value that somebody else wrote, fit to be shown.
QString quoted(const QJsonValue &value)
{
    constexpr qsizetype kMost = 80;
    if (value.isUndefined())
        return QStringLiteral("nothing");
    QString text = QString::fromUtf8(
        QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact)); // in [ and ]
    text = text.sliced(1, text.size() - 2);
    std::replace_if(
        text.begin(), text.end(), [](QChar c) { return !c.isPrint() && !c.isSurrogate(); },
        QChar(QChar::ReplacementCharacter));
    return text.size() > kMost ? text.first(kMost) + u'…' : text;
}

QString quoted(const QByteArray &utf8) { return quoted(QJsonValue(QString::fromUtf8(utf8))); }

QString saysAndWants(const QJsonValue &says, const QByteArray &wants)
{
    return QStringLiteral("; the token says %1, this server wants %2")
        .arg(quoted(says), quoted(wants));
}

QString algorithmFacts(const Told &told)
{
    QStringList names;
    for (const auto &key : told.keys.keys()) {
        const QString name = QLatin1String(token::algorithmInfo(key->algorithm()).name);
        if (!names.contains(name))
            names.append(name);
    }
    return QStringLiteral("; the token says %1, %2")
        .arg(quoted(told.header("alg")),
             names.isEmpty() ? QStringLiteral("and there is no key")
                             : QString(QStringLiteral("the keys are for ") + names.join(u", ")));
}

QString signatureFacts(const Told &told)
{
    const QJsonValue kid = told.header("kid");
    if (told.inspection.verdict.keyById)
        return QStringLiteral("; checked with the key %1, which the token names").arg(quoted(kid));
    const auto &keys = told.keys.keys();
    const auto tried = std::count_if(keys.begin(), keys.end(), [&told](const auto &key) {
        return told.header("alg").toString()
               == QLatin1String(token::algorithmInfo(key->algorithm()).name);
    });
    const QString all = QStringLiteral("; checked with %1 of this algorithm")
                            .arg(tried == 1 ? QStringLiteral("the one key")
                                            : QStringLiteral("all %1 keys").arg(tried));
    return kid.isUndefined()
               ? all
               : QString(all + QStringLiteral(", none of which is %1").arg(quoted(kid)));
}

QString sessionFacts(const Told &told)
{
    const auto &session = told.inspection.session;
    const Verdict &verdict = told.inspection.verdict;
    if (!session)
        return verdict.jti ? QStringLiteral("; session %1").arg(verdict.jti->session.toString())
                           : QString();
    QString text = QStringLiteral("; session %1").arg(session->id.toString());
    if (session->endedAt)
        text += QStringLiteral(" ended %1").arg(toIsoString(*session->endedAt));
    if (session->endReason)
        text += QStringLiteral(", %1").arg(QLatin1String(endReasonName(*session->endReason)));
    if (!session->endedBy.isEmpty())
        text += QStringLiteral(", by %1").arg(quoted(QJsonValue(session->endedBy)));
    const bool isOld =
        verdict.cause() == Cause::TokenSpent || verdict.cause() == Cause::TokenRevoked;
    if (isOld && verdict.jti && !verdict.jti->isAccess())
        text += QStringLiteral(", the token is number %1 of it, the current one is %2")
                    .arg(verdict.jti->serial)
                    .arg(session->generation);
    return text;
}

QString userFacts(const Told &told)
{
    const auto &user = told.inspection.user;
    return user ? QStringLiteral("; user %1, %2").arg(user->id).arg(quoted(user->username))
                : QStringLiteral("; user %1").arg(quoted(told.claim(told.policy.userIdClaim)));
}

/// The facts that decided, after the cause.
QString factsOf(const Told &told)
{
    switch (told.inspection.verdict.cause()) {
    case Cause::AlgorithmMissing:
    case Cause::AlgorithmNotAllowed:
        return algorithmFacts(told);
    case Cause::SignatureWrong:
        return signatureFacts(told);
    case Cause::CriticalHeader:
        return QStringLiteral("; crit is %1").arg(quoted(told.header("crit")));
    case Cause::IssuedAtInvalid:
        return QStringLiteral("; it is %1").arg(quoted(told.claim(QLatin1String("iat"))));
    case Cause::NotBeforeInvalid:
        return QStringLiteral("; it is %1").arg(quoted(told.claim(QLatin1String("nbf"))));
    case Cause::ExpiryInvalid:
        return QStringLiteral("; it is %1").arg(quoted(told.claim(QLatin1String("exp"))));
    case Cause::IssuerMissing:
    case Cause::IssuerWrong:
        return saysAndWants(told.claim(QLatin1String("iss")), told.policy.issuer);
    case Cause::AudienceMissing:
    case Cause::AudienceWrong:
        return saysAndWants(told.claim(QLatin1String("aud")), told.policy.audience);
    case Cause::AudienceUnexpected:
        return QStringLiteral("; the token says %1").arg(quoted(told.claim(QLatin1String("aud"))));
    case Cause::SessionEnded:
    case Cause::TokenSpent:
    case Cause::TokenRevoked:
    case Cause::NotIssuedHere:
        return sessionFacts(told);
    case Cause::IdInvalid:
        return QStringLiteral("; it is %1").arg(quoted(told.claim(told.policy.jtiClaim)));
    case Cause::TypeMissing:
    case Cause::TypeWrong:
        return QStringLiteral("; the token says %1")
            .arg(quoted(told.claim(told.policy.tokenTypeClaim)));
    case Cause::RefreshExpired:
        return QStringLiteral("; refresh_exp is %1")
            .arg(quoted(told.claim(told.policy.slidingRefreshExpClaim)));
    case Cause::UserInvalid:
    case Cause::UserUnknown:
    case Cause::UserInactive:
    case Cause::PasswordChanged:
        return userFacts(told);
    default:
        return {};
    }
}

} // namespace

QString verdictSentence(const Inspection &inspection, const QString &type,
                        const token::Policy &policy, const token::KeyRing &keys)
{
    const Verdict &verdict = inspection.verdict;
    if (!verdict.accepted()) {
        QString cause = QString::fromUtf8(token::causeText(verdict.cause()));
        if (cause.size() > 1 && cause.at(1).isLower()) // not "JWT", not "URL"
            cause[0] = cause.at(0).toLower();
        return QStringLiteral("Refused: ") + cause + timing(verdict)
               + factsOf({inspection, type, policy, keys}) + QLatin1Char('.');
    }
    const QString what =
        type.isEmpty() ? QStringLiteral("token") : QString(type + QStringLiteral(" token"));
    if (!verdict.expiresAt)
        return QStringLiteral("Accepted: %1 without an expiry.").arg(what);
    if (*verdict.expiresAt <= verdict.examinedAt)
        return QStringLiteral("Accepted: %1, expired but within the leeway of %2.")
            .arg(what, durationText(verdict.leeway));
    return QStringLiteral("Accepted: %1, expires in %2.")
        .arg(what, durationText(between(verdict.examinedAt, *verdict.expiresAt)));
}

} // namespace tokendesk
