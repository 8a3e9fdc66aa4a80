// SPDX-License-Identifier: GPL-3.0-or-later
// The daemon and every verb of the command line. Composition only.
#include "app/cli/bootstrap.h"
#include "app/cli/opendata.h"
#include "app/cli/process.h"
#include "app/cli/serve.h"
#include "app/cli/table.h"
#include "app/cli/verb.h"
#include "server/base/nearest.h"
#include "server/http/httpserver.h"
#include "server/runtime/core.h"

#include <CLI/Config.hpp>
#include <CLI/Error.hpp>
#include <CLI/Formatter.hpp>
#include <QCoreApplication>
#include <QTextStream>

#include <sys/stat.h>

namespace {

using namespace tokendesk;
using namespace tokendesk::cli;

constexpr int kUsage = 2;

/// What serve and demo have besides the common options.
struct ServerArguments
{
    std::string readyFile;
};

/// "tokendeskd: field: reason" and the exit code of \a error.
int report(const Error &error)
{
    QTextStream(stderr) << "tokendeskd: " << visible(error.message()) << '\n';
    return errorInfo(error.code).exitCode;
}

Result<LaunchOptions> bootstrapFrom(const CommonArguments &arguments)
{
    return resolveLaunchOptions(arguments, tokendeskEnvironment(), Core::defaultDataDir());
}

void addServer(CLI::App &root, CommonArguments &arguments, Invocation &invocation, bool demo)
{
    CLI::App *verb =
        demo ? root.add_subcommand("demo", "Serve scratch data with the users admin/admin, "
                                           "alice/wonderland and bob/sleeping (inactive)")
             : root.add_subcommand("serve", "Serve until SIGTERM or SIGINT");
    addListenOptions(*verb, arguments);
    auto options = std::make_shared<ServerArguments>();
    verb->add_option("--ready-file", options->readyFile,
                     "File that gets the URL once requests are answered");
    verb->callback([&arguments, &invocation, options, demo] {
        invocation.program = [&arguments, options, demo]() -> Result<int> {
            TRY_ASSIGN(LaunchOptions bootstrap, bootstrapFrom(arguments));
            return serve({std::move(bootstrap), [&arguments] { return bootstrapFrom(arguments); },
                          textOf(options->readyFile), demo});
        };
    });
}

void addCheck(CLI::App &root, CommonArguments &arguments, Invocation &invocation)
{
    CLI::App *verb =
        root.add_subcommand("check", "Check database and key file without changing them");
    verb->add_flag("--json", invocation.json, "Print JSON");
    verb->callback([&arguments, &invocation] {
        invocation.program = [&arguments, &invocation]() -> Result<int> {
            TRY_ASSIGN(const LaunchOptions bootstrap, bootstrapFrom(arguments));
            return checkData(bootstrap, invocation.json);
        };
    });
}

/// backup and restore: \a work on one file.
void addFileVerb(CLI::App &root, CommonArguments &arguments, Invocation &invocation,
                 const char *name, const char *help,
                 Result<int> (*work)(const LaunchOptions &, const QString &, bool))
{
    CLI::App *verb = root.add_subcommand(name, help);
    auto file = std::make_shared<std::string>();
    verb->add_option("file", *file, "The backup")->required();
    verb->add_flag("--json", invocation.json, "Print JSON");
    verb->callback([&arguments, &invocation, file, work] {
        invocation.program = [&arguments, &invocation, file, work]() -> Result<int> {
            TRY_ASSIGN(const LaunchOptions bootstrap, bootstrapFrom(arguments));
            return work(bootstrap, textOf(*file), invocation.json);
        };
    });
}

/// Says what is wrong with the words of the command line, and which help tells more.
int complain(const CLI::App &root, const CLI::ParseError &error)
{
    QString command = QString::fromStdString(root.get_name());
    const CLI::App *verb = &root;
    while (!verb->get_subcommands().empty()) {
        verb = verb->get_subcommands().front();
        command += QLatin1Char(' ') + QString::fromStdString(verb->get_name());
    }
    QString reason = QString::fromUtf8(error.what());
    const std::vector<std::string> unknown = root.remaining(true);
    const bool wantsVerb = !verb->get_subcommands([](const CLI::App *) { return true; }).empty();
    if (wantsVerb && !unknown.empty() && unknown.front().front() != '-') {
        QStringList known;
        for (const CLI::App *each : verb->get_subcommands([](const CLI::App *) { return true; }))
            known.append(QString::fromStdString(each->get_name()));
        const QString word = QString::fromStdString(unknown.front());
        reason = QStringLiteral("\"%1\" is no command of %2; did you mean \"%3\"?")
                     .arg(word, command, nearestName(word, known));
    } else if (wantsVerb && unknown.empty()) {
        reason = QStringLiteral("say what to do: %1 COMMAND").arg(command);
    }
    QTextStream(stderr) << "tokendeskd: " << visible(reason) << "\nTry " << command << " --help.\n";
    return kUsage;
}

void addKeyFile(CLI::App &root, CommonArguments &arguments, Invocation &invocation)
{
    CLI::App *verb = root.get_subcommand("key")->add_subcommand(
        "rotate-file", "Encrypt the stored keys under a new key file; daemons follow");
    auto lost = std::make_shared<bool>(false);
    verb->add_flag("--lost", *lost,
                   "The key file is lost for good: new signing keys, everybody logs in again");
    verb->add_flag("--json", invocation.json, "Print JSON");
    verb->callback([&arguments, &invocation, lost] {
        invocation.program = [&arguments, &invocation, lost]() -> Result<int> {
            TRY_ASSIGN(const LaunchOptions bootstrap, bootstrapFrom(arguments));
            return rotateKeyFile(bootstrap, *lost, invocation.json);
        };
    });
}

int run(const CommonArguments &arguments, const Invocation &invocation)
{
    if (invocation.program) {
        const auto code = invocation.program();
        return code ? *code : report(code.error());
    }
    const auto bootstrap = bootstrapFrom(arguments);
    if (!bootstrap)
        return report(bootstrap.error());
    const auto done = runVerb(invocation.verb, *bootstrap, invocation.json);
    return done ? 0 : report(done.error());
}

} // namespace

