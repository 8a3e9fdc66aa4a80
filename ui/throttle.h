// SPDX-License-Identifier: GPL-3.0-or-later
// QObject: makes a burst of requests into few.
#pragma once

#include <QObject>
#include <QTimer>

#include <chrono>

namespace tokendesk::ui {

/// Emits due() soon after the first request and then at most once per interval; what is requested
/// in between is answered once, at its end. Thread: GUI.
class Throttle : public QObject
{
    Q_OBJECT
public:
    explicit Throttle(std::chrono::milliseconds interval, QObject *parent = nullptr);

    void request();

signals:
    void due();

private:
    void fire();

    QTimer m_timer;
    bool m_wanted = false;
};

} // namespace tokendesk::ui
