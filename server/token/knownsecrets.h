// SPDX-License-Identifier: GPL-3.0-or-later
// Functions: HMAC secrets that everybody knows.
#pragma once

#include <QByteArrayView>

#include <span>

namespace tokendesk::token {

/// Secrets from tutorials, templates and example pages, in lower case, which attackers try first.
/// Source: SECURITY R30.
[[nodiscard]] std::span<const char *const> knownSecrets();

/// Whether \a secret is one of them, in whatever case it is written.
[[nodiscard]] bool isKnownSecret(QByteArrayView secret);

} // namespace tokendesk::token
