// SPDX-License-Identifier: GPL-3.0-or-later
// Service: what the set-up needs of the program around the window.
#pragma once

#include "server/base/result.h"

#include <functional>

namespace tokendesk::ui {

/// Where the server listens and how the program was started; the window itself knows neither.
/// Thread: GUI.
class SetupHost
{
public:
    SetupHost() = default;
    virtual ~SetupHost() = default;
    SetupHost(const SetupHost &) = delete;
    SetupHost &operator=(const SetupHost &) = delete;

    /// Of "127.0.0.1:PORT"; 0: it picks one at each start.
    [[nodiscard]] virtual quint16 port() const = 0;
    /// Why the port cannot be chosen here: "the command line says --listen"; empty: it can.
    [[nodiscard]] virtual QString portLock() const = 0;
    /// Who listens on \a port already: "nginx (pid 1234)", or "another program"; empty: nobody, or
    /// this program's own server.
    [[nodiscard]] virtual QString portHolder(quint16 port) const = 0;
    /// Serves on \a port from now on, at every start; \a done comes later, maybe before the return.
    virtual void choosePort(quint16 port, std::function<void(Result<void>)> done) = 0;
    /// The options that lead to the same data from the command line: "--data-dir '/srv/auth'".
    [[nodiscard]] virtual QString dataOptions() const = 0;
    /// Starts the program anew on demo data and ends this one.
    virtual void startDemo() = 0;
};

} // namespace tokendesk::ui
