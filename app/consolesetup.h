// SPDX-License-Identifier: GPL-3.0-or-later
// Service: what the set-up changes outside the database.
#pragma once

#include "app/cli/bootstrap.h"
#include "server/runtime/serverruntime.h"
#include "ui/setuphost.h"

#include <QObject>

namespace tokendesk::cli {

/// Writes the chosen address into tokendesk.conf in the data directory, keeping its other lines.
/// Errors: InvalidArgument (the file cannot be read or written).
Result<void> rememberListenAddress(const QString &dataDir, const ListenAddress &address);

/// The set-up of the console over its server and its options. Thread: GUI.
class ConsoleSetup final : public ui::SetupHost
{
public:
    /// tokendesk.conf lies in \a dataDir; \a database is not empty if it lies elsewhere. \a lock:
    /// see portLock().
    ConsoleSetup(ServerRuntime &server, QString dataDir, QString database, QString lock);

    [[nodiscard]] quint16 port() const override;
    [[nodiscard]] QString portLock() const override { return m_lock; }
    [[nodiscard]] QString portHolder(quint16 port) const override;
    void choosePort(quint16 port, std::function<void(Result<void>)> done) override;
    [[nodiscard]] QString dataOptions() const override;
    void startDemo() override;

private:
    ServerRuntime &m_server;
    QString m_dataDir;
    QString m_database;
    QString m_lock;
    QObject m_once; ///< context of the answer that is awaited
};

} // namespace tokendesk::cli
