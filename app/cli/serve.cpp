// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/serve.h"

#include "app/cli/await.h"
#include "app/cli/demodata.h"
#include "app/cli/input.h"
#include "app/cli/opendata.h"
#include "app/cli/signals.h"
#include "app/cli/table.h"
#include "server/base/logging.h"
#include "server/runtime/localadminapi.h"
#include "server/runtime/serverruntime.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QFileInfo>
#include <QSaveFile>
#include <QTemporaryDir>
#include <QTextStream>

#include <algorithm>
#include <initializer_list>

namespace tokendesk::cli {
namespace {

using State = ServerControl::State;

/// Returns once \a server is in one of \a states.
void waitFor(const ServerControl &server, std::initializer_list<State> states)
{
    const auto isThere = [states](State state) {
        return std::find(states.begin(), states.end(), state) != states.end();
    };
    QEventLoop loop;
    QObject::connect(&server, &ServerControl::stateChanged, &loop, [&loop, isThere](State now) {
        if (isThere(now))
            loop.quit();
    });
    if (!isThere(server.state()))
        loop.exec();
}

} // namespace

Result<void> checkExposure(const LaunchOptions &bootstrap)
{
    if (bootstrap.listen.address.isLoopback() || !bootstrap.tlsCert.isEmpty())
        return {};
    if (bootstrap.insecureHttp) {
        QTextStream(stderr) << "tokendeskd: warning: passwords and tokens travel unencrypted on "
                            << bootstrap.listen.address.toString() << '\n';
        return {};
    }
    return fail(ErrorCode::AddressUnavailable,
                QStringLiteral("%1 is reached by other machines: give --tls-cert and --tls-key, or "
                               "--insecure-http if a proxy adds the encryption")
                    .arg(bootstrap.listen.address.toString()),
                QStringLiteral("listen"));
}

namespace {

/// File first: who waits for the line finds the file as the line says.
Result<void> announce(const QUrl &url, const QString &readyFile)
{
    if (!readyFile.isEmpty()) {
        QSaveFile file(readyFile);
        if (!file.open(QIODevice::WriteOnly) || file.write(url.toString().toUtf8() + '\n') < 0
            || !file.commit())
            return fail(ErrorCode::InvalidArgument,
                        QStringLiteral("cannot write %1: %2").arg(readyFile, file.errorString()),
                        QStringLiteral("ready-file"));
    }
    QTextStream(stdout) << "listening on " << url.toString() << Qt::endl;
    return {};
}

/// An empty database has no account and gets none by itself. Source: SECURITY R70.
Result<void> hintAtFirstAdministrator(AdminApi &api, const Core &core)
{
    TRY_ASSIGN(const Overview overview, await(api.overview()));
    if (overview.superusers > 0)
        return {};
    QTextStream(stderr) << "There is no administrator yet. Create one with:\n"
                           "  "
                        << QCoreApplication::applicationFilePath()
                        << " --database sqlite:" << core.databasePath()
                        << " user add NAME --superuser --staff --password-stdin\n";
    return {};
}

/// The data of a demo is a folder that nobody has named.
void tellWhereTheDataIs(const Core &core)
{
    QTextStream(stderr) << "The data is scratch, gone when this ends. Administer it with:\n  "
                        << QCoreApplication::applicationFilePath() << " --data-dir "
                        << QFileInfo(core.databasePath()).path() << " user list\n";
}

/// Keys that only --allow-weak let in are named at every start. Source: SECURITY R30.
Result<void> warnOfWeakKeys(AdminApi &api)
{
    TRY_ASSIGN(const auto keys, await(api.listKeys()));
    for (const KeyInfo &key : keys) {
        if (!key.warning.isEmpty() && key.state != KeyInfo::State::Retired)
            QTextStream(stderr) << "tokendeskd: warning: key " << visible(key.kid) << ": "
                                << visible(key.warning) << '\n';
    }
    return {};
}

ListenOptions listenOptionsFrom(const LaunchOptions &launch)
{
    return {launch.listen.address, launch.listen.port, launch.tlsCert, launch.tlsKey};
}

/// What SIGHUP does. \a launch is what is in force and becomes what shall be.
Result<void> reload(ServerRuntime &server, LaunchOptions &launch, const ServeOptions &options)
{
    TRY_ASSIGN(LaunchOptions fresh, options.reload());
    TRY(checkExposure(fresh));
    const bool sameData = fresh.dataDir == launch.dataDir
                          && fresh.databasePath == launch.databasePath
                          && fresh.keyFilePath == launch.keyFilePath;
    if (!sameData || !(fresh.settings == launch.settings))
        qWarning("reload: settings, database and key file of the options need a restart");
    launch = std::move(fresh);
    server.relisten(listenOptionsFrom(launch));
    return {};
}

void reloadOnHangup(ReloadSignal &hangup, ServerRuntime &server, const ServeOptions &options)
{
    const auto complain = [](const Error &error) {
        qWarning("reload: nothing was changed: %s", qPrintable(error.message()));
    };
    QObject::connect(&hangup, &ReloadSignal::reloadRequested, &server,
                     [&server, &options, complain, launch = options.bootstrap]() mutable {
                         const auto begun = reload(server, launch, options);
                         if (!begun)
                             complain(begun.error());
                     });
    QObject::connect(&server, &ServerControl::relistenFailed, &hangup, complain);
    QObject::connect(&server, &ServerControl::relistened, &hangup, [&server, &options] {
        const auto announced = announce(server.url(), options.readyFile);
        if (!announced)
            qWarning("reload: %s", qPrintable(announced.error().message()));
    });
    hangup.deliver();
}

/// From now on a hang-up changes nothing, and a change under way is not announced.
void ignoreHangups(ReloadSignal &hangup, ServerRuntime &server)
{
    hangup.disconnect();
    server.disconnect(&hangup);
}

Result<int> serveOpened(Core &core, const ServeOptions &options, ReloadSignal &hangup)
{
    LocalAdminApi api(core, {osActor(), {}});
    if (options.demo) {
        TRY(addDemoUsers(api));
        tellWhereTheDataIs(core);
    } else {
        TRY(hintAtFirstAdministrator(api, core));
    }
    TRY(warnOfWeakKeys(api));

    ServerRuntime server(core, listenOptionsFrom(options.bootstrap));
    server.noteEvents([&api] { return api.actorNow(); });
    const StopSignals stop;
    QObject::connect(&stop, &StopSignals::stopRequested, &server, [&server, &hangup] {
        ignoreHangups(hangup, server);
        server.stop();
    });
    reloadOnHangup(hangup, server, options);
    server.start();
    waitFor(server, {State::Running, State::Stopped, State::Failed});
    if (server.state() == State::Running) // not where it was stopped while it started
        TRY(announce(server.url(), options.readyFile));
    waitFor(server, {State::Stopped, State::Failed});
    if (server.state() == State::Failed)
        return fail(server.lastError());
    return 0;
}

} // namespace

Result<int> serve(const ServeOptions &options)
{
    const SystemClock clock;
    Logger logger(clock, Logger::toStandardError, options.bootstrap.logLevel);
    logger.writeInBackground();
    logger.takeQtMessages();
    TRY(checkExposure(options.bootstrap));
    ReloadSignal hangup; // a hang-up ends no daemon that is starting, nor one that is ending
    QTemporaryDir scratch;
    CoreOptions where = coreOptionsFrom(options.bootstrap);
    where.log = &logger;
    if (options.demo) {
        if (!scratch.isValid())
            return fail(ErrorCode::DatabaseUnreadable, scratch.errorString());
        where.dataDir = scratch.path();
        where.databasePath.clear();
        where.keyFilePath.clear();
    }
    TRY_ASSIGN(const auto core, Core::open(where));
    return serveOpened(*core, options, hangup);
}

} // namespace tokendesk::cli
