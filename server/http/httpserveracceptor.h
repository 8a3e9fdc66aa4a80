// SPDX-License-Identifier: GPL-3.0-or-later
// Service: the thread that accepts connections and hands them round.
#pragma once

#include "server/base/result.h"

#include <QHostAddress>

#include <functional>
#include <memory>

namespace tokendesk::http {

class GateShared;

/// Accepts in a thread of its own, so that a busy window or worker never keeps clients waiting at
/// the door. Accepting pauses while there are too many connections or no descriptors. Thread: one
/// call at a time.
class Acceptor final
{
public:
    /// \a adopt takes each descriptor; \a tick runs four times a second. Both in the acceptor's
    /// thread.
    Acceptor(std::shared_ptr<GateShared> shared, std::function<void(qintptr)> adopt,
             std::function<void()> tick);
    /// Closes the listener and ends the thread.
    ~Acceptor();
    Acceptor(const Acceptor &) = delete;
    Acceptor &operator=(const Acceptor &) = delete;

    /// Opens a listener, then closes the one before. Errors: AddressInUse, AddressUnavailable; the
    /// old listener then has been open all the time and stays. \a bound is called, in the
    /// acceptor's thread, when the new listener is bound and has accepted nothing yet.
    [[nodiscard]] Result<void> listen(const QHostAddress &address, quint16 port,
                                      const std::function<void()> &bound = {});
    /// At most \a limit connections at once, and never more than descriptors allow.
    void setLimit(int limit);
    /// Runs the tick and resumes accepting now; returns when done.
    void sweep();

    [[nodiscard]] QHostAddress address() const;
    [[nodiscard]] quint16 port() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace tokendesk::http
