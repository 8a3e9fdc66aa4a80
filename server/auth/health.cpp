// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/health.h"

#include "server/store/writer.h"

namespace tokendesk::auth {

void checkWritable(const Context &context, Completion<void> done)
{
    context.writer.submit<bool>(
        [](store::Connection &connection) -> Result<bool> {
            TRY(connection.exec("UPDATE meta SET value = value WHERE name = 'key_check'"));
            return true;
        },
        [done = std::move(done)](const Result<bool> &written) {
            done(written ? Result<void>() : fail(written.error()));
        });
}

WriterFigures writerFigures(const Context &context)
{
    const auto figures = context.writer.statistics();
    return {figures.batches, figures.failedBatches, figures.jobs, figures.queued};
}

} // namespace tokendesk::auth
