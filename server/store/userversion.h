// SPDX-License-Identifier: GPL-3.0-or-later
// Service: tells whoever remembers users whether what they remember still holds.
#pragma once

#include <QtGlobal>

#include <atomic>
#include <chrono>
#include <optional>

namespace tokendesk::store {

/// A number that stands still while no user changes. Changes of this process count once they are
/// committed, before whoever asked for them is told; those of other processes when they are looked
/// for, and unless somebody has looked within the last kTrust there is no number at all. Logins and
/// refreshes change nothing of what counts. Thread: any.
class UserVersion
{
public:
    using Moment = std::chrono::steady_clock::time_point;

    /// Longest time for which a change of another process may stay unseen. Source: DESIGN
    /// section 4.
    static constexpr std::chrono::milliseconds kTrust{250};

    /// Users have changed, by a commit that can be read already.
    void advance() { m_number.fetch_add(1, std::memory_order_release); }
    /// Changes that other processes had committed at \a looked are counted.
    void confirm(Moment looked)
    {
        m_trustedUntil.store((looked + kTrust).time_since_epoch().count(),
                             std::memory_order_release);
    }
    /// The number, whether or not it may be trusted.
    [[nodiscard]] quint64 number() const { return m_number.load(std::memory_order_acquire); }
    /// The number at \a now, to be taken before what it stands for is read.
    [[nodiscard]] std::optional<quint64> current(Moment now) const
    {
        // In this order: what a look found is counted before the look is confirmed.
        if (now.time_since_epoch().count() >= m_trustedUntil.load(std::memory_order_acquire))
            return std::nullopt;
        return m_number.load(std::memory_order_acquire);
    }

private:
    std::atomic<quint64> m_number{0};
    std::atomic<Moment::rep> m_trustedUntil{Moment::min().time_since_epoch().count()};
};

} // namespace tokendesk::store
