// SPDX-License-Identifier: GPL-3.0-or-later
// Functions: how other services take the tokens of this server, as text to copy.
#pragma once

#include "server/base/settings.h"

#include <QString>

#include <span>

namespace tokendesk {

/// A framework or program there is a text for.
struct IntegrationTarget
{
    const char *id; ///< "fastapi"; a word of the command line
    const char *title; ///< "FastAPI (PyJWT)"; a name, not translated
};

[[nodiscard]] std::span<const IntegrationTarget> integrationTargets();

/// What the texts are filled in with. Holds no secret.
struct IntegrationFacts
{
    QString url; ///< of this server, without a slash at the end
    QString algorithm; ///< of the key that signs; empty: none does
    Settings settings;
};

/// The configuration for \a target, filled in; comments are English. Where keys are shared secrets
/// it says where to put the secret instead of holding it. Errors: NotFound (names the nearest
/// target).
[[nodiscard]] Result<QString> integrationText(const QString &target, const IntegrationFacts &facts);

} // namespace tokendesk