int main(int argc, char *argv[])
{
    umask(S_IRWXG | S_IRWXO); // whatever is made is for this user alone
    keepMemoryPrivate();
    http::HttpServer::prepareProcess();
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("tokendesk"));
    QCoreApplication::setApplicationVersion(QStringLiteral(TOKENDESK_VERSION));

    CommonArguments arguments;
    Invocation invocation;
    CLI::App root("Tokendesk, a JWT authentication server: daemon and administration.",
                  "tokendeskd");
    root.set_version_flag("--version", "tokendeskd " TOKENDESK_VERSION);
    root.require_subcommand(1);
    root.fallthrough(); // the common options may stand behind the verb too
    addDataOptions(root, arguments);
    addServer(root, arguments, invocation, false);
    addServer(root, arguments, invocation, true);
    addUserCommands(root, invocation);
    addSessionCommands(root, invocation);
    addTokenCommands(root, invocation);
    addKeyCommands(root, invocation);
    addClientCommands(root, invocation);
    addKeyFile(root, arguments, invocation);
    addSettingsCommands(root, invocation);
    addIntegrateCommand(root, invocation);
    addEventCommands(root, invocation);
    addFileVerb(root, arguments, invocation, "backup",
                "Copy the database, without the key file, to a new file", &backUpData);
    addFileVerb(root, arguments, invocation, "restore",
                "Put a backup in the place of the database and end every session", &restoreData);
    addCheck(root, arguments, invocation);
    try {
        root.parse(wordsForParser(argc, argv));
    } catch (const CLI::ParseError &error) {
        if (error.get_exit_code() == 0)
            return root.exit(error); // help or version
        return complain(root, error);
    }
    return run(arguments, invocation);
}
