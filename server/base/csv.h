// SPDX-License-Identifier: GPL-3.0-or-later
// Values and functions: tables as comma-separated text. Source: RFC 4180.
#pragma once

#include "server/base/result.h"

#include <QByteArray>
#include <QStringList>

#include <optional>
#include <vector>

namespace tokendesk {

/// What a file may have at most; what has more is refused as a whole.
struct CsvLimits
{
    qint64 bytes = 32 * 1024 * 1024;
    int rows = 200'000; ///< without the header
    int fields = 64; ///< in one row
    int fieldLength = 64 * 1024; ///< UTF-16 units of one field
};

/// One record that is not blank.
struct CsvRow
{
    qint64 line = 0; ///< where it begins; the first line is 1
    QStringList fields;

    friend bool operator==(const CsvRow &, const CsvRow &) = default;
};

/// A table as it was read.
struct CsvTable
{
    QString encoding; ///< "UTF-8", "UTF-16", "Latin-1"
    QChar separator = u',';
    CsvRow header; ///< the first record
    std::vector<CsvRow> rows; ///< the others; their number of fields may differ from the header's
};

/// Reads \a bytes: UTF-8 or UTF-16 with or without a mark at the start, else Latin-1; rows that end
/// with CRLF, LF or CR; fields in double quotes, which may hold line breaks, or without. Without
/// \a separator it is what the first record has most of: comma, semicolon or tab; a first line
/// `sep=;` as spreadsheets write it names it too. Blank lines count for nothing. Errors:
/// InvalidArgument with field "file", which name line and reason.
[[nodiscard]] Result<CsvTable> readCsv(QByteArrayView bytes, std::optional<QChar> separator = {},
                                       const CsvLimits &limits = {});

/// One record with CRLF at its end, quoted where it must be.
[[nodiscard]] QString csvLine(const QStringList &fields, QChar separator = u',');

/// \a text with an apostrophe before it where a spreadsheet would take it for a formula, that is
/// where it begins with = + - @, a tab or a carriage return. Source: OWASP, CSV injection.
[[nodiscard]] QString formulaSafe(const QString &text);
/// What formulaSafe() made \a text of.
[[nodiscard]] QString fromFormulaSafe(const QString &text);

} // namespace tokendesk
