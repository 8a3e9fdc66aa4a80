// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/setuphost.h"

#include <QSet>
#include <QString>

#include <optional>

namespace tokendesk::test {

/// A program around the set-up that only remembers.
class FakeSetup final : public ui::SetupHost
{
public:
    [[nodiscard]] quint16 port() const override { return served; }
    [[nodiscard]] QString portLock() const override { return lock; }
    [[nodiscard]] QString portHolder(quint16 port) const override
    {
        return used.contains(port) ? QStringLiteral("nginx (pid 1234)") : QString();
    }
    void choosePort(quint16 port, std::function<void(Result<void>)> done) override
    {
        ++moves;
        if (failure) {
            done(fail(*failure));
            return;
        }
        served = port;
        done({});
    }
    [[nodiscard]] QString dataOptions() const override
    {
        return QStringLiteral("--data-dir '/srv/auth'");
    }
    void startDemo() override { ++demos; }

    quint16 served = 8000;
    QString lock;
    QSet<quint16> used{9000, 9001};
    std::optional<Error> failure; ///< of every move
    int moves = 0;
    int demos = 0;
};

} // namespace tokendesk::test
