// SPDX-License-Identifier: GPL-3.0-or-later
// Which bytes of a JSON string stand for themselves, which the scanner and the writer of strings
// skip.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace tokendesk {

/// Whether all eight bytes are ASCII that a JSON string holds as it stands. Each term has the top
/// bit of a byte set if that byte is what the term looks for; a borrow from the byte below can only
/// follow a find there.
inline bool isPlainJson(std::uint64_t bytes)
{
    constexpr std::uint64_t kOnes = 0x0101'0101'0101'0101;
    const std::uint64_t quote = bytes ^ (kOnes * '"');
    const std::uint64_t backslash = bytes ^ (kOnes * '\\');
    const std::uint64_t found = bytes | (bytes - kOnes * 0x20) | ((quote - kOnes) & ~quote)
                                | ((backslash - kOnes) & ~backslash);
    return (found & (kOnes * 0x80)) == 0;
}

/// Eight bytes at a time: tokens are long strings without anything special.
inline const char *skipPlainJson(const char *at, const char *end)
{
    std::uint64_t bytes = 0;
    while (end - at >= static_cast<std::ptrdiff_t>(sizeof bytes)) {
        std::memcpy(&bytes, at, sizeof bytes);
        if (!isPlainJson(bytes))
            break;
        at += sizeof bytes;
    }
    return at;
}

} // namespace tokendesk
