// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/token/claimvalues.h"

#include <algorithm>
#include <cmath>

namespace tokendesk::token {
namespace {

/// 9999-12-31T23:59:59Z: later moments have no date. Source: SECURITY R17.
constexpr double kLatestSecond = 253402300799.0;
constexpr qsizetype kMaximumUserDigits = 19;

} // namespace

std::optional<Instant> numericDate(const JsonMember &member)
{
    if (member.type != JsonType::Number)
        return std::nullopt;
    const std::optional<double> seconds = jsonToDouble(member.raw);
    // On the double: a conversion out of range would be undefined.
    if (!seconds || std::abs(*seconds) > kLatestSecond)
        return std::nullopt;
    return fromEpochMs(static_cast<qint64>(std::floor(*seconds * 1000)));
}

std::optional<UserId> userIdOf(const JsonMember &member)
{
    QByteArrayView digits = member.raw;
    if (member.type == JsonType::String)
        digits = digits.sliced(1, digits.size() - 2);
    else if (member.type != JsonType::Number)
        return std::nullopt;
    const bool plain =
        !digits.isEmpty() && digits.size() <= kMaximumUserDigits
        && std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
    return plain ? jsonToInteger(digits) : std::nullopt;
}

bool holdsAudience(const JsonMember &member, QByteArrayView audience)
{
    if (member.type == JsonType::String)
        return jsonEquals(member.raw, audience);
    if (member.type != JsonType::Array)
        return false;
    // The scan has accepted the array, so strings end and only values and commas are between them.
    bool found = false;
    qsizetype at = 1;
    const QByteArrayView raw = member.raw;
    while (at < raw.size() - 1) {
        if (QByteArrayView(" \t\r\n,").contains(raw[at])) {
            ++at;
            continue;
        }
        if (raw[at] != '"')
            return false;
        qsizetype end = at + 1;
        while (raw[end] != '"')
            end += raw[end] == '\\' ? 2 : 1;
        found = found || jsonEquals(raw.sliced(at, end + 1 - at), audience);
        at = end + 1;
    }
    return found;
}

} // namespace tokendesk::token
