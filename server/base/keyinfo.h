// SPDX-License-Identifier: GPL-3.0-or-later
// Values: signing keys as administrators see them.
#pragma once

#include "server/base/clock.h"

#include <QString>

#include <optional>
#include <vector>

namespace tokendesk {

/// A signing key as administrators see it; never holds key material.
struct KeyInfo
{
    enum class State { Next, Active, Retiring, Retired };
    QString kid;
    QString algorithm; ///< "HS256" …
    State state = State::Active;
    Instant createdAt{};
    std::optional<Instant> retiredAt;
    qint64 liveSessions = 0; ///< whose current tokens it has signed
    bool imported = false;
    QString warning; ///< lasting remark, such as a secret that is too short; empty: none
    std::optional<Instant> activatesAt; ///< next keys with a date
    std::optional<Instant> activatedAt; ///< none: it has never signed
    std::optional<Instant> leavesAt; ///< retiring keys: when the last token they signed expires
    bool moreSessions = false; ///< liveSessions is a least: counting stopped
    /// When the last refresh token that it has signed expires, at the latest; none: there is none.
    std::optional<Instant> lastTokenAt = {};

    friend bool operator==(const KeyInfo &, const KeyInfo &) = default;
};

/// Why somebody should look at a key.
enum class KeyConcern {
    Weak, ///< see KeyInfo::warning
    Overdue, ///< its date has passed and it does not sign: no process takes care
    SignsSoon, ///< who keeps a copy of the public keys should have this one by then
};

/// So long before a key takes over it is a concern.
inline constexpr std::chrono::hours kKeyNotice{7 * 24};

/// What speaks for a look at \a key; nothing for one that is retired.
[[nodiscard]] std::vector<KeyConcern> concernsAbout(const KeyInfo &key, Instant now);

} // namespace tokendesk
