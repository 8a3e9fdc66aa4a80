// SPDX-License-Identifier: GPL-3.0-or-later
// The four hex digits of an escape, which the scanner checks and the reader of strings takes.
#pragma once

namespace tokendesk {

/// The value of a hex digit of either case, or -1.
constexpr int jsonHexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// The UTF-16 unit of the four hex digits at \a digits, or -1. Source: RFC 8259 section 7.
constexpr int jsonHexUnit(const char *digits)
{
    int unit = 0;
    for (int i = 0; i < 4; ++i) {
        const int value = jsonHexDigit(digits[i]);
        if (value < 0)
            return -1;
        unit = unit * 16 + value;
    }
    return unit;
}

} // namespace tokendesk
