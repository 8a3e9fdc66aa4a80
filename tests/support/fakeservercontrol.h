// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/runtime/servercontrol.h"

#include <optional>

namespace tokendesk::test {

/// A server that starts and stops when it is told, at once, unless a test holds it in between.
class FakeServerControl final : public ServerControl
{
public:
    using ServerControl::ServerControl;

    [[nodiscard]] State state() const override { return m_state; }
    [[nodiscard]] QUrl url() const override
    {
        return QUrl(QStringLiteral("http://127.0.0.1:8000"));
    }
    [[nodiscard]] Error lastError() const override { return m_error; }
    [[nodiscard]] quint64 requestCount() const override { return requests; }

    void start() override
    {
        ++starts;
        setState(State::Starting);
        if (held)
            return;
        if (failure) {
            m_error = *failure;
            setState(State::Failed);
        } else {
            setState(State::Running);
        }
    }
    void stop() override
    {
        ++stops;
        setState(State::Stopping);
        if (!held)
            setState(State::Stopped);
    }
    void restart() override
    {
        ++restarts;
        stop();
        start();
    }
    void relisten(const ListenOptions &) override
    {
        ++relistens;
        if (failure) {
            m_error = *failure;
            emit relistenFailed(m_error);
        } else {
            emit relistened();
        }
    }

    void setState(State state)
    {
        m_state = state;
        emit stateChanged(state);
    }

    std::optional<Error> failure; ///< every start and every relisten fails with it
    bool held = false; ///< start() and stop() stay in their passing states
    quint64 requests = 0;
    int starts = 0;
    int stops = 0;
    int restarts = 0;
    int relistens = 0;

private:
    State m_state = State::Stopped;
    Error m_error;
};

} // namespace tokendesk::test
