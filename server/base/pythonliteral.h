// SPDX-License-Identifier: GPL-3.0-or-later
// Service: reads the values of a Python settings file, without Python.
#pragma once

#include "server/base/result.h"

#include <QString>

#include <utility>
#include <vector>

namespace tokendesk {

/// A value as far as it can be known from the text alone.
struct PythonValue
{
    enum class Type {
        None,
        Boolean,
        Number,
        String,
        Duration, ///< timedelta(…)
        List, ///< a list or a tuple
        Dictionary,
        Unknown ///< a name, a call, anything that only a running program knows
    };

    Type type = Type::None;
    bool boolean = false;
    double number = 0; ///< of a Duration: seconds
    QString string;
    std::vector<PythonValue> items; ///< of a list
    std::vector<std::pair<PythonValue, PythonValue>> members; ///< of a dictionary, in order
    QString source; ///< as it was written
    int line = 1; ///< where it begins
};

/// Reads the dictionary that \a text gives to the name \a name ("NAME = {…}", anywhere in it), or
/// that \a text is. Literals, timedelta(…), and sums and products of those are read; names, calls
/// and all else is Unknown. Errors: InvalidArgument with the line; nesting deeper than 20 and texts
/// of more than 1 MiB are refused.
[[nodiscard]] Result<PythonValue> readPythonDictionary(const QString &text, const QString &name);

} // namespace tokendesk
