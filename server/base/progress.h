// SPDX-License-Identifier: GPL-3.0-or-later
// Value: how far a long operation is, shared by those who carry it out and those who watch.
#pragma once

#include <QtGlobal>

#include <atomic>
#include <memory>

namespace tokendesk {

/// Written by the thread that works, read by any; the other way round for isCancelled.
struct Progress
{
    std::atomic<qint64> done{0}; ///< rows
    std::atomic<qint64> total{0}; ///< 0: not known yet
    std::atomic<bool> isCancelled{false}; ///< asked to stop at the next opportunity
};

/// Shared, since neither side knows which of them lives longer; null: nobody watches.
using ProgressPtr = std::shared_ptr<Progress>;

} // namespace tokendesk
