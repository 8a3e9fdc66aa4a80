// SPDX-License-Identifier: GPL-3.0-or-later
// Signing keys for tests of the window.
#pragma once

#include "server/base/keyinfo.h"

namespace tokendesk::test {

inline KeyInfo keyOf(const char *kid, KeyInfo::State state, Instant createdAt,
                     const char *algorithm = "EdDSA")
{
    KeyInfo key;
    key.kid = QString::fromLatin1(kid);
    key.algorithm = QString::fromLatin1(algorithm);
    key.state = state;
    key.createdAt = createdAt;
    return key;
}

/// One key in each state: retired, verifying only, active, and a next one with a date.
inline std::vector<KeyInfo> sampleKeys(Instant now)
{
    using State = KeyInfo::State;
    using std::chrono::days;
    KeyInfo old = keyOf("k-2026-05", State::Retired, now - days(200), "HS256");
    old.activatedAt = now - days(200);
    old.retiredAt = now - days(80);
    KeyInfo before = keyOf("k-2026-08", State::Retiring, now - days(110));
    before.activatedAt = now - days(105);
    before.liveSessions = 37;
    before.leavesAt = now + days(4);
    before.lastTokenAt = before.leavesAt;
    KeyInfo active = keyOf("k-2026-11", State::Active, now - days(30));
    active.activatedAt = now - days(24);
    active.liveSessions = 1204;
    active.lastTokenAt = now + days(7);
    KeyInfo next = keyOf("k-2027-01", State::Next, now - days(5));
    next.activatesAt = now + days(58);
    return {old, before, active, next};
}

} // namespace tokendesk::test
