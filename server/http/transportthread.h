// SPDX-License-Identifier: GPL-3.0-or-later
// Service: a thread with an event loop that runs what other threads hand to it.
#pragma once

#include <functional>
#include <memory>

namespace tokendesk::http {

/// Functions are handed over under a mutex of its own, and Qt's event queue only rings the bell:
/// what one thread wrote before a hand-over, the other one sees, and a race detector that cannot
/// look into Qt sees that it does. It is no QThread, because QThread::wait() returns before the
/// system has ended the thread: what libraries free at the end of a thread would then meet what
/// they free at the end of the process.
class TransportThread final
{
public:
    /// The thread serves when the constructor returns. \a name is what the system shows: a
    /// literal of at most 15 characters. Source: pthread_setname_np(3).
    explicit TransportThread(const char *name);
    /// Ends the thread and waits for it.
    ~TransportThread();
    TransportThread(const TransportThread &) = delete;
    TransportThread &operator=(const TransportThread &) = delete;

    /// Runs \a function in the thread, in the order of posting; drops it once the thread ends.
    /// Thread: any.
    void post(std::function<void()> function);
    /// The same, and returns when it was run or dropped. Thread: any but this one.
    void call(const std::function<void()> &function);
    /// What to do last in the thread, when its loop has ended. Thread: this one.
    void atEnd(std::function<void()> function);
    /// Ends the loop. Thread: any.
    void quit();
    /// Waits for the end that quit() began; nothing of the thread is left then, its thread-local
    /// objects included. Thread: one, and not this one.
    void join();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace tokendesk::http
