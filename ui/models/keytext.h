// SPDX-License-Identifier: GPL-3.0-or-later
// Functions: what the window says about signing keys.
#pragma once

#include "server/base/keyinfo.h"

namespace tokendesk::ui {

/// A key with the moments of its life, as far as they are known or planned.
struct KeyLife
{
    KeyInfo key;
    std::optional<Instant> signsFrom; ///< none: it has never signed and has no date
    std::optional<Instant> signsUntil; ///< none: until somebody rotates
    std::optional<Instant> verifiesUntil; ///< none: unlimited so far

    friend bool operator==(const KeyLife &, const KeyLife &) = default;
};

/// In the order of \a keys. When a key stopped signing is when the next one began.
[[nodiscard]] std::vector<KeyLife> livesOf(const std::vector<KeyInfo> &keys);

/// "Next", "Active", "Verifies only", "Retired".
[[nodiscard]] QString keyStateText(KeyInfo::State state);
/// A shape for each, so that a state is never told by colour alone.
[[nodiscard]] QChar keyStateGlyph(KeyInfo::State state);
/// A long id as "5f8JxQ…9aZw".
[[nodiscard]] QString shortKeyId(const QString &kid);
/// "4f:9a:…" of a \a kid that is a thumbprint; else empty. Source: RFC 7638 section 3.
[[nodiscard]] QString keyThumbprint(const QString &kid);
/// Is it an algorithm of shared secrets, which have no public part?
[[nodiscard]] bool isSecretAlgorithm(const QString &algorithm);
/// One line for who has to choose.
[[nodiscard]] QString algorithmExplanation(const QString &algorithm);

/// "1,204", or "1,204+" where counting stopped.
[[nodiscard]] QString keySessionsText(const KeyInfo &key);
/// What stays valid once \a key signs no more, in numbers.
[[nodiscard]] QString whatStaysValid(const KeyInfo &key);
/// What ends when \a key is retired, and what of \a all does not.
[[nodiscard]] QString whatRetiringEnds(const KeyInfo &key, const std::vector<KeyInfo> &all);
/// Why to look at \a key, and what to do.
[[nodiscard]] QString concernText(KeyConcern concern, const KeyInfo &key);
/// "2026-12-25 14:00", local.
[[nodiscard]] QString minuteText(Instant at);
/// "2026-12-25", local.
[[nodiscard]] QString dayText(Instant at);

} // namespace tokendesk::ui
