// SPDX-License-Identifier: GPL-3.0-or-later
// tokendeskd token …
#include "app/cli/await.h"
#include "app/cli/input.h"
#include "app/cli/json.h"
#include "app/cli/table.h"
#include "app/cli/verb.h"
#include "server/runtime/inspectionjson.h"
#include "server/token/tokentext.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace tokendesk::cli {
namespace {

/// Which token, and with what and as of when it is judged.
struct JudgeArguments
{
    std::string token = "-";
    std::string at;
    std::string keyFile;
    std::string setFile;
    std::string passphraseFile;
    bool exact = false;
};

struct SignArguments
{
    std::string payload = "-";
    std::string header;
    std::string keyFile;
    std::string passphraseFile;
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
    text += QStringLiteral("Checks\n") + checks.text() + visible(inspection.sentence.english())
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

/// The passphrase of a key that is given too.
Result<SecretBytes> passphraseFrom(const std::string &file, bool hasKey)
{
    if (file.empty())
        return SecretBytes();
    if (!hasKey)
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("a passphrase is for a key: give --key too"),
                    QStringLiteral("passphrase"));
    return readSecretFile(textOf(file));
}

Result<InspectOptions> optionsFrom(const JudgeArguments &options)
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
    TRY_ASSIGN(how.passphrase, passphraseFrom(options.passphraseFile, !options.keyFile.empty()));
    return how;
}

Result<QString> tokenFrom(const JudgeArguments &options)
{
    QString token = textOf(options.token);
    if (token == QLatin1String("-")) {
        TRY_ASSIGN(const SecretBytes read, readSecretFile(token));
        token = QString::fromUtf8(read.view());
    }
    return token;
}

Result<void> inspect(VerbContext &context, const JudgeArguments &options)
{
    TRY_ASSIGN(InspectOptions how, optionsFrom(options));
    TRY_ASSIGN(const QString token, tokenFrom(options));
    TRY_ASSIGN(const Inspection found, await(context.api.inspect(token, std::move(how))));
    const QString sentence = found.sentence.english();
    context.show(toJson(found), report(found));
    if (!found.verdict.accepted())
        return fail(ErrorCode::TokenRefused, sentence);
    return {};
}

/// The answer of \a endpoint: its status, and the code or else the reason it gives.
QString answerText(const TamperTrial &trial, const char *endpoint)
{
    for (const PredictedAnswer &answer : trial.answers) {
        if (answer.endpoint != QLatin1String(endpoint))
            continue;
        const QJsonObject body = QJsonDocument::fromJson(answer.body).object();
        const QString code = body.value(QLatin1String("code")).toString();
        return QString(QString::number(answer.status) + QLatin1Char(' ') + code).trimmed();
    }
    return {};
}

bool isChanged(const TamperTrial &trial) { return trial.name != QLatin1String("unchanged"); }

Result<void> tamper(VerbContext &context, const JudgeArguments &options)
{
    TRY_ASSIGN(InspectOptions how, optionsFrom(options));
    TRY_ASSIGN(QString token, tokenFrom(options));
    if (!options.exact) {
        const token::ExtractedTokens extracted = token::extractTokens(token);
        if (extracted.tokens.empty())
            return fail(ErrorCode::InvalidArgument,
                        extracted.problem.isEmpty()
                            ? QStringLiteral("There is no token in this text.")
                            : extracted.problem,
                        QStringLiteral("token"));
        token = extracted.tokens.front().text;
    }
    TRY_ASSIGN(const auto trials, await(context.api.tamper(token, std::move(how))));
    QJsonArray rows;
    Table table({QStringLiteral("CHANGE"), QStringLiteral("RESULT"), QStringLiteral("VERIFY"),
                 QStringLiteral("REFRESH"), QStringLiteral("REASON")});
    QStringList accepted;
    for (const TamperTrial &trial : trials) {
        const bool isAccepted = trial.verdict.accepted();
        if (isAccepted && isChanged(trial))
            accepted.append(trial.name);
        rows.append(toJson(trial));
        table.add({trial.name, isAccepted ? QStringLiteral("accepted") : QStringLiteral("refused"),
                   answerText(trial, "verify"), answerText(trial, "refresh"),
                   visible(trial.sentence.english())});
    }
    context.show(rows, table.text());
    if (!accepted.isEmpty())
        return fail(ErrorCode::TokenRefused,
                    QStringLiteral("changed tokens are accepted, so whoever knows the key or "
                                   "guesses it can forge tokens: ")
                        + accepted.join(QLatin1String(", ")));
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
    TRY_ASSIGN(order.passphrase, passphraseFrom(options.passphraseFile, !options.keyFile.empty()));
    TRY_ASSIGN(const SecretBytes payload, readSecretFile(textOf(options.payload)));
    order.payload = payload.view().toByteArray();
    TRY_ASSIGN(const SignedToken made, await(context.api.signToken(std::move(order))));
    context.show(
        QJsonObject{{QStringLiteral("token"), made.token}, {QStringLiteral("kid"), made.kid}},
        made.token + QLatin1Char('\n'));
    return {};
}

void addJudgeOptions(CLI::App &verb, JudgeArguments &options)
{
    verb.add_option("token", options.token, "The token; - or nothing reads standard input");
    verb.add_option("--at", options.at, "Judge as of this time");
    verb.add_option("--key", options.keyFile,
                    "File with a key (PEM, JWK, or an HMAC secret as text or base64url), instead "
                    "of the server's keys");
    verb.add_option("--jwks", options.setFile, "File with a JWK Set, instead of the server's keys");
    verb.add_option("--passphrase-file", options.passphraseFile,
                    "File with the passphrase of an encrypted PEM");
    verb.add_flag("--exact", options.exact,
                  "Judge the text as it is, without looking for a token in it");
}

} // namespace

void addTokenCommands(CLI::App &root, Invocation &invocation)
{
    CLI::App *token = root.add_subcommand("token", "Look into tokens, and make them");
    token->require_subcommand(1);
    auto options = std::make_shared<JudgeArguments>();
    CLI::App *verb = addVerb(*token, invocation, "inspect",
                             "Decode a token and say why it is accepted or refused (exit code 1)",
                             options, &inspect);
    addJudgeOptions(*verb, *options);

    auto tried = std::make_shared<JudgeArguments>();
    verb = addVerb(*token, invocation, "tamper",
                   "Change a token as attackers do, and list what verify and refresh would answer "
                   "to each change (exit code 1: one is accepted)",
                   tried, &tamper);
    addJudgeOptions(*verb, *tried);

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
    verb->add_option("--passphrase-file", written->passphraseFile,
                     "File with the passphrase of an encrypted PEM");

    auto made = std::make_shared<MintArguments>();
    verb = addVerb(*token, invocation, "mint",
                   "Make an access token for a user; ending its session ends it", made, &mint);
    verb->add_option("--user", made->user, "Whom it is for")->required();
    verb->add_option("--claim", made->claims, "NAME=VALUE, the value as JSON or text");
    verb->add_option("--lifetime", made->lifetime, "Such as 15min or 7d");
}

} // namespace tokendesk::cli
