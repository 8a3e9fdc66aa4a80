// SPDX-License-Identifier: GPL-3.0-or-later
// Values: what a change of settings would do to the sessions that are live.
#pragma once

#include "server/base/clock.h"

#include <QString>

#include <optional>

namespace tokendesk {

/// How the ends of the live sessions move; the four add up to SettingsForecast::live. The end of a
/// session is the moment from which its refresh token is refused if nobody uses it before.
struct SessionForecast
{
    qint64 endNow = 0; ///< refused from the change on
    qint64 endEarlier = 0; ///< but not yet
    qint64 endLater = 0;
    qint64 unchanged = 0;

    friend bool operator==(const SessionForecast &, const SessionForecast &) = default;
};

/// The effect of a change of settings that was not made. Source: UI.md section D 3.
struct SettingsForecast
{
    qint64 live = 0; ///< sessions that could be refreshed now
    SessionForecast kept; ///< the tokens that are out keep the end they were issued with
    SessionForecast shortened; ///< live sessions are shortened to the new lifetimes as well
    /// Whether they can be: where spent tokens stay good, each token stands for itself.
    bool canShorten = true;
    QString refusedBy; ///< key of a setting for which all earlier tokens are refused; empty: none
    /// Live sessions with an access or sliding token that lives longer than a new one would.
    qint64 longerAccess = 0;
    std::optional<Instant> accessUntil; ///< when the last of those expires

    friend bool operator==(const SettingsForecast &, const SettingsForecast &) = default;
};

/// What shortening the live sessions has done.
struct ShortenedSessions
{
    qint64 ended = 0;
    qint64 shortened = 0;

    friend bool operator==(const ShortenedSessions &, const ShortenedSessions &) = default;
};

/// How settings are saved.
struct SettingsSave
{
    /// Then they go back by themselves, unless they are kept; none: they stay. Bounds:
    /// kShortestTrial to kLongestTrial.
    std::optional<std::chrono::seconds> tryFor;
    bool shortenSessions = false; ///< as in SettingsForecast::shortened; not for a trial

    static constexpr std::chrono::seconds kShortestTrial{10};
    static constexpr std::chrono::seconds kLongestTrial{86'400};
};

/// A version of the settings that is being tried.
struct SettingsTrial
{
    qint64 version = 0;
    Instant until{}; ///< then its settings go back to what they were before

    friend bool operator==(const SettingsTrial &, const SettingsTrial &) = default;
};

} // namespace tokendesk
