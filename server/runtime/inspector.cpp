// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/runtime/inspector.h"

#include "server/auth/databasefacts.h"
#include "server/auth/policystore.h"
#include "server/http/answers.h"
#include "server/token/tokentext.h"

#include <QJsonDocument>

#include <utility>

namespace tokendesk {
namespace {

using token::Cause;
using token::Mode;
using token::Purpose;
using token::Verdict;

/// One token with what it is judged by.
struct Subject
{
    const auth::Context &context;
    auth::PolicyStore::Snapshot snapshot;
    token::KeyRing keys;
    QByteArray text;
    Instant now;

    [[nodiscard]] const token::Policy &policy() const { return snapshot->policy; }
    [[nodiscard]] auth::DatabaseFacts facts() const
    {
        return {context.database, context.revocations, policy().checkRevokeToken};
    }
};

QJsonObject objectOf(const QByteArray &json, const JsonText &scanned)
{
    return scanned.isObject() ? QJsonDocument::fromJson(json).object() : QJsonObject();
}

/// A ring of the one secret that was given, under the name and the algorithm that the token asks
/// for.
Result<token::KeyRing> ringOf(const SecretBytes &secret, const token::DecodedToken &decoded)
{
    const auto algorithm =
        token::algorithmFromName(decoded.algorithm()).value_or(token::Algorithm::HS256);
    TRY_ASSIGN(auto key, token::Key::fromSecret(algorithm, secret.clone(),
                                                decoded.keyId().value_or(QByteArray()), true));
    return token::KeyRing({key}, key);
}

/// What such a token is for.
Purpose purposeOf(const QString &type, const token::Policy &policy)
{
    if (type == QLatin1String("refresh"))
        return Purpose::Refresh;
    if (type == QLatin1String("sliding"))
        return policy.acceptSliding ? Purpose::Access : Purpose::SlidingRefresh;
    return type == QLatin1String("access") ? Purpose::Access : Purpose::Verify;
}

Verdict judge(const Subject &subject, Purpose purpose, Mode mode, auth::DatabaseFacts &facts)
{
    token::DecodedToken decoded;
    return token::examine(subject.text, purpose, subject.policy(), subject.keys, facts, subject.now,
                          mode, decoded);
}

PredictedAnswer predicted(const char *endpoint, const http::ApiResponse &response)
{
    return {QString::fromLatin1(endpoint), response.status, response.body};
}

PredictedAnswer predictVerify(const Subject &subject)
{
    auto facts = subject.facts();
    const Verdict verdict = judge(subject, Purpose::Verify, Mode::Stopping, facts);
    return predicted("verify", http::verifyAnswer(verdict, facts.error(), subject.policy()));
}

PredictedAnswer predictRefresh(const Subject &subject)
{
    auto facts = subject.facts();
    const Verdict verdict = judge(subject, Purpose::Refresh, Mode::Stopping, facts);
    if (verdict.accepted()) {
        // New tokens have ids and times that nobody can know before.
        const http::JsonPairs pair = {{"access", "…"}, {"refresh", "…"}};
        const http::JsonPairs single = {{"access", "…"}};
        return predicted(
            "refresh",
            http::jsonAnswer(200, http::jsonObject(subject.policy().rotate ? pair : single)));
    }
    const auth::Refusal refusal = verdict.cause() == Cause::FactsUnavailable
                                      ? auth::Refusal::failed(facts.error())
                                      : auth::Refusal::token(verdict);
    return predicted("refresh", http::refreshRefusal(refusal, subject.policy()));
}

PredictedAnswer predictProfile(const Subject &subject)
{
    auto facts = subject.facts();
    const Verdict verdict = judge(subject, Purpose::Access, Mode::Stopping, facts);
    if (!verdict.accepted() || !facts.foundUser())
        return predicted("profile", http::bearerRefusal(verdict, facts.error(), subject.policy()));
    const User &user = facts.foundUser()->user;
    const QJsonObject body{{QStringLiteral("id"), user.id},
                           {QStringLiteral("username"), user.username},
                           {QStringLiteral("email"), user.email}};
    return {QStringLiteral("profile"), 200, QJsonDocument(body).toJson(QJsonDocument::Compact)};
}

std::chrono::seconds between(Instant from, Instant to)
{
    return std::chrono::floor<std::chrono::seconds>(to - from);
}

/// What \a cause needs beside its text: how long ago, how long still.
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

} // namespace

QString verdictSentence(const Verdict &verdict, const QString &type)
{
    if (!verdict.accepted()) {
        QString cause = QString::fromUtf8(token::causeText(verdict.cause()));
        if (cause.size() > 1 && cause.at(1).isLower()) // not "JWT", not "URL"
            cause[0] = cause.at(0).toLower();
        return QStringLiteral("Refused: ") + cause + timing(verdict) + QLatin1Char('.');
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

Result<Inspection> Inspector::inspect(const QString &text, const InspectOptions &options) const
{
    const token::ExtractedTokens extracted = token::extractTokens(text);
    if (extracted.tokens.empty())
        return fail(ErrorCode::InvalidArgument,
                    extracted.problem.isEmpty() ? QStringLiteral("There is no token in this text.")
                                                : extracted.problem,
                    QStringLiteral("token"));
    Inspection found;
    found.token = extracted.tokens.front().text;
    found.stripped = extracted.stripped;

    Subject subject{m_context,
                    m_context.policies.current(),
                    {},
                    found.token.toUtf8(),
                    options.at.value_or(m_context.clock.now())};
    token::DecodedToken decoded;
    const bool isWellFormed = decoded.decode(subject.text) == Cause::None;
    found.headerJson = decoded.headerJson();
    found.payloadJson = decoded.claimsJson();
    found.header = objectOf(found.headerJson, decoded.header());
    found.claims = objectOf(found.payloadJson, decoded.claims());
    subject.keys = subject.snapshot->keys;
    if (options.secret && isWellFormed) {
        TRY_ASSIGN(subject.keys, ringOf(*options.secret, decoded));
    }

    const QString type =
        found.claims.value(QString::fromUtf8(subject.policy().tokenTypeClaim)).toString();
    auto facts = subject.facts();
    found.verdict = judge(subject, purposeOf(type, subject.policy()), Mode::Explaining, facts);
    found.sentence = verdictSentence(found.verdict, type);
    found.session = facts.foundSession();
    if (facts.foundUser())
        found.user = facts.foundUser()->user;
    found.answers = {predictVerify(subject), predictRefresh(subject), predictProfile(subject)};
    return found;
}

} // namespace tokendesk
