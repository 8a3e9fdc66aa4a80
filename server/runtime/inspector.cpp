// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/runtime/inspector.h"

#include "server/auth/pastfacts.h"
#include "server/auth/policystore.h"
#include "server/auth/refreshjob.h"
#include "server/auth/sessiontokens.h"
#include "server/auth/tokenanswers.h"
#include "server/http/answers.h"
#include "server/runtime/verdictsentence.h"
#include "server/token/base64url.h"
#include "server/token/keytext.h"
#include "server/token/tampering.h"
#include "server/token/tokentext.h"

#include <QJsonDocument>

#include <algorithm>
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
    bool isPast = false; ///< now is over

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

/// What the algorithm of a key is that does not say it: the token's, where the key is one for that.
/// This judges only what a person pasted; the server's own keys are never asked so.
token::Algorithm assumedAlgorithm(const token::KeyMaterial &material,
                                  const token::DecodedToken &decoded)
{
    const auto named = token::algorithmFromName(decoded.algorithm());
    if (named && material.fits(*named))
        return *named;
    const auto table = token::algorithmTable();
    return std::find_if(
               table.begin(), table.end(),
               [&](const token::AlgorithmInfo &info) { return material.fits(info.algorithm); })
        ->algorithm;
}

Result<void> addKey(std::vector<std::shared_ptr<const token::Key>> &keys,
                    token::KeyDocument document, const token::DecodedToken &decoded)
{
    const token::Algorithm algorithm =
        document.algorithm.value_or(assumedAlgorithm(document.material, decoded));
    TRY_ASSIGN(auto key, token::Key::fromMaterial(algorithm, std::move(document.material),
                                                  std::move(document.kid), true));
    keys.push_back(std::move(key));
    return {};
}

/// A ring of the key or keys that were given: PEM, JWK, JWK Set, or a secret, which is tried as
/// text and, where it can be that, as base64url.
Result<token::KeyRing> ringOf(const SecretBytes &text, const SecretBytes &passphrase,
                              const token::DecodedToken &decoded)
{
    std::vector<std::shared_ptr<const token::Key>> keys;
    const QByteArrayView view = text.view();
    if (view.contains("-----BEGIN ")) {
        TRY_ASSIGN(auto document, token::parsePem(view, passphrase));
        TRY(addKey(keys, std::move(document), decoded));
    } else if (token::looksLikeJwk(view) && view.contains("\"keys\"")) {
        TRY_ASSIGN(auto documents, token::parseJwks(view));
        for (token::KeyDocument &document : documents)
            TRY(addKey(keys, std::move(document), decoded));
    } else if (token::looksLikeJwk(view)) {
        TRY_ASSIGN(auto document, token::parseJwk(view));
        TRY(addKey(keys, std::move(document), decoded));
    } else {
        token::KeyDocument plain;
        plain.material = token::KeyMaterial::fromSecret(text.clone());
        TRY(addKey(keys, std::move(plain), decoded));
        if (const auto bytes = token::fromBase64Url(view); bytes && !bytes->isEmpty()) {
            token::KeyDocument coded;
            coded.material = token::KeyMaterial::fromSecret(SecretBytes(QByteArrayView(*bytes)));
            TRY(addKey(keys, std::move(coded), decoded));
        }
    }
    return token::KeyRing(std::move(keys), nullptr);
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
    auth::PastFacts past(facts, subject.context.revocations, subject.policy().rotate, subject.now);
    token::Facts &known = subject.isPast ? static_cast<token::Facts &>(past) : facts;
    Verdict verdict = token::examine(subject.text, purpose, subject.policy(), subject.keys, known,
                                     subject.now, mode, decoded);
    // A refresh is where a session meets its limits.
    const bool refreshes = purpose == Purpose::Refresh || purpose == Purpose::SlidingRefresh;
    const auto &session = facts.foundSession();
    if (refreshes && verdict.accepted() && session
        && auth::outlived(subject.policy(), *session, subject.now))
        return auth::revokedVerdict(std::move(verdict), Cause::SessionEnded);
    return verdict;
}

