// SPDX-License-Identifier: GPL-3.0-or-later
// tokendeskd key …
#include "app/cli/await.h"
#include "app/cli/input.h"
#include "app/cli/json.h"
#include "app/cli/table.h"
#include "app/cli/verb.h"
#include "server/runtime/adminapi.h"

#include <CLI/Validators.hpp>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <string_view>

namespace tokendesk::cli {
namespace {

struct NoOptions
{
};

struct AddOptions
{
    std::string algorithm;
    std::optional<int> bits;
    bool activate = false;
};

struct ImportOptions
{
    std::string algorithm;
    std::string file;
    std::string passphraseFile;
    bool activate = false;
    bool allowWeak = false;
};

struct RotateOptions
{
    std::string kid;
    std::string at;
};

struct KidOptions
{
    std::string kid;
};

struct ExportOptions
{
    std::string kid;
    std::string passphraseFile;
    bool publicPart = false;
    bool jwk = false;
};

constexpr std::string_view kIdPrefix = "kid:";
/// A SHA-256 thumbprint in base64url. Source: RFC 7638 section 3.
constexpr std::size_t kThumbprintLength = 43;

bool looksLikeAnOption(std::string_view id)
{
    const auto isBase64Url = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
               || c == '-' || c == '_';
    };
    return id.size() == kThumbprintLength && id.front() == '-'
           && std::all_of(id.begin(), id.end(), isBase64Url);
}

QString idFrom(const std::string &word)
{
    const bool isPrefixed = word.starts_with(kIdPrefix);
    return textOf(isPrefixed ? word.substr(kIdPrefix.size()) : word);
}

QString timeText(const std::optional<Instant> &instant)
{
    return instant ? toIsoString(*instant) : QString();
}

/// What happens to the key next, in a few words.
QString outlook(const KeyInfo &key)
{
    if (key.activatesAt)
        return QStringLiteral("signs from ") + timeText(key.activatesAt);
    if (key.leavesAt)
        return QStringLiteral("verifies until ") + timeText(key.leavesAt);
    return key.retiredAt ? QString(QStringLiteral("retired ") + timeText(key.retiredAt))
                         : QString();
}

QString sentence(const char *what, const KeyInfo &key)
{
    QString text = QStringLiteral("%1 %2 key %3, now %4")
                       .arg(QLatin1String(what), key.algorithm, visible(key.kid),
                            QLatin1String(stateName(key.state)));
    if (const QString next = outlook(key); !next.isEmpty())
        text += QStringLiteral("; ") + next;
    text += QStringLiteral(".\n");
    if (!key.warning.isEmpty())
        text += QStringLiteral("Warning: ") + visible(key.warning) + QLatin1Char('\n');
    return text;
}

Result<void> list(VerbContext &context, const NoOptions &)
{
    TRY_ASSIGN(const auto keys, await(context.api.listKeys()));
    Table table({QStringLiteral("KID"), QStringLiteral("ALGORITHM"), QStringLiteral("STATE"),
                 QStringLiteral("CREATED"), QStringLiteral("SESSIONS"), QStringLiteral("NEXT"),
                 QStringLiteral("REMARK")});
    QJsonArray json;
    for (const KeyInfo &key : keys) {
        table.add({key.kid, key.algorithm, QLatin1String(stateName(key.state)),
                   toIsoString(key.createdAt),
                   QString::number(key.liveSessions)
                       + (key.moreSessions ? QLatin1String("+") : QLatin1String()),
                   outlook(key), key.warning});
        json.append(toJson(key));
    }
    context.show(json, table.text());
    return {};
}

/// The algorithm that a new key gets where none is named: that of the key that signs.
Result<QString> algorithmInUse(AdminApi &api)
{
    TRY_ASSIGN(const auto keys, await(api.listKeys()));
    const auto active = std::find_if(keys.begin(), keys.end(), [](const KeyInfo &key) {
        return key.state == KeyInfo::State::Active;
    });
    return active == keys.end() ? QString() : active->algorithm;
}

Result<void> add(VerbContext &context, const AddOptions &options)
{
    NewKey key;
    key.algorithm = textOf(options.algorithm);
    key.activate = options.activate;
    if (options.bits) {
        if (key.algorithm.isEmpty()) {
            TRY_ASSIGN(key.algorithm, algorithmInUse(context.api));
        }
        if (!key.algorithm.startsWith(QLatin1String("RS"))
            && !key.algorithm.startsWith(QLatin1String("PS")))
            return fail(ErrorCode::InvalidArgument,
                        QStringLiteral("only RSA keys have a length to choose, %1 keys do not")
                            .arg(key.algorithm),
                        QStringLiteral("bits"));
        key.rsaBits = *options.bits;
    }
    TRY_ASSIGN(const KeyInfo made, await(context.api.generateKey(std::move(key))));
    context.show(toJson(made), sentence("Generated", made));
    return {};
}

Result<void> importOne(VerbContext &context, const ImportOptions &options)
{
    KeyImport key;
    key.algorithm = textOf(options.algorithm);
    key.activate = options.activate;
    key.allowWeak = options.allowWeak;
    TRY_ASSIGN(key.material, readSecretFile(textOf(options.file)));
    if (!options.passphraseFile.empty()) {
        TRY_ASSIGN(key.passphrase, readSecretFile(textOf(options.passphraseFile)));
    }
    TRY_ASSIGN(const KeyInfo made, await(context.api.importKey(std::move(key))));
    context.show(toJson(made), sentence("Imported", made));
    return {};
}

Result<void> rotate(VerbContext &context, const RotateOptions &options)
{
    std::optional<Instant> at;
    if (!options.at.empty()) {
        TRY_ASSIGN(at, instantFrom(textOf(options.at), QStringLiteral("at")));
    }
    TRY_ASSIGN(const KeyInfo key, await(context.api.rotateKeys(idFrom(options.kid), at)));
    context.show(toJson(key), sentence("Rotated to", key));
    return {};
}

Result<void> unschedule(VerbContext &context, const KidOptions &options)
{
    TRY_ASSIGN(const KeyInfo key, await(context.api.unscheduleKey(idFrom(options.kid))));
    context.show(toJson(key), sentence("Took the date from", key));
    return {};
}

Result<void> retire(VerbContext &context, const KidOptions &options)
{
    TRY_ASSIGN(const KeyInfo key, await(context.api.retireKey(idFrom(options.kid))));
    context.show(toJson(key), sentence("Retired", key));
    return {};
}

Result<void> exportOne(VerbContext &context, const ExportOptions &options)
{
    const bool isPublic = options.publicPart || options.jwk;
    SecretBytes passphrase;
    if (!isPublic) {
        if (options.passphraseFile.empty())
            return fail(ErrorCode::InvalidArgument,
                        QStringLiteral("a private key is exported only under a passphrase: give "
                                       "--passphrase-file, or --public for the public part"),
                        QStringLiteral("passphrase"));
        TRY_ASSIGN(passphrase, readSecretFile(textOf(options.passphraseFile)));
    }
    const KeyPart part = options.jwk ? KeyPart::PublicJwk
                         : isPublic  ? KeyPart::PublicPem
                                     : KeyPart::PrivatePem;
    TRY_ASSIGN(const QByteArray text,
               await(context.api.exportKey(idFrom(options.kid), part, std::move(passphrase))));
    QString shown = QString::fromUtf8(text);
    if (!shown.endsWith(QLatin1Char('\n')))
        shown += QLatin1Char('\n');
    const auto document = QJsonDocument::fromJson(text);
    context.show(options.jwk
                     ? QJsonValue(document.object())
                     : QJsonValue(QJsonObject{{QStringLiteral("pem"), QString::fromUtf8(text)}}),
                 shown);
    return {};
}

void addMaking(CLI::App &key, Invocation &invocation)
{
    auto made = std::make_shared<AddOptions>();
    CLI::App *verb = addVerb(key, invocation, "add",
                             "Generate a key, to sign when keys are rotated", made, &add);
    verb->add_option("--algorithm", made->algorithm,
                     "HS256 … EdDSA; without it, that of the key that signs");
    verb->add_option("--bits", made->bits, "Length of RSA keys, 3072 unless given");
    verb->add_flag("--activate", made->activate, "Sign with it from now on");

    auto taken = std::make_shared<ImportOptions>();
    verb = addVerb(key, invocation, "import", "Take over a key from elsewhere", taken, &importOne);
    verb->add_option("--algorithm", taken->algorithm,
                     "HS256 … EdDSA; needed for a raw secret, else the key tells");
    verb->add_option("--file", taken->file,
                     "File with PEM, JWK or the raw secret (- reads standard input); one newline "
                     "at its end is dropped")
        ->required();
    verb->add_option("--passphrase-file", taken->passphraseFile, "File with the PEM's passphrase");
    verb->add_flag("--activate", taken->activate, "Sign with it from now on");
    verb->add_flag("--allow-weak", taken->allowWeak,
                   "Take a secret that is too short or well known");
}

} // namespace

