// SPDX-License-Identifier: GPL-3.0-or-later
// Values: what the settings of djangorestframework-simplejwt are here.
#pragma once

#include "server/base/settings.h"

#include <QJsonObject>

#include <vector>

namespace tokendesk {

/// What becomes of one entry of SIMPLE_JWT.
enum class DjangoOutcome {
    Taken, ///< a setting here has that value
    Default, ///< what the peer would do anyway, and this server does; nothing to take
    Key, ///< key material, which is imported as a key
    Program, ///< names a class, a function or a model field that exists in Django alone
    Off, ///< None switches a claim off, which is not possible here
    NotLiteral, ///< only the running program knows the value
    Invalid, ///< the value does not fit; `reason` says why
    Removed, ///< simplejwt itself refuses that name
    Unknown, ///< simplejwt does not know the name; `reason` is the nearest one that it knows
    Count
};

/// One entry of SIMPLE_JWT.
struct DjangoEntry
{
    QString name; ///< "ACCESS_TOKEN_LIFETIME"
    QString source; ///< the value as written
    int line = 0; ///< 0: not written, the peer's default
    DjangoOutcome outcome = DjangoOutcome::Unknown;
    SettingKey key; ///< where taken
    QJsonValue value; ///< where taken
    QString reason; ///< English
};

/// Reads SIMPLE_JWT from \a text: a settings file, the assignment, or the dictionary alone; in the
/// order of the text. \a withDefaults: also what simplejwt does where the text says nothing, at the
/// end. Errors: InvalidArgument with field "file". Source: contract/settings.md.
[[nodiscard]] Result<std::vector<DjangoEntry>> readDjangoSettings(const QString &text,
                                                                  bool withDefaults);

/// The changes that \a entries make: key → value.
[[nodiscard]] QJsonObject changesOf(const std::vector<DjangoEntry> &entries);

/// One English sentence about \a outcome; "" for what needs none.
[[nodiscard]] const char *djangoOutcomeText(DjangoOutcome outcome);

} // namespace tokendesk
