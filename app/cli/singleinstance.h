// SPDX-License-Identifier: GPL-3.0-or-later
// QObject: one console for each data directory.
#pragma once

#include "server/base/result.h"

#include <QLocalServer>
#include <QLockFile>
#include <QObject>

#include <memory>

namespace tokendesk::cli {

/// Holds a lock file in the data directory while the console runs, and listens on a local socket
/// beside it, so that a second start can ask the first to come to the front. The socket answers the
/// user alone who runs the first. Thread: the one it lives in.
class SingleInstance : public QObject
{
    Q_OBJECT
public:
    enum class Role {
        First, ///< this process holds the directory until the object is gone
        Second, ///< another one does, and has come to the front
    };

    /// \a dataDir is created if it does not exist.
    explicit SingleInstance(const QString &dataDir, QObject *parent = nullptr);
    ~SingleInstance() override;

    /// Waits up to \a patience for a first one that is still starting. Errors: DatabaseReadOnly
    /// (the directory cannot be written), Busy (another one holds it and does not answer).
    Result<Role> claim(std::chrono::milliseconds patience = std::chrono::seconds(15));

    /// Where the socket of \a dataDir lies: in it, or, if that path is longer than a socket address
    /// may be, in the runtime directory under a name derived from it.
    [[nodiscard]] static QString socketPath(const QString &dataDir);

signals:
    /// A second start wants the window in front.
    void raiseRequested();

private:
    [[nodiscard]] Result<void> listen();
    [[nodiscard]] bool askFirst() const;
    void greet();

    QString m_dataDir;
    std::unique_ptr<QLockFile> m_lock;
    QLocalServer m_server;
};

} // namespace tokendesk::cli
