// SPDX-License-Identifier: GPL-3.0-or-later
// Functions: an inspection to hand on.
#pragma once

#include "server/runtime/adminapi.h"

#include <QJsonObject>

namespace tokendesk {

/// What `token inspect --json` prints: header, claims, verdict, sentence, session, user, answers,
/// remarks. The token itself is left out, so that nobody can use it.
[[nodiscard]] QJsonObject toJson(const Inspection &inspection);

/// One row of what `token tamper --json` prints: name, change, accepted, cause, sentence, answers.
/// Without the changed token: the unchanged one is the token itself.
[[nodiscard]] QJsonObject toJson(const TamperTrial &trial);

/// \a inspection without anything about a person or a way in: of header and claims only algorithm,
/// types, times, issuer, audience and key id keep their values; session, user, bodies of answers
/// and the signature are gone.
[[nodiscard]] Inspection redacted(const Inspection &inspection);

} // namespace tokendesk
