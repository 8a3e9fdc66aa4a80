// SPDX-License-Identifier: GPL-3.0-or-later
// tokendeskd token …
#include "app/cli/await.h"
#include "app/cli/input.h"
#include "app/cli/json.h"
#include "app/cli/table.h"
#include "app/cli/verb.h"
#include "server/runtime/adminapi.h"

#include <QJsonDocument>

namespace tokendesk::cli {
namespace {

struct InspectArguments
{
    std::string token = "-";
    std::string at;
    std::string keyFile;
    std::string setFile;
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
        QString outcome = QLatin1String(outcomeName(entry.outcome));
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
    return text;
}

Result<void> inspect(VerbContext &context, const InspectArguments &options)
{
    InspectOptions how;
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

    auto made = std::make_shared<MintArguments>();
    verb = addVerb(*token, invocation, "mint",
                   "Make an access token for a user; ending its session ends it", made, &mint);
    verb->add_option("--user", made->user, "Whom it is for")->required();
    verb->add_option("--claim", made->claims, "NAME=VALUE, the value as JSON or text");
    verb->add_option("--lifetime", made->lifetime, "Such as 15min or 7d");
}

} // namespace tokendesk::cli
