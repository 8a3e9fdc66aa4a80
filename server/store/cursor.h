// SPDX-License-Identifier: GPL-3.0-or-later
// Private to the store: the opaque cursors of keyset-paged lists.
#pragma once

#include "server/base/result.h"

#include <QByteArray>
#include <QVariant>

namespace tokendesk::store {

/// Where a page ended: value of the sort column (text or integer) and id (integer, or bytes of a
/// session).
struct Cursor
{
    QVariant sort;
    QVariant id;
};

/// Base64url of a JSON array [list, sort, id]. \a list names the list and its order, so that a
/// cursor is refused by any other.
[[nodiscard]] QByteArray encodeCursor(QLatin1String list, const Cursor &cursor);
/// Errors: InvalidArgument with field "after".
[[nodiscard]] Result<Cursor> decodeCursor(QLatin1String list, const QByteArray &text);

} // namespace tokendesk::store
