// SPDX-License-Identifier: GPL-3.0-or-later
// QObject: starts and stops the HTTP server of this process and tells its state.
#pragma once

#include "server/base/result.h"

#include <QObject>
#include <QUrl>

namespace tokendesk {

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
    /// Why the state is Failed.
    [[nodiscard]] virtual Error lastError() const = 0;
    /// Requests answered since the start.
    [[nodiscard]] virtual quint64 requestCount() const = 0;

    virtual void start() = 0;
    /// Answers what is in flight (at most 3 s), then closes.
    virtual void stop() = 0;
    virtual void restart() = 0;

signals:
    void stateChanged(tokendesk::ServerControl::State state);
};

} // namespace tokendesk
