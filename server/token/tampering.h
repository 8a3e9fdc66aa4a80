// SPDX-License-Identifier: GPL-3.0-or-later
// Functions: the ways in which people try to get a changed token accepted.
#pragma once

#include "server/token/key.h"

#include <QByteArray>

#include <vector>

namespace tokendesk::token {

/// One changed token. No verifier may accept it.
struct Tampering
{
    const char *name = ""; ///< stable word: "alg_none"
    const char *text = ""; ///< what was done, in English; translated in context "Tampering"
    QByteArray token;

    friend bool operator==(const Tampering &, const Tampering &) = default;
};

/// \a token, which has the form of a token, changed in each way that its algorithm, its claims and
/// \a keys allow. The confusion of public key and secret needs a public key in \a keys. The same
/// for the same input: nothing here is random. Errors: InvalidArgument (no form of a token),
/// Internal. Source: RFC 8725 section 2; SECURITY R1 to R10.
[[nodiscard]] Result<std::vector<Tampering>> tamperWith(QByteArrayView token, const KeyRing &keys);

} // namespace tokendesk::token
