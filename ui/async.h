// SPDX-License-Identifier: GPL-3.0-or-later
// Service: continues an answer of AdminApi in the GUI thread.
#pragma once

#include "server/base/result.h"

#include <QFuture>
#include <QFutureWatcher>
#include <QObject>

#include <utility>

namespace tokendesk::ui {

/// Calls `function(Result<T>)` in the thread of \a context once \a future is finished, never before
/// this call returns. If \a context dies first, nothing is called. A future that was cancelled, or
/// whose promise died without a result, gives ErrorCode::Cancelled. Thread: that of \a context.
template<typename T, typename Function>
void whenDone(QFuture<Result<T>> future, QObject *context, Function function)
{
    // The watcher is a child of the context, so it disappears with it and takes the callback along.
    auto *watcher = new QFutureWatcher<Result<T>>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context,
                     [watcher, callback = std::move(function)]() mutable {
                         watcher->deleteLater();
                         const QFuture<Result<T>> done = watcher->future();
                         if (done.resultCount() > 0)
                             callback(done.result());
                         else
                             callback(Result<T>(fail(ErrorCode::Cancelled)));
                     });
    watcher->setFuture(future);
}

} // namespace tokendesk::ui
