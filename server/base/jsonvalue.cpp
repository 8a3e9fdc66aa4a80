// SPDX-License-Identifier: GPL-3.0-or-later
// Values of a text that JsonText::scan() has accepted, and strings for one that is to be written.
#include "server/base/json.h"
#include "server/base/jsonhex.h"
#include "server/base/jsonplain.h"
#include "server/base/utf8.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace tokendesk {

QString jsonToString(QByteArrayView raw)
{
    const QByteArrayView inside = raw.sliced(1, raw.size() - 2);
    if (!inside.contains('\\'))
        return textFromUtf8(inside);
    QString out;
    out.reserve(inside.size());
    const char *at = inside.begin();
    while (at < inside.end()) {
        if (*at != '\\') {
            const char *stop = std::find(at, inside.end(), '\\');
            out += textFromUtf8(QByteArrayView(at, stop - at));
            at = stop;
            continue;
        }
        switch (at[1]) {
        case 'b':
            out += QLatin1Char('\b');
            break;
        case 'f':
            out += QLatin1Char('\f');
            break;
        case 'n':
            out += QLatin1Char('\n');
            break;
        case 'r':
            out += QLatin1Char('\r');
            break;
        case 't':
            out += QLatin1Char('\t');
            break;
        case 'u':
            out += QChar(static_cast<char16_t>(jsonHexUnit(at + 2)));
            at += 4;
            break;
        default:
            out += QLatin1Char(at[1]);
        }
        at += 2;
    }
    return out;
}

QByteArray jsonToUtf8(QByteArrayView raw)
{
    const QByteArrayView inside = raw.sliced(1, raw.size() - 2);
    return inside.contains('\\') ? jsonToString(raw).toUtf8() : inside.toByteArray();
}

bool jsonEquals(QByteArrayView raw, QByteArrayView utf8)
{
    const QByteArrayView inside = raw.sliced(1, raw.size() - 2);
    return inside.contains('\\') ? jsonToUtf8(raw) == utf8 : inside == utf8;
}

std::optional<double> jsonToDouble(QByteArrayView raw)
{
    double value = 0;
    const auto [end, error] = std::from_chars(raw.begin(), raw.end(), value);
    if (error != std::errc{} || end != raw.end() || !std::isfinite(value))
        return std::nullopt;
    return value;
}

std::optional<qint64> jsonToInteger(QByteArrayView raw)
{
    qint64 value = 0;
    const auto [end, error] = std::from_chars(raw.begin(), raw.end(), value);
    if (error != std::errc{} || end != raw.end())
        return std::nullopt;
    return value;
}

void appendJsonString(QByteArray &out, QByteArrayView utf8)
{
    static constexpr char kHex[] = "0123456789abcdef";
    const auto needsEscape = [](char c) {
        return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20;
    };
    // By runs: most texts need no escape at all.
    out += '"';
    const char *from = utf8.begin();
    for (;;) {
        const char *at = std::find_if(skipPlainJson(from, utf8.end()), utf8.end(), needsEscape);
        out.append(from, at - from);
        if (at == utf8.end())
            break;
        if (const auto byte = static_cast<unsigned char>(*at); byte < 0x20) {
            out += "\\u00";
            out += kHex[byte >> 4];
            out += kHex[byte & 0xfU];
        } else {
            out += '\\';
            out += *at;
        }
        from = at + 1;
    }
    out += '"';
}

} // namespace tokendesk
