// SPDX-License-Identifier: GPL-3.0-or-later
// QObjects: SIGTERM, SIGINT and SIGHUP as Qt signals.
#pragma once

#include <QObject>
#include <QSocketNotifier>

namespace tokendesk::cli {

/// Turns the first SIGTERM or SIGINT into stopRequested(); the second one ends the process the
/// usual way. One object per process. Thread: one with an event loop.
class StopSignals : public QObject
{
    Q_OBJECT
public:
    explicit StopSignals(QObject *parent = nullptr);
    ~StopSignals() override;

signals:
    void stopRequested();

private:
    QSocketNotifier m_notifier;
};

/// Turns each SIGHUP into reloadRequested(); several that come at once may become one. Those that
/// come before deliver() wait for it, and after its end they are ignored, since it goes with the
/// process. One object per process. Thread: one with an event loop.
class ReloadSignal : public QObject
{
    Q_OBJECT
public:
    explicit ReloadSignal(QObject *parent = nullptr);
    ~ReloadSignal() override;
    /// From now on, and what came before.
    void deliver() { m_notifier.setEnabled(true); }

signals:
    void reloadRequested();

private:
    QSocketNotifier m_notifier;
};

} // namespace tokendesk::cli
