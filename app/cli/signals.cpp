// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/signals.h"

#include <array>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace tokendesk::cli {
namespace {

/// Read end and write end; a signal handler may write to a pipe, and do little else.
struct Pipe
{
    std::array<int, 2> ends{-1, -1};

    /// The read end.
    int open()
    {
        if (pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0)
            return -1;
        return ends[0];
    }

    void ring() const
    {
        const char byte = 1;
        [[maybe_unused]] const auto written = write(ends[1], &byte, 1);
    }

    void empty() const
    {
        std::array<char, 64> bytes{};
        while (read(ends[0], bytes.data(), bytes.size()) > 0) { }
    }

    void close()
    {
        for (int &end : ends) {
            if (end >= 0)
                ::close(end);
            end = -1;
        }
    }
};

Pipe g_stop;
Pipe g_reload;

extern "C" void onStopSignal(int) { g_stop.ring(); }
extern "C" void onReloadSignal(int) { g_reload.ring(); }

void handle(int signal, void (*handler)(int), int flags)
{
    struct sigaction action
    {
    };
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART | flags;
    sigemptyset(&action.sa_mask);
    sigaction(signal, &action, nullptr);
}

} // namespace

StopSignals::StopSignals(QObject *parent)
    : QObject(parent), m_notifier(g_stop.open(), QSocketNotifier::Read)
{
    connect(&m_notifier, &QSocketNotifier::activated, this, [this] {
        g_stop.empty();
        emit stopRequested();
    });
    constexpr int kOnce = static_cast<int>(SA_RESETHAND);
    handle(SIGTERM, &onStopSignal, kOnce);
    handle(SIGINT, &onStopSignal, kOnce);
}

StopSignals::~StopSignals()
{
    std::signal(SIGTERM, SIG_DFL);
    std::signal(SIGINT, SIG_DFL);
    m_notifier.setEnabled(false);
    g_stop.close();
}

ReloadSignal::ReloadSignal(QObject *parent)
    : QObject(parent), m_notifier(g_reload.open(), QSocketNotifier::Read)
{
    m_notifier.setEnabled(false);
    connect(&m_notifier, &QSocketNotifier::activated, this, [this] {
        g_reload.empty();
        emit reloadRequested();
    });
    handle(SIGHUP, &onReloadSignal, 0);
}

ReloadSignal::~ReloadSignal()
{
    std::signal(SIGHUP, SIG_IGN);
    m_notifier.setEnabled(false);
    g_reload.close();
}

} // namespace tokendesk::cli
