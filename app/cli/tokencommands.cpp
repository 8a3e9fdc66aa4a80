// SPDX-License-Identifier: GPL-3.0-or-later
// tokendeskd token …
#include "app/cli/await.h"
#include "app/cli/input.h"
#include "app/cli/json.h"
#include "app/cli/table.h"
#include "app/cli/verb.h"
#include "server/runtime/inspectionjson.h"

#include <QJsonDocument>

namespace tokendesk::cli {
namespace {

struct InspectArguments
{
    std::string token = "-";
    std::string at;
    std::string keyFile;
    std::string setFile;
    bool exact = false;
};

struct SignArguments
{
    std::string payload = "-";
    std::string header;
    std::string keyFile;
};

struct MintArguments
{
    std::string user;
    std::vector<std::string> claims;
    std::string lifetime;
};

QString prettyJson(const QByteArray &bytes)
{
    const auto document = QJsonDocument::fromJson(bytes);
    return document.isNull() ? QString::fromUtf8(bytes) + QLatin1Char('\n')
                             : QString::fromUtf8(document.toJson(QJsonDocument::Indented));
}

QString report(const Inspection &inspection)
{
    QString text;
    if (!inspection.headerJson.isEmpty())
        text += QStringLiteral("Header\n") + prettyJson(inspection.headerJson);
    if (!inspection.payloadJson.isEmpty())
        text += QStringLiteral("Claims\n") + prettyJson(inspection.payloadJson);
    Sheet checks;
    for (std::size_t i = 0; i < token::kCheckCount; ++i) {
        const auto check = static_cast<token::Check>(i);
        const auto &entry = inspection.verdict.at(check);
        QString outcome = QLatin1String(token::outcomeName(entry.outcome));
        outcome.replace(QLatin1Char('_'), QLatin1Char(' '));
        if (entry.outcome == token::Outcome::Failed)
            outcome += QStringLiteral(": ") + QLatin1String(token::causeText(entry.cause));
        checks.add(QLatin1String(token::checkName(check)), outcome);
    }
    text += QStringLiteral("Checks\n") + checks.text() + visible(inspection.sentence)
            + QLatin1Char('\n');
    if (inspection.verdict.shortSecret)
        text += QStringLiteral("Warning: the secret is shorter than its hash, so tokens can be "
                               "forged by guessing it; this server does not issue with it (RFC "
                               "7518 section 3.2).\n");
    for (const token::Remark &remark : inspection.remarks) {
        text += QStringLiteral("Remark: ") + QLatin1String(token::remarkText(remark.kind));
        if (!remark.names.isEmpty())
            text += QStringLiteral(": ") + visible(remark.names.join(QLatin1String(", ")));
        if (remark.kind == token::RemarkKind::LongLifetime)
            text += QStringLiteral(": ") + durationText(remark.lifetime);
        text += QStringLiteral(".\n");
    }
    return text;
}

Result<void> inspect(VerbContext &context, const InspectArguments &options)
{
    InspectOptions how;
    how.exact = options.exact;
    if (!options.at.empty()) {
        TRY_ASSIGN(how.at, instantFrom(textOf(options.at), QStringLiteral("at")));
    }
    if (!options.keyFile.empty() && !options.setFile.empty())
        return fail(ErrorCode::InvalidArgument, QStringLiteral("give --key or --jwks, not both"),
                    QStringLiteral("key"));
    if (const std::string &file = options.keyFile.empty() ? options.setFile : options.keyFile;
        !file.empty()) {
        TRY_ASSIGN(how.secret, readSecretFile(textOf(file)));
    }
    QString token = textOf(options.token);
    if (token == QLatin1String("-")) {
        TRY_ASSIGN(const SecretBytes read, readSecretFile(token));
        token = QString::fromUtf8(read.view());
    }
    TRY_ASSIGN(const Inspection found, await(context.api.inspect(token, std::move(how))));
    context.show(toJson(found), report(found));
    if (!found.verdict.accepted())
        return fail(ErrorCode::TokenRefused, found.sentence);
    return {};
}

Result<void> mint(VerbContext &context, const MintArguments &options)
{
    TRY_ASSIGN(const User user, findUser(context.api, textOf(options.user)));
    NewToken order;
    order.user = user.id;
    TRY_ASSIGN(order.claims, claimsFrom(options.claims));
    if (!options.lifetime.empty()) {
        order.lifetime = durationFromString(textOf(options.lifetime));
        if (!order.lifetime)
            return fail(ErrorCode::InvalidArgument,
                        QStringLiteral("\"%1\" is not a duration such as 15min or 7d")
                            .arg(textOf(options.lifetime)),
                        QStringLiteral("lifetime"));
    }
    TRY_ASSIGN(const MintedToken made, await(context.api.mintToken(std::move(order))));
    context.show(QJsonObject{{QStringLiteral("token"), made.token},
                             {QStringLiteral("session"), QString::fromLatin1(made.session.toHex())},
                             {QStringLiteral("expires_at"), toIsoString(made.expiresAt)}},
                 made.token + QLatin1Char('\n'));
    return {};
}

Result<void> sign(VerbContext &context, const SignArguments &options)
{
    if (options.header.empty() != options.keyFile.empty())
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("give --key and --header together, or neither: the server's key "
                                   "signs with the server's header"),
                    options.header.empty() ? QStringLiteral("header") : QStringLiteral("key"));
    TokenToSign order;
    order.header = QByteArray::fromStdString(options.header);
    if (!options.keyFile.empty()) {
        TRY_ASSIGN(order.key, readSecretFile(textOf(options.keyFile)));
    }
    TRY_ASSIGN(const SecretBytes payload, readSecretFile(textOf(options.payload)));
    order.payload = payload.view().toByteArray();
    TRY_ASSIGN(const SignedToken made, await(context.api.signToken(std::move(order))));
    context.show(
        QJsonObject{{QStringLiteral("token"), made.token}, {QStringLiteral("kid"), made.kid}},
        made.token + QLatin1Char('\n'));
    return {};
}

} // namespace

