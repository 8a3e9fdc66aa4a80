// SPDX-License-Identifier: GPL-3.0-or-later
// Value: what a stored hash may ask for.
#pragma once

#include <QtGlobal>

namespace tokendesk::auth {

/// Caps on the costs that a row of the database names: a hostile one must not hang or crash us.
/// Source: SECURITY R64.
struct HashCaps
{
    qint64 iterations = 10'000'000; ///< of PBKDF2
    qint64 memoryKib = 1'048'576; ///< of Argon2 and scrypt
    qint64 passes = 64; ///< of Argon2
    qint64 lanes = 64; ///< of Argon2 and scrypt
    int bcryptRounds = 16; ///< as a power of two

    /// KiB times passes or lanes: bounds the time where the single caps would allow minutes.
    [[nodiscard]] qint64 memoryPasses() const { return 4 * memoryKib; }
};

} // namespace tokendesk::auth
