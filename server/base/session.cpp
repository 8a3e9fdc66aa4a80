// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/base/session.h"

#include <array>

namespace tokendesk {
namespace {

constexpr std::array<const char *, static_cast<std::size_t>(EndReason::Count)> kReasons = {
    "logged_out",
    "blacklisted",
    "token_revoked",
    "ended_by_user",
    "ended_by_administrator",
    "not_before",
    "session_limit",
    "password_changed",
    "user_disabled",
    "user_deleted",
    "refresh_reused",
    "idle",
    "maximum_age",
    "expired",
    "key_retired",
    "imported"};
static_assert(kReasons.back() != nullptr, "one word for each EndReason");

} // namespace

const char *endReasonName(EndReason reason)
{
    const auto index = static_cast<std::size_t>(reason);
    return index < kReasons.size() ? kReasons[index] : "";
}

std::optional<EndReason> endReasonFromName(QStringView name)
{
    for (std::size_t i = 0; i < kReasons.size(); ++i) {
        if (name == QLatin1String(kReasons[i]))
            return static_cast<EndReason>(i);
    }
    return std::nullopt;
}

} // namespace tokendesk
