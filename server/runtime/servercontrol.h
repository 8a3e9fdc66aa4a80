// SPDX-License-Identifier: GPL-3.0-or-later
// QObject: starts and stops the HTTP server of this process and tells its state.
#pragma once

#include "server/base/result.h"

#include <QObject>
#include <QUrl>

namespace tokendesk {

struct ListenOptions;

/// The HTTP server as the window sees it. Thread: the one it lives in; nothing here blocks it.
class ServerControl : public QObject
{
    Q_OBJECT
public:
    enum class State { Stopped, Starting, Running, Stopping, Failed };
    Q_ENUM(State)

    explicit ServerControl(QObject *parent = nullptr) : QObject(parent) { }

    [[nodiscard]] virtual State state() const = 0;
    /// "http://127.0.0.1:8000" while running, else where it would listen.
    [[nodiscard]] virtual QUrl url() const = 0;
    /// Why the state is Failed, or why the last relisten() was of no avail.
    [[nodiscard]] virtual Error lastError() const = 0;
    /// Requests answered since the start.
    [[nodiscard]] virtual quint64 requestCount() const = 0;

    virtual void start() = 0;
    /// Answers what is in flight (at most 3 s), then closes.
    virtual void stop() = 0;
    virtual void restart() = 0;
    /// Serves somewhere else: while running at once, the new listener before the old one closes;
    /// else from the next start() on. Ends in relistened() or relistenFailed(). A server that
    /// cannot, which is the default, fails with Conflict.
    virtual void relisten(const ListenOptions &listen);

signals:
    /// Comes with the same state again when url() has changed while running.
    void stateChanged(tokendesk::ServerControl::State state);
    /// url() is what relisten() asked for.
    void relistened();
    /// Nothing has changed; a running server goes on where it was. Errors: AddressInUse (with the
    /// holder where the system tells), AddressUnavailable, TlsInvalid.
    void relistenFailed(const tokendesk::Error &error);
};

} // namespace tokendesk