void addTokenCommands(CLI::App &root, Invocation &invocation)
{
    CLI::App *token = root.add_subcommand("token", "Look into tokens, and make them");
    token->require_subcommand(1);
    auto options = std::make_shared<InspectArguments>();
    CLI::App *verb = addVerb(*token, invocation, "inspect",
                             "Decode a token and say why it is accepted or refused (exit code 1)",
                             options, &inspect);
    verb->add_option("token", options->token, "The token; - or nothing reads standard input");
    verb->add_option("--at", options->at, "Judge as of this time");
    verb->add_option("--key", options->keyFile,
                     "File with a key (PEM, JWK, or an HMAC secret as text or base64url), instead "
                     "of the server's keys");
    verb->add_option("--jwks", options->setFile,
                     "File with a JWK Set, instead of the server's keys");

    verb->add_flag("--exact", options->exact,
                   "Judge the text as it is, without looking for a token in it");

    auto written = std::make_shared<SignArguments>();
    verb = addVerb(*token, invocation, "sign",
                   "Sign claims that you have written; with the server's key that is an event",
                   written, &sign);
    verb->add_option("payload", written->payload,
                     "File with the claims as JSON; - or nothing reads standard input");
    verb->add_option("--header", written->header, "The header as JSON, naming the key's algorithm");
    verb->add_option(
        "--key", written->keyFile,
        "File with a private key (PEM, JWK) or an HMAC secret, instead of the server's "
        "key");

    auto made = std::make_shared<MintArguments>();
    verb = addVerb(*token, invocation, "mint",
                   "Make an access token for a user; ending its session ends it", made, &mint);
    verb->add_option("--user", made->user, "Whom it is for")->required();
    verb->add_option("--claim", made->claims, "NAME=VALUE, the value as JSON or text");
    verb->add_option("--lifetime", made->lifetime, "Such as 15min or 7d");
}

} // namespace tokendesk::cli
