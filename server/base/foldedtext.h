// SPDX-License-Identifier: GPL-3.0-or-later
// Values: how texts are compared that look alike.
#pragma once

#include <QString>

namespace tokendesk {

/// \a text without what tells it from texts that look the same: case and compatibility forms. What
/// usernames are compared by, and what searches look into. Source: Unicode 15 D145 and UAX #15.
[[nodiscard]] inline QString foldedText(const QString &text)
{
    constexpr auto form = QString::NormalizationForm_KC;
    return text.normalized(form).toCaseFolded().normalized(form);
}

} // namespace tokendesk
