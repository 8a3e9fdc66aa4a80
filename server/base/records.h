// SPDX-License-Identifier: GPL-3.0-or-later
// Functions: users and sessions as rows of a CSV file.
#pragma once

#include "server/base/session.h"
#include "server/base/user.h"

#include <QStringList>

namespace tokendesk {

/// Column names of csvFields(); an import reads those of users again.
[[nodiscard]] QStringList userCsvColumns();
/// Made safe for spreadsheets by formulaSafe().
[[nodiscard]] QStringList csvFields(const User &user);
[[nodiscard]] QStringList sessionCsvColumns();
[[nodiscard]] QStringList csvFields(const Session &session, Instant now);

/// "editors|operations"; a JSON list where a name has a bar in it.
[[nodiscard]] QString groupsText(const QStringList &groups);
/// What groupsText() made; nothing if it is a JSON list of other things than texts.
[[nodiscard]] std::optional<QStringList> groupsFromText(const QString &text);

} // namespace tokendesk
