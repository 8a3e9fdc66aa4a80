// SPDX-License-Identifier: GPL-3.0-or-later
// Values: the result of anything that can fail.
#pragma once

#include "server/base/error.h"

#include <tl/expected.hpp>

namespace tokendesk {

/// A value or the error that took its place. An alias, so that std::expected can follow in one
/// line.
template<typename T>
using Result = tl::expected<T, Error>;

/// The failing side of a Result.
[[nodiscard]] inline tl::unexpected<Error> fail(ErrorCode code, QString detail = {},
                                                QString field = {},
                                                const char *file = __builtin_FILE(),
                                                int line = __builtin_LINE())
{
    return tl::unexpected<Error>(Error(code, std::move(detail), std::move(field), file, line));
}

/// Hands an error on.
[[nodiscard]] inline tl::unexpected<Error> fail(Error error)
{
    return tl::unexpected<Error>(std::move(error));
}

} // namespace tokendesk

#define TOKENDESK_CONCAT_INNER(a, b) a##b
#define TOKENDESK_CONCAT(a, b) TOKENDESK_CONCAT_INNER(a, b)

/// Leaves the function with the error of \a expr, if it has one.
#define TRY(expr) \
    do { \
        if (auto tryResult = (expr); !tryResult) \
            return ::tokendesk::fail(std::move(tryResult).error()); \
    } while (false)

/// `TRY_ASSIGN(auto row, find(id));` declares row, or leaves the function with the error.
#define TRY_ASSIGN(declaration, expr) \
    TRY_ASSIGN_NAMED(TOKENDESK_CONCAT(tryAssign, __LINE__), declaration, expr)
#define TRY_ASSIGN_NAMED(name, declaration, expr) \
    auto name = (expr); \
    if (!name) \
        return ::tokendesk::fail(std::move(name).error()); \
    declaration = *std::move(name)
