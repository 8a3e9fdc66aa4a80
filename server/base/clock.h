// SPDX-License-Identifier: GPL-3.0-or-later
// Service: the time of day, injected so that tests can move it.
#pragma once

#include <QString>
#include <QStringView>

#include <chrono>
#include <optional>

namespace tokendesk {

/// A moment in UTC, to the millisecond; stored as epoch milliseconds.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

/// Tells the time. Thread: any.
class Clock
{
public:
    Clock() = default;
    virtual ~Clock() = default;
    Clock(const Clock &) = delete;
    Clock &operator=(const Clock &) = delete;

    [[nodiscard]] virtual Instant now() const = 0;
};

/// The machine's clock.
class SystemClock final : public Clock
{
public:
    [[nodiscard]] Instant now() const override
    {
        return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    }
};

/// Epoch milliseconds of \a instant.
[[nodiscard]] constexpr qint64 toEpochMs(Instant instant)
{
    return instant.time_since_epoch().count();
}

/// The moment \a ms milliseconds after 1970-01-01T00:00:00Z.
[[nodiscard]] constexpr Instant fromEpochMs(qint64 ms)
{
    return Instant(std::chrono::milliseconds(ms));
}

/// Whole epoch seconds, cut off: the NumericDate of RFC 7519 section 2.
[[nodiscard]] constexpr qint64 toEpochSeconds(Instant instant)
{
    return std::chrono::floor<std::chrono::seconds>(instant).time_since_epoch().count();
}

/// "2026-11-25T11:01:07.412Z".
[[nodiscard]] QString toIsoString(Instant instant);

/// Reads an ISO 8601 moment with a zone, or epoch seconds; nothing if it is neither.
[[nodiscard]] std::optional<Instant> instantFromString(QStringView text);

/// "15 min", "7 d", "1 h 30 min": exact, largest units first.
[[nodiscard]] QString durationText(std::chrono::seconds duration);

/// Reads "15m", "7d", "1h30", "1h30m", "900", "PT15M", "P7D", "15 min", "2 weeks"; nothing if it is
/// none of these. A bare number counts seconds.
[[nodiscard]] std::optional<std::chrono::seconds> durationFromString(QStringView text);

} // namespace tokendesk
