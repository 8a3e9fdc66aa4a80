// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/tokensigner.h"

#include "server/auth/eventlog.h"
#include "server/auth/policystore.h"
#include "server/store/writer.h"
#include "server/token/issue.h"
#include "server/token/keytext.h"

#include <QJsonArray>

#include <utility>

namespace tokendesk::auth {
namespace {

/// The algorithm that \a header names. Errors: InvalidArgument with field "header".
Result<token::Algorithm> algorithmOf(QByteArrayView header)
{
    JsonText text;
    const bool isRead = text.scan(header) && text.isObject();
    const JsonMember *named = isRead ? text.find("alg") : nullptr;
    if (named != nullptr && named->type == JsonType::String) {
        if (const auto algorithm = token::algorithmFromName(jsonToUtf8(named->raw)))
            return *algorithm;
    }
    return fail(ErrorCode::InvalidArgument,
                isRead ? QStringLiteral("The header names no algorithm that can sign: \"alg\" is "
                                        "HS256, RS256, ES256, EdDSA or another of their kind.")
                       : QStringLiteral("The header is no strict JSON object."),
                QStringLiteral("header"));
}

/// With a key that whoever ordered it holds anyway, so that a weak one is no harm.
Result<SignedText> signedByOwnKey(const SignOrder &order)
{
    TRY_ASSIGN(const token::Algorithm algorithm, algorithmOf(order.header));
    TRY_ASSIGN(auto bound, token::parseKeyText(*order.key, algorithm, order.passphrase));
    TRY_ASSIGN(const auto key,
               token::Key::fromMaterial(algorithm, std::move(bound.document.material),
                                        std::move(bound.document.kid), true));
    TRY_ASSIGN(QByteArray text, token::signWritten(*key, order.header, order.payload));
    return SignedText{std::move(text), order.header, key->kid()};
}

/// Names of the claims, and those values that tell whom the token stands for.
QJsonObject detailOf(const QByteArray &payload, const token::Policy &policy, const token::Key &key)
{
    constexpr qsizetype kMost = 128;
    JsonText claims;
    QJsonArray names;
    QJsonObject detail{{QStringLiteral("kid"), QString::fromUtf8(key.kid())}};
    if (claims.scan(payload)) {
        for (const JsonMember &member : claims.members()) {
            const QString name = QString::fromUtf8(member.name).left(kMost);
            names.append(name);
            const bool isTold = member.name == policy.userIdClaim || member.name == "sub"
                                || member.name == policy.tokenTypeClaim || member.name == "exp";
            if (isTold)
                detail.insert(QStringLiteral("says_") + name,
                              member.type == JsonType::String
                                  ? jsonToString(member.raw).left(kMost)
                                  : QString::fromUtf8(member.raw).left(kMost));
        }
    }
    detail.insert(QStringLiteral("claims"), names);
    return detail;
}

} // namespace

void TokenSigner::sign(const SignOrder &order, Actor actor, Completion<SignedText> done) const
{
    if (order.key)
        done(signedByOwnKey(order));
    else
        signForServer(order.payload, std::move(actor), std::move(done));
}

void TokenSigner::signForServer(const QByteArray &payload, Actor actor,
                                Completion<SignedText> done) const
{
    const auto snapshot = m_context.policies.current();
    const auto &key = snapshot->keys.active();
    if (!key)
        return done(fail(ErrorCode::NoSigningKey));
    const QByteArray header = token::headerOf(snapshot->policy, *key);
    auto text = token::signWritten(*key, header, payload);
    if (!text)
        return done(fail(std::move(text).error()));
    Event event = makeEvent("token.signed", actor, m_context.clock.now(),
                            detailOf(payload, snapshot->policy, *key));
    event.severity = Severity::Warning;
    m_context.writer.submit<SignedText>(
        [event = std::move(event), made = SignedText{*std::move(text), header, key->kid()}](
            store::Connection &connection) -> Result<SignedText> {
            TRY(EventLog::append(connection, event));
            return made;
        },
        std::move(done));
}

} // namespace tokendesk::auth