/// Whether a refresh gets the successor of a spent token again.
bool isReissued(const Subject &subject, const Verdict &verdict, const auth::DatabaseFacts &facts)
{
    return verdict.cause() == Cause::TokenSpent && facts.foundSession()
           && auth::judgeSpent(subject.policy(), *facts.foundSession(), verdict.jti->serial,
                               subject.now)
                  == auth::SpentAnswer::Reissue;
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
    if (verdict.accepted() || isReissued(subject, verdict, facts)) {
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

std::vector<PredictedAnswer> predictAll(const Subject &subject)
{
    return {predictVerify(subject), predictRefresh(subject), predictProfile(subject)};
}

/// Which of all answers is that of the endpoint for tokens of \a purpose.
std::size_t placeOf(Purpose purpose)
{
    return purpose == Purpose::Refresh ? 1 : purpose == Purpose::Access ? 2 : 0;
}

/// The subject of \a token as \a options want it, and the token taken apart into \a decoded.
Result<Subject> subjectOf(const auth::Context &context, const QString &token,
                          const InspectOptions &options, token::DecodedToken &decoded)
{
    const Instant now = context.clock.now();
    Subject subject{context,        context.policies.current(), {},
                    token.toUtf8(), options.at.value_or(now),   options.at && *options.at < now};
    const bool isWellFormed = decoded.decode(subject.text) == Cause::None;
    subject.keys = subject.snapshot->keys;
    if (options.secret && isWellFormed) {
        TRY_ASSIGN(subject.keys, ringOf(*options.secret, options.passphrase, decoded));
    }
    return subject;
}

QString typeOf(const QJsonObject &claims, const token::Policy &policy)
{
    return claims.value(QString::fromUtf8(policy.tokenTypeClaim)).toString();
}

/// Parts, verdict, session, user and sentence.
void judgeInto(Inspection &found, const Subject &subject, const token::DecodedToken &decoded)
{
    found.headerJson = decoded.headerJson();
    found.payloadJson = decoded.claimsJson();
    found.header = objectOf(found.headerJson, decoded.header());
    found.claims = objectOf(found.payloadJson, decoded.claims());
    const QString type = typeOf(found.claims, subject.policy());
    auto facts = subject.facts();
    found.verdict = judge(subject, purposeOf(type, subject.policy()), Mode::Explaining, facts);
    found.session = facts.foundSession();
    if (found.session)
        found.sessionEnd = auth::endOf(subject.policy(), *found.session, subject.now);
    if (facts.foundUser())
        found.user = facts.foundUser()->user;
    found.sentence = verdictSentence(found, type, subject.policy(), subject.keys);
}

} // namespace

Result<Inspection> Inspector::inspect(const QString &text, const InspectOptions &options) const
{
    Inspection found;
    if (options.exact) {
        found.token = text;
    } else {
        const token::ExtractedTokens extracted = token::extractTokens(text);
        if (extracted.tokens.empty())
            return fail(ErrorCode::InvalidArgument,
                        extracted.problem.isEmpty()
                            ? QStringLiteral("There is no token in this text.")
                            : extracted.problem,
                        QStringLiteral("token"));
        found.token = extracted.tokens.front().text;
        found.stripped = extracted.stripped;
    }
    token::DecodedToken decoded;
    TRY_ASSIGN(const Subject subject, subjectOf(m_context, found.token, options, decoded));
    judgeInto(found, subject, decoded);
    found.answers = predictAll(subject);
    found.remarks = token::remarksOn(decoded, subject.policy().tokenTypeClaim);
    return found;
}

Result<std::vector<TamperTrial>> Inspector::tamper(const QString &text,
                                                   const InspectOptions &options) const
{
    token::DecodedToken original;
    TRY_ASSIGN(Subject subject, subjectOf(m_context, text, options, original));
    TRY_ASSIGN(const auto tamperings, token::tamperWith(subject.text, subject.keys));
    std::vector<TamperTrial> trials;
    trials.reserve(tamperings.size());
    for (const token::Tampering &tampering : tamperings) {
        subject.text = tampering.token;
        token::DecodedToken decoded;
        // What could be decoded of it is shown; judge() finds the cause itself.
        (void)decoded.decode(subject.text);
        Inspection found;
        found.token = QString::fromUtf8(tampering.token);
        judgeInto(found, subject, decoded);
        const Purpose purpose = purposeOf(typeOf(found.claims, subject.policy()), subject.policy());
        auto answers = predictAll(subject);
        trials.push_back({QLatin1String(tampering.name), QLatin1String(tampering.text), found.token,
                          found.verdict, std::move(found.sentence), answers[placeOf(purpose)],
                          answers});
    }
    return trials;
}

} // namespace tokendesk
