// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/bootstrap.h"

#include "server/base/logging.h"
#include "server/base/nearest.h"

#include <CLI/Validators.hpp>
#include <QFile>
#include <QFileInfo>
#include <QProcessEnvironment>

#include <array>

namespace tokendesk::cli {
namespace {

/// What an option is called in the file (lower case) and in the environment (TOKENDESK_ and upper
/// case).
constexpr std::array kNames = {"data_dir", "database", "key_file",      "listen",
                               "tls_cert", "tls_key",  "insecure_http", "log_level"};

QString environmentName(const char *name)
{
    return QStringLiteral("TOKENDESK_") + QString::fromLatin1(name).toUpper();
}

struct FileLine
{
    QString name;
    QString value;
    int number = 0;
};

using Values = QHash<QString, QString>;

Result<QList<FileLine>> readFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("cannot read %1: %2").arg(path, file.errorString()),
                    QStringLiteral("config"));
    QList<FileLine> lines;
    int number = 0;
    while (!file.atEnd()) {
        const QString line = QString::fromUtf8(file.readLine()).trimmed();
        ++number;
        if (line.isEmpty() || line.startsWith(QLatin1Char('#')))
            continue;
        const qsizetype equals = line.indexOf(QLatin1Char('='));
        if (equals < 1)
            return fail(ErrorCode::InvalidArgument,
                        QStringLiteral("line %1 of %2 is not of the form name = value")
                            .arg(number)
                            .arg(path),
                        QStringLiteral("config"));
        lines.append({line.left(equals).trimmed(), line.mid(equals + 1).trimmed(), number});
    }
    return lines;
}

/// Lays the file under everything else: options into \a values, settings into \a settings.
Result<void> applyFile(const QString &path, Values &values, Settings &settings)
{
    TRY_ASSIGN(const auto lines, readFile(path));
    QStringList known;
    for (const char *name : kNames)
        known.append(QLatin1String(name));
    for (const SettingRow &row : settingRows())
        known.append(row.name());
    for (const FileLine &line : lines) {
        const QString field = QStringLiteral("%1:%2").arg(path).arg(line.number);
        if (std::any_of(kNames.begin(), kNames.end(),
                        [&](const char *name) { return line.name == QLatin1String(name); })) {
            values.insert(line.name, line.value);
            continue;
        }
        const auto key = settingKey(line.name);
        if (!key)
            return fail(ErrorCode::UnknownSetting,
                        QStringLiteral("no setting \"%1\"; did you mean \"%2\"?")
                            .arg(line.name, nearestName(line.name, known)),
                        field);
        const auto value = settingFromText(*key, line.value);
        if (!value)
            return fail(value.error().code, value.error().detail, field);
        TRY(settings.set(*key, *value, SettingSource::File));
    }
    return {};
}

void applyEnvironment(const QHash<QString, QString> &environment, Values &values)
{
    for (const char *name : kNames) {
        const auto found = environment.constFind(environmentName(name));
        if (found != environment.constEnd())
            values.insert(QLatin1String(name), *found);
    }
}

void applyArguments(const CommonArguments &arguments, Values &values)
{
    const auto put = [&values](const char *name, const std::optional<std::string> &value) {
        if (value)
            values.insert(QLatin1String(name), QString::fromStdString(*value));
    };
    put("data_dir", arguments.dataDir);
    put("database", arguments.database);
    put("key_file", arguments.keyFile);
    put("listen", arguments.listen);
    put("tls_cert", arguments.tlsCert);
    put("tls_key", arguments.tlsKey);
    put("log_level", arguments.logLevel);
    if (arguments.insecureHttp)
        values.insert(QStringLiteral("insecure_http"), QStringLiteral("on"));
}

/// The path in "sqlite:PATH", or of a plain path.
Result<QString> databasePathFrom(const QString &text)
{
    if (text.startsWith(QLatin1String("postgresql:")))
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("this build serves SQLite only; use sqlite:PATH"),
                    QStringLiteral("database"));
    return text.startsWith(QLatin1String("sqlite:")) ? text.mid(7) : text;
}

