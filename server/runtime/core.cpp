// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/runtime/core.h"

#include "server/auth/clientadmin.h"
#include "server/auth/eventlog.h"
#include "server/auth/keyadmin.h"
#include "server/auth/loginthrottle.h"
#include "server/auth/passwordhasher.h"
#include "server/auth/policyloader.h"
#include "server/auth/policystore.h"
#include "server/auth/retention.h"
#include "server/auth/revocationset.h"
#include "server/auth/sessionadmin.h"
#include "server/auth/sessionmemory.h"
#include "server/auth/settingsadmin.h"
#include "server/auth/usecases.h"
#include "server/auth/useradmin.h"
#include "server/auth/userimport.h"
#include "server/auth/wrappingkey.h"
#include "server/runtime/changewatcher.h"
#include "server/runtime/maintenance.h"
#include "server/store/configrepository.h"
#include "server/store/writer.h"

#include <QDir>
#include <QFileInfo>
#include <QProcessEnvironment>
#include <QPromise>
#include <QStandardPaths>

#include <optional>

namespace tokendesk {
namespace {

const Clock &systemClock()
{
    static const SystemClock clock;
    return clock;
}

const auth::Actor kSystem{QStringLiteral("system"), {}, 0};

/// What \a start hands to the completion it is given.
template<typename T, typename Start>
Result<T> awaited(Start start)
{
    // Shared: the result can be taken while finish() is still at work.
    const auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    start(auth::Completion<T>([promise](Result<T> result) {
        promise->addResult(std::move(result));
        promise->finish();
    }));
    return promise->future().result();
}

QHash<QString, QString> processEnvironment()
{
    QHash<QString, QString> environment;
    const auto process = QProcessEnvironment::systemEnvironment();
    for (const QString &name : process.keys())
        environment.insert(name, process.value(name));
    return environment;
}

} // namespace

// Members go in the opposite order: background work first, then whoever hands jobs to the writer,
// the writer, and last what they all use.
struct Core::Private
{
    explicit Private(const CoreOptions &coreOptions)
        : options(coreOptions), clock(options.clock ? *options.clock : systemClock()),
          database(databasePathOf(options), clock),
          wrapping(keyFilePathOf(options), processEnvironment())
    {
    }

    Result<void> openKeyFile();
    void makeServices();
    Result<void> loadAll();
    void startBackground();

    const CoreOptions options;
    const Clock &clock;
    store::Database database;
    auth::WrappingKey wrapping;
    SecretBytes throttleKey;
    auth::PolicyStore policies;
    auth::RevocationSet revocations;
    auth::SessionMemory sessions;
    auth::RetentionCounters retention;
    EventBus events;
    EventBus::Subscription logging;

    struct Services
    {
        explicit Services(Private &core)
            : throttle(std::move(core.throttleKey)), context{core.clock,       core.database,
                                                             writer,           hasher,
                                                             core.policies,    core.revocations,
                                                             throttle,         core.events,
                                                             core.options.log, &core.sessions,
                                                             &loader,          &core.retention},
              loader(context, core.wrapping), users(context, loader), userImports(context, loader),
              sessions(context, loader), settings(context, loader),
              keys(context, loader, core.wrapping), clients(context),
              writer(core.database, &core.events)
        {
        }
        /// Hashing threads hand jobs to the writer, whose answers may ask for another hash: the
        /// threads end first, the object that then refuses goes last.
        ~Services() { hasher.stop(); }
        Services(const Services &) = delete;
        Services &operator=(const Services &) = delete;

