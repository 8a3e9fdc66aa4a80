// SPDX-License-Identifier: GPL-3.0-or-later
// Service: deletes what nobody needs any more.
#pragma once

#include "server/auth/context.h"
#include "server/base/ids.h"
#include "server/base/result.h"

#include <array>
#include <atomic>
#include <functional>

namespace tokendesk::store {
class Connection;
} // namespace tokendesk::store

namespace tokendesk::auth {

/// What retention has done since the start, for /metrics. Thread: any.
struct RetentionCounters
{
    enum Kind {
        SessionsFinished, ///< expired ones that were given their end and its reason
        Sessions,
        Events,
        Users,
        Revocations,
        ForeignTokens,
        LoginCounters,
        UserImports, ///< what is needed to undo them
        KindCount
    };
    std::array<std::atomic<quint64>, KindCount> rows{};
    std::atomic<quint64> runs{0};
    std::atomic<quint64> held{0}; ///< runs left out, because the clock had leapt
};

/// Word of a kind for the label of the metric: "sessions_finished".
[[nodiscard]] const char *retentionKindName(int kind);

/// Sessions that have expired get an end and its reason; ended sessions, events and the bin are
/// kept for as long as the settings say, and nothing goes before the last token it stands for has
/// expired. Rows are chosen on the calling thread's connection and deleted by the writer, at most
/// kBatch in a transaction, so that refreshes never wait for a search. A run that is interrupted is
/// simply done again. Source: DESIGN section 5; SECURITY R56; RELIABILITY C1. Thread: one.
class Retention
{
public:
    static constexpr int kBatch = 500;

    explicit Retention(const Context &context) : m_context(context) { }

    /// Does all there is to do at \a now, which is the time of day less a margin for clocks that
    /// leap, until \a isStopping; the number of rows deleted. Errors: StoreUnavailable, Busy.
    Result<int> run(Instant now, const std::function<bool()> &isStopping);

private:
    using Step = std::function<Result<int>()>;
    /// Repeats \a step until it finds nothing more.
    Result<int> repeat(RetentionCounters::Kind kind, const std::function<bool()> &isStopping,
                       const Step &step);
    /// \a work in the writer.
    Result<int> write(std::function<Result<int>(store::Connection &)> work);
    Result<int> finishSessions(Instant now);
    Result<int> purgeUsers(Instant before);

    const Context &m_context;
    Instant m_finishedBefore = fromEpochMs(0) + std::chrono::hours(24); ///< none yet
};

} // namespace tokendesk::auth
