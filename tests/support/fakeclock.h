// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/base/clock.h"

#include <atomic>

namespace tokendesk::test {

/// A clock that stands still until it is told to move. Thread: any.
class FakeClock final : public Clock
{
public:
    explicit FakeClock(Instant start = fromEpochMs(1'790'000'000'000)) : m_ms(toEpochMs(start)) { }

    [[nodiscard]] Instant now() const override { return fromEpochMs(m_ms.load()); }
    void set(Instant instant) { m_ms.store(toEpochMs(instant)); }
    void advance(std::chrono::milliseconds by) { m_ms.fetch_add(by.count()); }

private:
    std::atomic<qint64> m_ms;
};

} // namespace tokendesk::test
