// SPDX-License-Identifier: GPL-3.0-or-later
// QObject: how busy the server is.
#pragma once

#include "server/runtime/servercontrol.h"

#include <QTimer>

#include <deque>
#include <optional>

namespace tokendesk::ui {

/// Reads ServerControl::requestCount() every few seconds and keeps the last minute of it. Thread:
/// GUI.
class RequestRate : public QObject
{
    Q_OBJECT
public:
    static constexpr std::chrono::seconds kStep{5};

    explicit RequestRate(ServerControl &server, QObject *parent = nullptr);
    /// Reads once more, as the timer does every kStep.
    void sample();

signals:
    /// Requests answered in the last minute; none while the server does not run.
    void changed(std::optional<quint64> perMinute);

private:
    ServerControl &m_server;
    std::deque<quint64> m_counts; ///< oldest first, one per step
    QTimer m_timer;
};

} // namespace tokendesk::ui
