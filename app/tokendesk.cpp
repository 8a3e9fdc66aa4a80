// SPDX-License-Identifier: GPL-3.0-or-later
// The console: the server with a window. Composition only.
#include "app/cli/bootstrap.h"
#include "app/cli/demodata.h"
#include "app/cli/input.h"
#include "app/cli/opendata.h"
#include "app/cli/process.h"
#include "app/cli/serve.h"
#include "app/cli/signals.h"
#include "app/cli/singleinstance.h"
#include "app/consolesetup.h"
#include "server/base/logging.h"
#include "server/http/httpserver.h"
#include "server/runtime/core.h"
#include "server/runtime/localadminapi.h"
#include "server/runtime/serverruntime.h"
#include "ui/consolesession.h"
#include "ui/dialogs/dialogprompter.h"
#include "ui/mainwindow.h"
#include "ui/theme/theme.h"
#include "ui/translation.h"
#include "ui/trayicon.h"
#include "ui/uistate.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Error.hpp>
#include <CLI/Formatter.hpp>
#include <QApplication>
#include <QFileInfo>
#include <QMessageBox>
#include <QTemporaryDir>
#include <QTextStream>

#include <sys/stat.h>

#include <optional>

namespace {

using namespace tokendesk;
using namespace tokendesk::cli;

constexpr int kUsage = 2;

/// Says why the console cannot start, in the terminal and, because there may be none, in a box.
int report(const Error &error)
{
    QTextStream(stderr) << "tokendesk: " << error.message() << '\n';
    QMessageBox box(QMessageBox::Critical, QApplication::applicationDisplayName(),
                    QApplication::translate("Console", "Cannot start Tokendesk."));
    box.setTextFormat(Qt::PlainText);
    box.setInformativeText(error.message());
    box.exec();
    return errorInfo(error.code).exitCode;
}

/// Where the console of this database keeps its window, columns and language.
QString statePath(const QString &databasePath)
{
    return QFileInfo(databasePath).absoluteDir().filePath(QStringLiteral("console.ini"));
}

/// Why the window cannot choose the port, in words that end a sentence; empty: it can.
QString portLockOf(const CommonArguments &arguments, bool demo)
{
    if (demo)
        return QApplication::translate("Console", "this is demo data");
    if (arguments.listen)
        return QApplication::translate("Console", "it was given with --listen");
    if (tokendeskEnvironment().contains(QStringLiteral("TOKENDESK_LISTEN")))
        return QApplication::translate("Console", "it was given with TOKENDESK_LISTEN");
    if (arguments.config)
        return QApplication::translate("Console", "it comes from the file given with --config");
    return {};
}

/// Runs the window over open data until it is closed; \a instance calls it to the front, none: the
/// data is a demo's, at which nobody signs in.
int runWindow(Core &core, const LaunchOptions &launch, const SingleInstance *instance,
              const QString &portLock)
{
    LocalAdminApi api(core, {osActor(), {}});
    ServerRuntime server(
        core, {launch.listen.address, launch.listen.port, launch.tlsCert, launch.tlsKey});
    server.noteEvents([&api] { return api.actorNow(); });
    ui::Theme theme;
    ui::UiState state(statePath(core.databasePath()));
    std::optional<ui::ConsoleSession> session;
    if (instance != nullptr)
        session.emplace(api, core.context().clock);
    ui::DialogPrompter prompter(session ? &*session : nullptr, theme);
    ui::SystemTray tray;
    ConsoleSetup setup(server, launch.dataDir.isEmpty() ? Core::defaultDataDir() : launch.dataDir,
                       launch.databasePath, portLock);
    ui::MainWindow window({api, server, prompter, theme, state, core.context().clock, &tray, &setup,
                           session ? &*session : nullptr});
    // A session manager that ends the session, or Ctrl+C: stop as if the window had been closed.
    const StopSignals stopSignals;
    // Not quit(): that would ask the window, which asks the person.
    QObject::connect(&stopSignals, &StopSignals::stopRequested, &window,
                     [] { QApplication::exit(); });
    if (instance != nullptr)
        QObject::connect(instance, &SingleInstance::raiseRequested, &window,
                         &ui::MainWindow::comeToFront);
    window.show();
    server.start();
    return QApplication::exec();
}

Result<int> run(const LaunchOptions &launch, bool demo, const QString &portLock, Logger &logger)
{
    TRY(checkExposure(launch));
    QTemporaryDir scratch;
    CoreOptions where = coreOptionsFrom(launch);
    where.log = &logger;
    std::optional<SingleInstance> instance;
    if (!demo) {
        const QFileInfo database(Core::databasePathOf(where));
        ui::installTranslation(ui::chosenLanguage(ui::UiState(statePath(database.filePath()))));
        TRY_ASSIGN(const auto role, instance.emplace(database.absolutePath()).claim());
        if (role == SingleInstance::Role::Second) {
            QTextStream(stdout) << "tokendesk: the window that is open already has come to the "
                                   "front\n";
            return 0;
        }
    }
    if (demo) {
        if (!scratch.isValid())
            return fail(ErrorCode::DatabaseUnreadable, scratch.errorString());
        where.dataDir = scratch.path();
        where.databasePath.clear();
        where.keyFilePath.clear();
    }
    TRY_ASSIGN(const auto core, Core::open(where));
    if (demo) {
        LocalAdminApi api(*core, {osActor(), {}});
        TRY(addDemoUsers(api));
    }
    return runWindow(*core, launch, instance ? &*instance : nullptr, portLock);
}

} // namespace

int main(int argc, char *argv[])
{
    umask(S_IRWXG | S_IRWXO); // whatever is made is for this user alone
    keepMemoryPrivate();
    http::HttpServer::prepareProcess();
    QApplication application(argc, argv);
    ui::installTranslation(); // for what goes wrong before the choice is known
    const SystemClock clock;
    Logger logger(clock);
    logger.writeInBackground();
    logger.takeQtMessages();
    QApplication::setApplicationName(QStringLiteral("tokendesk"));
    QApplication::setApplicationDisplayName(QStringLiteral("Tokendesk"));
    QApplication::setApplicationVersion(QStringLiteral(TOKENDESK_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("org.tokendesk.Tokendesk"));

    CommonArguments arguments;
    bool demo = false;
    CLI::App root("Tokendesk, a JWT authentication server: the console.", "tokendesk");
    root.set_version_flag("--version", "tokendesk " TOKENDESK_VERSION);
    addDataOptions(root, arguments);
    addListenOptions(root, arguments);
    root.add_flag("--demo", demo,
                  "Scratch data with admin/admin, alice/wonderland and bob/sleeping (inactive)");
    try {
        root.parse(argc, argv);
    } catch (const CLI::ParseError &error) {
        if (error.get_exit_code() == 0)
            return root.exit(error); // help or version
        QTextStream(stderr) << "tokendesk: " << error.what() << "\nTry tokendesk --help.\n";
        return kUsage;
    }
    const auto launch =
        resolveLaunchOptions(arguments, tokendeskEnvironment(), Core::defaultDataDir());
    if (!launch)
        return report(launch.error());
    logger.setLevel(launch->logLevel);
    const auto code = run(*launch, demo, portLockOf(arguments, demo), logger);
    return code ? *code : report(code.error());
}
