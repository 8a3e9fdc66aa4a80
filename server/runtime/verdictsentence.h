// SPDX-License-Identifier: GPL-3.0-or-later
// Functions: a verdict in words.
#pragma once

#include "server/runtime/adminapi.h"
#include "server/token/key.h"
#include "server/token/policy.h"

#include <QStringList>

namespace tokendesk {

/// "Accepted: access token, expires in 15 min." or why not, with the facts that decided: "Refused:
/// another issuer; the token says "a", this server wants "b"." \a type: what the token says it is;
/// may be empty. What comes from the token is quoted, without control characters and cut short.
[[nodiscard]] Sentence verdictSentence(const Inspection &inspection, const QString &type,
                                       const token::Policy &policy, const token::KeyRing &keys);

/// \a sentence without what it tells of the token, its session and its user.
[[nodiscard]] Sentence withoutFacts(const Sentence &sentence);

/// Why a session ended, in English: "not refreshed in time"; translated by the window in context
/// "VerdictSentence".
[[nodiscard]] const char *endReasonText(EndReason reason);

/// Every pattern of these sentences, and every word that is a fact of one, in English; the window
/// has a translation of each.
[[nodiscard]] QStringList verdictPatterns();
[[nodiscard]] QStringList verdictWords();

} // namespace tokendesk