Result<void> fill(LaunchOptions &bootstrap, const Values &values)
{
    bootstrap.dataDir = values.value(QStringLiteral("data_dir"));
    TRY_ASSIGN(bootstrap.databasePath, databasePathFrom(values.value(QStringLiteral("database"))));
    bootstrap.keyFilePath = values.value(QStringLiteral("key_file"));
    if (const QString listen = values.value(QStringLiteral("listen")); !listen.isEmpty()) {
        TRY_ASSIGN(bootstrap.listen, listenAddressFrom(listen));
    }
    bootstrap.tlsCert = values.value(QStringLiteral("tls_cert"));
    bootstrap.tlsKey = values.value(QStringLiteral("tls_key"));
    if (bootstrap.tlsCert.isEmpty() != bootstrap.tlsKey.isEmpty())
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("a certificate needs its key, and a key its certificate"),
                    bootstrap.tlsCert.isEmpty() ? QStringLiteral("tls_cert")
                                                : QStringLiteral("tls_key"));
    const QString insecure = values.value(QStringLiteral("insecure_http")).toLower();
    bootstrap.insecureHttp = insecure == QLatin1String("on") || insecure == QLatin1String("true")
                             || insecure == QLatin1String("1");
    const QString level = values.value(QStringLiteral("log_level"), QStringLiteral("info"));
    const auto severity = severityFromName(level);
    if (!severity)
        return fail(
            ErrorCode::InvalidArgument,
            QStringLiteral("\"%1\" is not one of debug, info, warning and error").arg(level),
            QStringLiteral("log_level"));
    bootstrap.logLevel = *severity;
    return {};
}

} // namespace

void addDataOptions(CLI::App &root, CommonArguments &arguments)
{
    root.add_option("--data-dir", arguments.dataDir, "Directory of tokendesk.db and secret.key");
    root.add_option("--database", arguments.database,
                    "sqlite:PATH, when it is not in the data directory");
    root.add_option("--key-file", arguments.keyFile,
                    "The key file, when it is not beside the database");
    root.add_option("--config", arguments.config, "File of options and settings, name = value");
}

void addListenOptions(CLI::App &verb, CommonArguments &arguments)
{
    verb.add_option("--listen", arguments.listen,
                    "ADDRESS:PORT (127.0.0.1:8000); port 0 takes a free one");
    verb.add_option("--tls-cert", arguments.tlsCert, "PEM file with the certificate chain");
    verb.add_option("--tls-key", arguments.tlsKey, "PEM file with the private key");
    verb.add_flag("--insecure-http", arguments.insecureHttp,
                  "Serve plain HTTP on an address that other machines reach");
    verb.add_option("--log-level", arguments.logLevel,
                    "debug (a line for every request), info, warning or error");
    verb.add_option("--preset", arguments.preset, "recommended or simplejwt")
        ->check(CLI::IsMember({"recommended", "simplejwt"}));
}

Result<ListenAddress> listenAddressFrom(const QString &text)
{
    const auto bad = [&text] {
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("\"%1\" is not ADDRESS:PORT, such as 127.0.0.1:8000").arg(text),
                    QStringLiteral("listen"));
    };
    const qsizetype colon = text.lastIndexOf(QLatin1Char(':'));
    if (colon < 0)
        return bad();
    bool isNumber = false;
    const ushort port = text.mid(colon + 1).toUShort(&isNumber);
    if (!isNumber)
        return bad();
    QString host = text.left(colon);
    if (host.startsWith(QLatin1Char('[')) && host.endsWith(QLatin1Char(']')))
        host = host.mid(1, host.size() - 2);
    else if (host.contains(QLatin1Char(':')))
        return bad(); // IPv6 without brackets: nobody knows where the port begins
    ListenAddress result;
    result.port = port;
    if (host == QLatin1String("*"))
        result.address = QHostAddress(QHostAddress::Any);
    else if (!host.isEmpty() && host != QLatin1String("localhost")
             && !result.address.setAddress(host))
        return bad();
    return result;
}

Result<LaunchOptions> resolveLaunchOptions(const CommonArguments &arguments,
                                           const QHash<QString, QString> &environment,
                                           const QString &defaultDataDir)
{
    Values stronger;
    applyEnvironment(environment, stronger);
    applyArguments(arguments, stronger);

    LaunchOptions bootstrap;
    Values values;
    const QString dataDir = stronger.value(QStringLiteral("data_dir"), defaultDataDir);
    const QString usual = dataDir + QStringLiteral("/tokendesk.conf");
    if (arguments.config)
        TRY(applyFile(QString::fromStdString(*arguments.config), values, bootstrap.settings));
    else if (QFileInfo::exists(usual))
        TRY(applyFile(usual, values, bootstrap.settings));
    values.insert(stronger);

    QHash<QString, QString> rest = environment; // what must be a setting
    for (const char *name : kNames)
        rest.remove(environmentName(name));
    TRY(bootstrap.settings.readEnvironment(rest));
    if (arguments.preset)
        TRY(bootstrap.settings.set(settings::kPreset, QString::fromStdString(*arguments.preset),
                                   SettingSource::CommandLine));
    TRY(fill(bootstrap, values));
    return bootstrap;
}

QHash<QString, QString> tokendeskEnvironment()
{
    const auto process = QProcessEnvironment::systemEnvironment();
    QHash<QString, QString> found;
    for (const QString &name : process.keys()) {
        if (name.startsWith(QLatin1String("TOKENDESK_")))
            found.insert(name, process.value(name));
    }
    return found;
}

} // namespace tokendesk::cli
