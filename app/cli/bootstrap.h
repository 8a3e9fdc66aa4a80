// SPDX-License-Identifier: GPL-3.0-or-later
// Values: where the data is and where to listen, from command line, environment and file.
#pragma once

#include "server/base/result.h"
#include "server/base/settings.h"

#include <CLI/App.hpp>
#include <QHash>
#include <QHostAddress>
#include <QString>

#include <optional>
#include <string>

namespace tokendesk::cli {

/// The common options as given on the command line; what was not given is absent.
struct CommonArguments
{
    std::optional<std::string> config;
    std::optional<std::string> dataDir;
    std::optional<std::string> database;
    std::optional<std::string> keyFile;
    std::optional<std::string> listen;
    std::optional<std::string> tlsCert;
    std::optional<std::string> tlsKey;
    std::optional<std::string> preset;
    std::optional<std::string> logLevel;
    bool insecureHttp = false;
};

/// An address to listen on.
struct ListenAddress
{
    QHostAddress address{QHostAddress::LocalHost};
    quint16 port = 8000; ///< 0: any free one

    friend bool operator==(const ListenAddress &, const ListenAddress &) = default;
};

/// The options in force.
struct LaunchOptions
{
    QString dataDir; ///< empty: the default of the core
    QString databasePath; ///< empty: in the data directory
    QString keyFilePath; ///< empty: secret.key beside the database
    ListenAddress listen;
    QString tlsCert; ///< PEM file; empty: plain HTTP
    QString tlsKey;
    bool insecureHttp = false;
    Severity logLevel = Severity::Info; ///< lines below it are not written
    Settings settings; ///< values that lock those of the database
};

/// Declares where the data is (\a root) and gives it to every verb.
void addDataOptions(CLI::App &root, CommonArguments &arguments);
/// Declares where to listen, for serve and demo.
void addListenOptions(CLI::App &verb, CommonArguments &arguments);

/// "127.0.0.1:8000", "[::1]:0", ":8000" or "localhost:8000". Errors: InvalidArgument with field
/// "listen".
[[nodiscard]] Result<ListenAddress> listenAddressFrom(const QString &text);

/// Puts \a arguments over \a environment over the file (`--config`, else tokendesk.conf in the data
/// directory, if there is one) over the defaults. \a defaultDataDir says where to look for the file
/// when nothing names the data directory. Errors: UnknownSetting (with the nearest name),
/// InvalidArgument, SettingOutOfBounds.
[[nodiscard]] Result<LaunchOptions> resolveLaunchOptions(const CommonArguments &arguments,
                                                         const QHash<QString, QString> &environment,
                                                         const QString &defaultDataDir);

/// The variables of this process that begin with TOKENDESK_.
[[nodiscard]] QHash<QString, QString> tokendeskEnvironment();

} // namespace tokendesk::cli
