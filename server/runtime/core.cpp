// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/runtime/core.h"

#include "server/auth/clientadmin.h"
#include "server/auth/eventlog.h"
#include "server/auth/keyadmin.h"
#include "server/auth/keyfile.h"
#include "server/auth/keywrap.h"
#include "server/auth/loginthrottle.h"
#include "server/auth/passwordhasher.h"
#include "server/auth/policyloader.h"
#include "server/auth/policystore.h"
#include "server/auth/retention.h"
#include "server/auth/revocationset.h"
#include "server/auth/sessionadmin.h"
#include "server/auth/sessionmemory.h"
#include "server/auth/settingsadmin.h"
#include "server/auth/useradmin.h"
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

/// Row of `meta` that only the right key file opens.
constexpr QLatin1String kCheckName("key_check");
constexpr QByteArrayView kCheckText = "tokendesk";

const Clock &systemClock()
{
    static const SystemClock clock;
    return clock;
}

Result<std::optional<SecretBytes>> keyFromProcessEnvironment()
{
    QHash<QString, QString> environment;
    const auto process = QProcessEnvironment::systemEnvironment();
    for (const QString &name : process.keys())
        environment.insert(name, process.value(name));
    return auth::keyFromEnvironment(environment);
}

Result<void> checkSeal(const SecretBytes &wrapKey, const QByteArray &seal)
{
    TRY(auth::unwrapKey(wrapKey, seal, QByteArrayView(kCheckName.data(), kCheckName.size())));
    return {};
}

/// Seals the data with the key, or finds that another process has done so meanwhile, with the same
/// one.
Result<void> sealOrCheck(store::Connection &connection, const SecretBytes &wrapKey)
{
    store::KeyRepository repository(connection);
    TRY_ASSIGN(const auto seal, repository.meta(kCheckName));
    if (seal)
        return checkSeal(wrapKey, *seal);
    TRY_ASSIGN(const QByteArray fresh,
               auth::wrapKey(wrapKey, SecretBytes(kCheckText),
                             QByteArrayView(kCheckName.data(), kCheckName.size())));
    return repository.setMeta(kCheckName, fresh);
}

} // namespace

// Members go in the opposite order: background work first, then whoever hands jobs to the writer,
// the writer, and last what they all use.
struct Core::Private
{
    explicit Private(const CoreOptions &coreOptions)
        : options(coreOptions), clock(options.clock ? *options.clock : systemClock()),
          database(databasePathOf(options), clock), keyFilePath(keyFilePathOf(options))
    {
    }

    Result<void> openKeyFile();
    void makeServices();
    Result<void> loadAll();
    void startBackground();

    const CoreOptions options;
    const Clock &clock;
    store::Database database;
    const QString keyFilePath;
    SecretBytes wrapKey;
    auth::PolicyStore policies;
    auth::RevocationSet revocations;
    auth::SessionMemory sessions;
    auth::RetentionCounters retention;
    EventBus events;
    EventBus::Subscription logging;

    struct Services
    {
        explicit Services(Private &core)
            : throttle(core.wrapKey), context{core.clock,     core.database, writer,
                                              hasher,         core.policies, core.revocations,
                                              throttle,       core.events,   core.options.log,
                                              &core.sessions, &loader,       &core.retention},
              loader(context, core.wrapKey), users(context, loader), sessions(context, loader),
              settings(context, loader), keys(context, loader, core.wrapKey), clients(context),
              writer(core.database, &core.events)
        {
        }

        auth::LoginThrottle throttle;
        auth::Context context;
        auth::PolicyLoader loader;
        auth::UserAdmin users;
        auth::SessionAdmin sessions;
        auth::SettingsAdmin settings;
        auth::KeyAdmin keys;
        auth::ClientAdmin clients;
        store::Writer writer;
        auth::PasswordHasher hasher;
    };
    std::optional<Services> services;
    std::optional<Maintenance> maintenance;
    std::optional<ChangeWatcher> watcher;
};

Result<void> Core::Private::openKeyFile()
{
    TRY_ASSIGN(store::Connection * connection, database.connection());
    TRY_ASSIGN(const auto seal, store::KeyRepository(*connection).meta(kCheckName));
    // A new key beside data that another one has sealed would only hide that the right one is lost.
    const bool mayCreate = !seal && !options.readOnly;
    TRY_ASSIGN(auto given, keyFromProcessEnvironment());
    if (given) {
        wrapKey = *std::move(given);
    } else {
        TRY_ASSIGN(wrapKey, mayCreate ? auth::loadOrCreateKeyFile(keyFilePath)
                                      : auth::loadKeyFile(keyFilePath));
    }
    return seal ? checkSeal(wrapKey, *seal) : Result<void>();
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
        TRY_ASSIGN(const auto seal, store::KeyRepository(*connection).meta(kCheckName));
        if (!seal)
            TRY(services->writer
                    .run<void>([this](store::Connection &writing) {
                        return sealOrCheck(writing, wrapKey);
                    })
                    .result());
    }
    TRY(services->loader.loadSettings(*connection));
    TRY(services->loader.loadKeys(*connection));
    if (policies.current()->keys.isEmpty() && !options.readOnly) {
        // Shared: the result can be taken while finish() is still at work.
        const auto generated = std::make_shared<QPromise<Result<bool>>>();
        generated->start();
        services->keys.generateFirst({QStringLiteral("system"), {}},
                                     [generated](Result<bool> result) {
                                         generated->addResult(std::move(result));
                                         generated->finish();
                                     });
        TRY(generated->future().result());
    }
    return services->loader.loadRevocations(*connection);
}

void Core::Private::startBackground()
{
    if (!options.background)
        return;
    watcher.emplace(services->context, services->loader, options.watchInterval);
    if (!options.readOnly)
        maintenance.emplace(services->context, services->keys, options.maintenanceInterval);
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
const QString &Core::keyFilePath() const { return m->keyFilePath; }
auth::UserAdmin &Core::users() { return m->services->users; }
auth::SessionAdmin &Core::sessions() { return m->services->sessions; }
auth::SettingsAdmin &Core::settings() { return m->services->settings; }
auth::KeyAdmin &Core::keys() { return m->services->keys; }
auth::ClientAdmin &Core::clients() { return m->services->clients; }
ChangeWatcher *Core::watcher() { return m->watcher ? &*m->watcher : nullptr; }
Maintenance *Core::maintenance() { return m->maintenance ? &*m->maintenance : nullptr; }

} // namespace tokendesk
