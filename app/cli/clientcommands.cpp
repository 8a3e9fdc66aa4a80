// SPDX-License-Identifier: GPL-3.0-or-later
// tokendeskd client …
#include "app/cli/await.h"
#include "app/cli/json.h"
#include "app/cli/table.h"
#include "app/cli/verb.h"
#include "server/runtime/adminapi.h"

#include <QFile>
#include <QJsonArray>

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tokendesk::cli {
namespace {

struct NoOptions
{
};

struct ClientOptions
{
    std::string id;
};

struct SecretOptions
{
    std::string id;
    std::string name;
    std::string secretFile;
};

/// A new file of mode 0600 for a secret, made before there is one: a secret that cannot be written
/// would be lost. Gone again unless it was written.
class SecretFile
{
public:
    explicit SecretFile(QString path) : m_path(std::move(path)) { }
    ~SecretFile()
    {
        if (m_descriptor < 0)
            return;
        ::close(m_descriptor);
        if (!m_isWritten)
            QFile::remove(m_path);
    }
    SecretFile(const SecretFile &) = delete;
    SecretFile &operator=(const SecretFile &) = delete;

    /// Never takes a file that is there. Errors: InvalidArgument with field "secret-file".
    Result<void> create()
    {
        m_descriptor =
            ::open(QFile::encodeName(m_path).constData(),
                   O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR);
        return m_descriptor < 0 ? failed("make") : Result<void>();
    }
    Result<void> write(const SecretBytes &secret)
    {
        const bool isWhole =
            ::write(m_descriptor, secret.data(), static_cast<std::size_t>(secret.size()))
            == secret.size();
        if (!isWhole || ::write(m_descriptor, "\n", 1) != 1 || ::fsync(m_descriptor) != 0)
            return failed("write");
        m_isWritten = true;
        return {};
    }

private:
    Result<void> failed(const char *what) const
    {
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("cannot %1 %2: %3")
                        .arg(QLatin1String(what), m_path, qt_error_string(errno)),
                    QStringLiteral("secret-file"));
    }

    const QString m_path;
    int m_descriptor = -1;
    bool m_isWritten = false;
};

QString timeText(const std::optional<Instant> &instant)
{
    return instant ? toIsoString(*instant) : QString();
}

/// Has \a make make a secret and prints it, alone so that a script can take it; or writes it to the
/// file, and then prints no secret.
Result<void> handOut(VerbContext &context, const SecretOptions &options,
                     const std::function<Result<ClientSecret>()> &make)
{
    const bool toFile = !options.secretFile.empty();
    SecretFile file(textOf(options.secretFile));
    if (toFile)
        TRY(file.create());
    TRY_ASSIGN(const ClientSecret made, make());
    QJsonObject json = toJson(made.client);
    if (toFile) {
        if (const auto written = file.write(*made.secret); !written)
            return fail(ErrorCode::InvalidArgument,
                        written.error().detail
                            + QStringLiteral("; its secret is lost, make a new one with "
                                             "\"client rotate-secret\""),
                        written.error().field);
        context.show(json, QStringLiteral("The secret of %1 is in %2.\n")
                               .arg(visible(made.client.id), visible(textOf(options.secretFile))));
        return {};
    }
    const QString secret = QString::fromLatin1(made.secret->view());
    json.insert(QStringLiteral("client_secret"), secret);
    context.show(json, secret + QLatin1Char('\n'));
    return {};
}

Result<void> add(VerbContext &context, const SecretOptions &options)
{
    return handOut(context, options, [&] {
        return await(context.api.addClient(textOf(options.id), textOf(options.name)));
    });
}

Result<void> rotateSecret(VerbContext &context, const SecretOptions &options)
{
    return handOut(context, options,
                   [&] { return await(context.api.rotateClientSecret(textOf(options.id))); });
}

Result<void> list(VerbContext &context, const NoOptions &)
{
    TRY_ASSIGN(const auto clients, await(context.api.listClients()));
    Table table({QStringLiteral("CLIENT"), QStringLiteral("STATE"), QStringLiteral("CREATED"),
                 QStringLiteral("ROTATED"), QStringLiteral("LAST USED"), QStringLiteral("NAME")});
    QJsonArray json;
    for (const ClientInfo &client : clients) {
        table.add({client.id,
                   client.disabledAt ? QStringLiteral("disabled") : QStringLiteral("enabled"),
                   toIsoString(client.createdAt), timeText(client.rotatedAt),
                   timeText(client.lastUsedAt), client.name});
        json.append(toJson(client));
    }
    context.show(json, table.text());
    return {};
}

void show(VerbContext &context, const char *what, const ClientInfo &client)
{
    context.show(toJson(client),
                 QStringLiteral("%1 %2.\n").arg(QLatin1String(what), visible(client.id)));
}

Result<void> enable(VerbContext &context, const ClientOptions &options)
{
    TRY_ASSIGN(const ClientInfo client,
               await(context.api.setClientEnabled(textOf(options.id), true)));
    show(context, "Enabled", client);
    return {};
}

Result<void> disable(VerbContext &context, const ClientOptions &options)
{
    TRY_ASSIGN(const ClientInfo client,
               await(context.api.setClientEnabled(textOf(options.id), false)));
    show(context, "Disabled", client);
    return {};
}

Result<void> remove(VerbContext &context, const ClientOptions &options)
{
    TRY_ASSIGN(const ClientInfo client, await(context.api.deleteClient(textOf(options.id))));
    show(context, "Deleted", client);
    return {};
}

void addSecretVerb(CLI::App &parent, Invocation &invocation, const char *name, const char *help,
                   Result<void> (*run)(VerbContext &, const SecretOptions &), bool takesName)
{
    auto options = std::make_shared<SecretOptions>();
    CLI::App *verb = addVerb(parent, invocation, name, help, options, run);
    verb->add_option("client", options->id, "Client id")->required();
    if (takesName)
        verb->add_option("--name", options->name, "Name for people; the id unless given");
    verb->add_option("--secret-file", options->secretFile,
                     "Write the secret to this new file, for this user alone, instead of printing "
                     "it");
}

void addClientVerb(CLI::App &parent, Invocation &invocation, const char *name, const char *help,
                   Result<void> (*run)(VerbContext &, const ClientOptions &))
{
    auto options = std::make_shared<ClientOptions>();
    CLI::App *verb = addVerb(parent, invocation, name, help, options, run);
    verb->add_option("client", options->id, "Client id")->required();
}

} // namespace

void addClientCommands(CLI::App &root, Invocation &invocation)
{
    CLI::App *client = root.add_subcommand("client", "Manage services that may ask about tokens");
    client->require_subcommand(1);
    addVerb(*client, invocation, "list", "List clients", std::make_shared<NoOptions>(), &list);
    addSecretVerb(*client, invocation, "add",
                  "Register a client and print its secret, which nothing can show again", &add,
                  true);
    addSecretVerb(*client, invocation, "rotate-secret",
                  "Give a client a new secret and print it; the old one is refused at once",
                  &rotateSecret, false);
    addClientVerb(*client, invocation, "enable", "Accept a client again", &enable);
    addClientVerb(*client, invocation, "disable", "Refuse a client from now on", &disable);
    addClientVerb(*client, invocation, "delete", "Forget a client", &remove);
}

} // namespace tokendesk::cli
