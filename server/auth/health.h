// SPDX-License-Identifier: GPL-3.0-or-later
// Functions: whether the server could do its work, and what it has done.
#pragma once

#include "server/auth/completion.h"
#include "server/auth/context.h"

namespace tokendesk::auth {

/// Takes the database's write lock and commits, without changing anything. Errors:
/// StoreUnavailable, Busy.
void checkWritable(const Context &context, Completion<void> done);

/// What the writer has done since the start, for /metrics.
struct WriterFigures
{
    quint64 batches = 0; ///< transactions committed
    quint64 failedBatches = 0;
    quint64 jobs = 0; ///< changes in all of them
    qsizetype queued = 0; ///< changes that wait now
};
[[nodiscard]] WriterFigures writerFigures(const Context &context);

} // namespace tokendesk::auth
