// SPDX-License-Identifier: GPL-3.0-or-later
// Templates: how LocalAdminApi calls the use cases. For its own files alone.
#pragma once

#include "server/auth/completion.h"
#include "server/runtime/localadminapi.h"

#include <QPromise>

#include <utility>

namespace tokendesk {

/// \a done for a use case that answers with another type.
template<typename From, typename To, typename Convert>
auth::Completion<From> converted(std::function<void(Result<To>)> done, Convert convert)
{
    return [done = std::move(done), convert](const Result<From> &result) {
        if (!result)
            return done(fail(result.error()));
        done(convert(*result));
    };
}

template<typename To, typename From, typename Convert>
Result<std::vector<To>> convertedList(const Result<std::vector<From>> &rows, Convert convert)
{
    if (!rows)
        return fail(rows.error());
    std::vector<To> list;
    list.reserve(rows->size());
    for (const From &row : *rows)
        list.push_back(convert(row));
    return list;
}

template<typename T>
AdminApi::Answer<T> LocalAdminApi::start(StoppableWork<T> work)
{
    // Shared, because a completion is copied on its way through hashing pool and writer. The last
    // copy to go says that nothing of this call will touch the object any more.
    const auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    m_unanswered->fetch_add(1);
    const std::shared_ptr<void> token(nullptr, [unanswered = m_unanswered](void *) {
        if (unanswered->fetch_sub(1) == 1)
            unanswered->notify_all();
    });
    m_pool.start([work = std::move(work), actor = actorNow(), promise, token] {
        work(
            [promise, token](Result<T> result) {
                promise->addResult(std::move(result));
                promise->finish();
            },
            actor, [promise] { return promise->isCanceled(); });
    });
    return promise->future();
}

template<typename T>
AdminApi::Answer<T> LocalAdminApi::call(Work<T> work)
{
    return start<T>([work = std::move(work)](const Completion<T> &done, const auth::Actor &actor,
                                             const IsCancelled &) { work(done, actor); });
}

template<typename T>
AdminApi::Answer<T> LocalAdminApi::read(std::function<Result<T>()> work)
{
    return start<T>([work = std::move(work)](const Completion<T> &done, const auth::Actor &,
                                             const IsCancelled &) { done(work()); });
}

} // namespace tokendesk