        auth::LoginThrottle throttle;
        auth::Context context;
        auth::PolicyLoader loader;
        auth::UserAdmin users;
        auth::UserImport userImports;
        auth::SessionAdmin sessions;
        auth::SettingsAdmin settings;
        auth::KeyAdmin keys;
        auth::ClientAdmin clients;
        auth::UseCases useCases{users, sessions, settings, keys};
        auth::PasswordHasher hasher;
        store::Writer writer;
    };
    std::optional<Services> services;
    std::optional<Maintenance> maintenance;
    std::optional<ChangeWatcher> watcher;
};

Result<void> Core::Private::openKeyFile()
{
    using Access = auth::WrappingKey::Access;
    TRY_ASSIGN(store::Connection * connection, database.connection());
    if (options.replaceLostKeyFile) {
        TRY(wrapping.replaceLost(*connection, clock.now()));
        throttleKey = wrapping.freshThrottleKey();
        return {};
    }
    TRY(wrapping.open(*connection, options.readOnly ? Access::Read : Access::Create));
    TRY_ASSIGN(throttleKey, wrapping.throttleKey(*connection));
    return {};
}

void Core::Private::makeServices()
{
    policies.publishSettings(options.bootstrap, 0);
    if (options.log)
        logging = auth::logEvents(events, *options.log);
    services.emplace(*this);
}

Result<void> Core::Private::loadAll()
{
    TRY_ASSIGN(store::Connection * connection, database.connection());
    if (!options.readOnly) {
        TRY_ASSIGN(const bool isSealed, auth::WrappingKey::isSealed(*connection));
        if (!isSealed)
            TRY(services->writer
                    .run<void>(
                        [this](store::Connection &writing) { return wrapping.seal(writing); })
                    .result());
    }
    TRY(services->loader.loadSettings(*connection));
    if (!options.readOnly)
        TRY(services->settings.endDueTrial()); // also for a verb, and before anything is served
    if (options.replaceLostKeyFile)
        TRY(awaited<int>([this](auth::Completion<int> done) {
            services->keys.startOver(kSystem, std::move(done));
        }));
    TRY(services->loader.loadKeys(*connection));
    if (policies.current()->keys.isEmpty() && !options.readOnly) {
        TRY(awaited<bool>([this](auth::Completion<bool> done) {
            services->keys.generateFirst(kSystem, std::move(done));
        }));
    }
    return services->loader.loadRevocations(*connection);
}

void Core::Private::startBackground()
{
    if (!options.background)
        return;
    watcher.emplace(services->context, services->loader, services->settings, options.watchInterval);
    if (!options.readOnly)
        maintenance.emplace(services->context, services->useCases, options.maintenanceInterval);
}

QString Core::databasePathOf(const CoreOptions &options)
{
    if (!options.databasePath.isEmpty())
        return QFileInfo(options.databasePath).absoluteFilePath();
    const QString dir = options.dataDir.isEmpty() ? defaultDataDir() : options.dataDir;
    return QDir(dir).absoluteFilePath(QStringLiteral("tokendesk.db"));
}

QString Core::keyFilePathOf(const CoreOptions &options)
{
    if (!options.keyFilePath.isEmpty())
        return QFileInfo(options.keyFilePath).absoluteFilePath();
    return QFileInfo(databasePathOf(options)).dir().filePath(QStringLiteral("secret.key"));
}

QString Core::defaultDataDir()
{
    const QString state = qEnvironmentVariable("STATE_DIRECTORY").section(u':', 0, 0);
    if (!state.isEmpty())
        return state;
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)
           + QStringLiteral("/tokendesk");
}

Result<std::unique_ptr<Core>> Core::open(const CoreOptions &options)
{
    std::unique_ptr<Core> core(new Core);
    core->m = std::make_unique<Private>(options);
    Private &m = *core->m;
    TRY(m.database.open(options.readOnly));
    TRY(m.openKeyFile());
    m.makeServices();
    TRY(m.loadAll());
    m.startBackground();
    return core;
}

Core::Core() = default;

Core::~Core()
{
    if (!m)
        return;
    m->watcher.reset();
    m->maintenance.reset();
    m->services.reset();
    if (m->options.log)
        m->events.flush();
    m->database.closeThread();
}

const auth::Context &Core::context() const { return m->services->context; }
const QString &Core::databasePath() const { return m->database.path(); }
const QString &Core::keyFilePath() const { return m->wrapping.path(); }
auth::UserAdmin &Core::users() { return m->services->users; }

auth::UserImport &Core::userImports() { return m->services->userImports; }
auth::SessionAdmin &Core::sessions() { return m->services->sessions; }
auth::SettingsAdmin &Core::settings() { return m->services->settings; }
auth::KeyAdmin &Core::keys() { return m->services->keys; }
auth::ClientAdmin &Core::clients() { return m->services->clients; }
const auth::UseCases &Core::useCases() const { return m->services->useCases; }

Result<int> Core::rotateKeyFile(auth::Actor actor)
{
    return awaited<int>([this, &actor](auth::Completion<int> done) {
        keys().rotateFile(std::move(actor), std::move(done));
    });
}

ChangeWatcher *Core::watcher() { return m->watcher ? &*m->watcher : nullptr; }
Maintenance *Core::maintenance() { return m->maintenance ? &*m->maintenance : nullptr; }

} // namespace tokendesk
