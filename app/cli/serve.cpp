// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/serve.h"

#include "app/cli/await.h"
#include "app/cli/demodata.h"
#include "app/cli/input.h"
#include "app/cli/opendata.h"
#include "app/cli/signals.h"
#include "server/base/logging.h"
#include "server/runtime/localadminapi.h"
#include "server/runtime/serverruntime.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QSaveFile>
#include <QTemporaryDir>
#include <QTextStream>

namespace tokendesk::cli {
namespace {

using State = ServerControl::State;

/// Returns once \a server has left \a state.
void leave(ServerControl &server, State state)
{
    QEventLoop loop;
    QObject::connect(&server, &ServerControl::stateChanged, &loop, [&loop, state](State now) {
        if (now != state)
            loop.quit();
    });
    if (server.state() == state)
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

Result<void> announce(const QUrl &url, const QString &readyFile)
{
    QTextStream(stdout) << "listening on " << url.toString() << Qt::endl;
    if (readyFile.isEmpty())
        return {};
    QSaveFile file(readyFile);
    if (!file.open(QIODevice::WriteOnly) || file.write(url.toString().toUtf8() + '\n') < 0
        || !file.commit())
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("cannot write %1: %2").arg(readyFile, file.errorString()),
                    QStringLiteral("ready-file"));
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

Result<int> serveOpened(Core &core, const ServeOptions &options)
{
    LocalAdminApi api(core, {osActor(), {}});
    if (options.demo)
        TRY(addDemoUsers(api));
    else
        TRY(hintAtFirstAdministrator(api, core));

    const LaunchOptions &bootstrap = options.bootstrap;
    ServerRuntime server(core, {bootstrap.listen.address, bootstrap.listen.port, bootstrap.tlsCert,
                                bootstrap.tlsKey});
    StopSignals signalsReceived;
    QEventLoop loop;
    QObject::connect(&signalsReceived, &StopSignals::stopRequested, &loop, &QEventLoop::quit);
    QObject::connect(&server, &ServerControl::stateChanged, &loop, [&loop](State state) {
        if (state == State::Failed)
            loop.quit();
    });
    server.start();
    leave(server, State::Starting);
    if (server.state() == State::Running) {
        TRY(announce(server.url(), options.readyFile));
        loop.exec();
    }
    if (server.state() == State::Failed)
        return fail(server.lastError());
    server.stop();
    leave(server, State::Stopping);
    return 0;
}

} // namespace

Result<int> serve(const ServeOptions &options)
{
    const SystemClock clock;
    Logger logger(clock);
    logger.takeQtMessages();
    TRY(checkExposure(options.bootstrap));
    QTemporaryDir scratch;
    CoreOptions where = coreOptionsFrom(options.bootstrap);
    if (options.demo) {
        if (!scratch.isValid())
            return fail(ErrorCode::DatabaseUnreadable, scratch.errorString());
        where.dataDir = scratch.path();
        where.databasePath.clear();
        where.keyFilePath.clear();
    }
    TRY_ASSIGN(const auto core, Core::open(where));
    return serveOpened(*core, options);
}

} // namespace tokendesk::cli
