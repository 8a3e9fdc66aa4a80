// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/token/base64url.h"

#include <array>
#include <cstdint>

namespace tokendesk::token {
namespace {

constexpr char kAlphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::uint8_t kInvalid = 0xff;

constexpr std::array<std::uint8_t, 256> decodeTable()
{
    std::array<std::uint8_t, 256> table{};
    table.fill(kInvalid);
    for (std::uint8_t i = 0; i < 64; ++i)
        table[static_cast<unsigned char>(kAlphabet[i])] = i;
    return table;
}
constexpr auto kDecode = decodeTable();

std::uint32_t valueOf(char c) { return kDecode[static_cast<unsigned char>(c)]; }

} // namespace

QByteArray toBase64Url(QByteArrayView bytes)
{
    QByteArray out;
    appendBase64Url(out, bytes);
    return out;
}

void appendBase64Url(QByteArray &out, QByteArrayView bytes)
{
    const qsizetype whole = bytes.size() / 3;
    const qsizetype rest = bytes.size() % 3;
    const qsizetype before = out.size();
    out.resize(before + whole * 4 + (rest == 0 ? 0 : rest + 1));
    char *to = out.data() + before;
    const auto *from = reinterpret_cast<const std::uint8_t *>(bytes.data());
    for (qsizetype i = 0; i < whole; ++i, from += 3) {
        const std::uint32_t bits =
            std::uint32_t{from[0]} << 16 | std::uint32_t{from[1]} << 8 | from[2];
        *to++ = kAlphabet[bits >> 18];
        *to++ = kAlphabet[bits >> 12 & 63U];
        *to++ = kAlphabet[bits >> 6 & 63U];
        *to++ = kAlphabet[bits & 63U];
    }
    if (rest == 0)
        return;
    const std::uint32_t bits =
        std::uint32_t{from[0]} << 16 | (rest == 2 ? std::uint32_t{from[1]} << 8 : 0U);
    *to++ = kAlphabet[bits >> 18];
    *to++ = kAlphabet[bits >> 12 & 63U];
    if (rest == 2)
        *to++ = kAlphabet[bits >> 6 & 63U];
}

bool fromBase64Url(QByteArrayView text, QByteArray &out)
{
    const qsizetype rest = text.size() % 4;
    if (rest == 1)
        return false;
    const qsizetype whole = text.size() / 4;
    out.resize(whole * 3 + (rest == 0 ? 0 : rest - 1));
    char *to = out.data();
    const char *from = text.data();
    std::uint32_t bad = 0;
    for (qsizetype i = 0; i < whole; ++i, from += 4) {
        const std::uint32_t a = valueOf(from[0]);
        const std::uint32_t b = valueOf(from[1]);
        const std::uint32_t c = valueOf(from[2]);
        const std::uint32_t d = valueOf(from[3]);
        bad |= a | b | c | d; // an invalid character is the only value with the top bits set
        const std::uint32_t bits = (a << 18) | (b << 12) | (c << 6) | d;
        *to++ = static_cast<char>(bits >> 16);
        *to++ = static_cast<char>(bits >> 8);
        *to++ = static_cast<char>(bits);
    }
    if (rest >= 2) {
        const std::uint32_t a = valueOf(from[0]);
        const std::uint32_t b = valueOf(from[1]);
        const std::uint32_t c = rest == 3 ? valueOf(from[2]) : 0;
        bad |= a | b | c;
        const std::uint32_t bits = (a << 18) | (b << 12) | (c << 6);
        *to++ = static_cast<char>(bits >> 16);
        if (rest == 3)
            *to++ = static_cast<char>(bits >> 8);
        if ((rest == 2 ? (b & 0xfU) : (c & 0x3U)) != 0)
            return false;
    }
    return (bad & 0xc0U) == 0;
}

std::optional<QByteArray> fromBase64Url(QByteArrayView text)
{
    QByteArray out;
    if (!fromBase64Url(text, out))
        return std::nullopt;
    return out;
}

} // namespace tokendesk::token
