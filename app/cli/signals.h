// SPDX-License-Identifier: GPL-3.0-or-later
// QObject: SIGTERM and SIGINT as a Qt signal.
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

} // namespace tokendesk::cli
