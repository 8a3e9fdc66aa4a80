// SPDX-License-Identifier: GPL-3.0-or-later
// Waiting for the answers of AdminApi where there is nothing else to do meanwhile.
#pragma once

#include "server/base/result.h"

#include <QEventLoop>
#include <QFuture>
#include <QFutureWatcher>

namespace tokendesk::cli {

/// The result of \a future, while the events of the calling thread go on. Errors: Cancelled when
/// the future ended without a result, else those of the call. Thread: the one of the command line.
template<typename T>
[[nodiscard]] Result<T> await(QFuture<Result<T>> future)
{
    QEventLoop loop;
    QFutureWatcher<Result<T>> watcher;
    QObject::connect(&watcher, &QFutureWatcherBase::finished, &loop, &QEventLoop::quit);
    watcher.setFuture(future);
    if (!future.isFinished())
        loop.exec();
    if (future.isCanceled() || future.resultCount() == 0)
        return fail(ErrorCode::Cancelled);
    return future.takeResult();
}

} // namespace tokendesk::cli
