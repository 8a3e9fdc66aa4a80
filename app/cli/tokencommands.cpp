// SPDX-License-Identifier: GPL-3.0-or-later
// tokendeskd token … and tokendeskd key …
#include "app/cli/await.h"
#include "app/cli/input.h"
#include "app/cli/json.h"
#include "app/cli/table.h"
#include "app/cli/verb.h"
#include "server/runtime/adminapi.h"

#include <CLI/Validators.hpp>
#include <QJsonArray>
#include <QJsonDocument>

namespace tokendesk::cli {
namespace {

struct InspectArguments
{
    std::string token = "-";
    std::string at;
    std::string keyFile;
};

struct NoOptions
{
};

struct ImportOptions
{
    std::string algorithm;
    std::string file;
    bool activate = false;
    bool allowWeak = false;
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
    return text + QStringLiteral("Checks\n") + checks.text() + inspection.sentence
           + QLatin1Char('\n');
}

Result<void> inspect(VerbContext &context, const InspectArguments &options)
{
    InspectOptions how;
    if (!options.at.empty()) {
        TRY_ASSIGN(how.at, instantFrom(textOf(options.at), QStringLiteral("at")));
    }
    if (!options.keyFile.empty()) {
        TRY_ASSIGN(how.secret, readSecretFile(textOf(options.keyFile)));
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

Result<void> listKeys(VerbContext &context, const NoOptions &)
{
    TRY_ASSIGN(const auto keys, await(context.api.listKeys()));
    Table table({QStringLiteral("KID"), QStringLiteral("ALGORITHM"), QStringLiteral("STATE"),
                 QStringLiteral("CREATED"), QStringLiteral("SESSIONS"), QStringLiteral("REMARK")});
    QJsonArray json;
    for (const KeyInfo &key : keys) {
        table.add({key.kid, key.algorithm, QLatin1String(stateName(key.state)),
                   toIsoString(key.createdAt), QString::number(key.liveSessions), key.warning});
        json.append(toJson(key));
    }
    context.show(json, table.text());
    return {};
}

Result<void> importKey(VerbContext &context, const ImportOptions &options)
{
    KeyImport key;
    key.algorithm = textOf(options.algorithm);
    key.activate = options.activate;
    key.allowWeak = options.allowWeak;
    TRY_ASSIGN(key.material, readSecretFile(textOf(options.file)));
    TRY_ASSIGN(const KeyInfo made, await(context.api.importKey(std::move(key))));
    QString text =
        QStringLiteral("Imported %1 key %2, now %3.\n")
            .arg(made.algorithm, visible(made.kid), QLatin1String(stateName(made.state)));
    if (!made.warning.isEmpty())
        text += QStringLiteral("Warning: ") + visible(made.warning) + QLatin1Char('\n');
    context.show(toJson(made), text);
    return {};
}

} // namespace

void addTokenCommands(CLI::App &root, Invocation &invocation)
{
    CLI::App *token = root.add_subcommand("token", "Look into tokens");
    token->require_subcommand(1);
    auto options = std::make_shared<InspectArguments>();
    CLI::App *verb = addVerb(*token, invocation, "inspect",
                             "Decode a token and say why it is accepted or refused (exit code 1)",
                             options, &inspect);
    verb->add_option("token", options->token, "The token; - or nothing reads standard input");
    verb->add_option("--at", options->at, "Judge as of this time");
    verb->add_option("--key", options->keyFile,
                     "File with an HMAC secret, instead of the server's keys");
}

void addKeyCommands(CLI::App &root, Invocation &invocation)
{
    CLI::App *key = root.add_subcommand("key", "Manage signing keys");
    key->require_subcommand(1);
    addVerb(*key, invocation, "list", "List keys", std::make_shared<NoOptions>(), &listKeys);

    auto options = std::make_shared<ImportOptions>();
    CLI::App *verb =
        addVerb(*key, invocation, "import", "Take over a key from elsewhere", options, &importKey);
    verb->add_option("--algorithm", options->algorithm, "HS256, HS384 or HS512")->required();
    verb->add_option(
            "--file", options->file,
            "File with the raw secret (- reads standard input); one newline at its end is dropped")
        ->required();
    verb->add_flag("--activate", options->activate, "Sign with it from now on");
    verb->add_flag("--allow-weak", options->allowWeak,
                   "Take a secret that is too short or well known");
}

} // namespace tokendesk::cli