std::vector<std::string> wordsForParser(int argc, char **argv)
{
    std::vector<std::string> words;
    bool isAboutKeys = false;
    for (int i = 1; i < argc; ++i) {
        const std::string_view word = argv[i];
        const bool isId = isAboutKeys && looksLikeAnOption(word);
        words.push_back((isId ? std::string(kIdPrefix) : std::string()).append(word));
        isAboutKeys = isAboutKeys || word == "key";
    }
    std::reverse(words.begin(), words.end());
    return words;
}

void addKeyCommands(CLI::App &root, Invocation &invocation)
{
    CLI::App *key = root.add_subcommand("key", "Manage signing keys");
    key->require_subcommand(1);
    addVerb(*key, invocation, "list", "List keys", std::make_shared<NoOptions>(), &list);
    addMaking(*key, invocation);

    auto turned = std::make_shared<RotateOptions>();
    CLI::App *verb =
        addVerb(*key, invocation, "rotate",
                "Sign with the next key, or a new one; the old one verifies what it has signed",
                turned, &rotate);
    verb->add_option("--kid", turned->kid, "Sign with this key");
    verb->add_option("--at", turned->at, "Not before this time");

    auto waiting = std::make_shared<KidOptions>();
    verb = addVerb(*key, invocation, "unschedule",
                   "Let a next key wait until it is told to sign, not for a date", waiting,
                   &unschedule);
    verb->add_option("kid", waiting->kid, "Key id")->required();

    auto gone = std::make_shared<KidOptions>();
    verb =
        addVerb(*key, invocation, "retire",
                "Verify no more with a key; sessions that live on its tokens end", gone, &retire);
    verb->add_option("kid", gone->kid, "Key id")->required();

    auto given = std::make_shared<ExportOptions>();
    verb = addVerb(*key, invocation, "export", "Print a key as PEM", given, &exportOne);
    verb->add_option("kid", given->kid, "Key id")->required();
    verb->add_flag("--public", given->publicPart, "The public part");
    verb->add_flag("--jwk", given->jwk, "The public part as JWK");
    verb->add_option("--passphrase-file", given->passphraseFile,
                     "File with the passphrase that is to protect the private key");
}

} // namespace tokendesk::cli
