// SPDX-License-Identifier: GPL-3.0-or-later
// What must hold for any input of the CSV reader: the sentence that was broken, or nothing.
#pragma once

#include "server/base/csv.h"

namespace tokendesk::test {

/// A table that was read is within the limits, and can be written and read again to the same.
inline const char *csvBreach(QByteArrayView input)
{
    const CsvLimits limits{64 * 1024, 200, 16, 1024};
    const auto table = readCsv(input, {}, limits);
    if (!table)
        return table.error().detail.isEmpty() ? "a refusal without a reason" : nullptr;
    if (table->rows.size() > 200)
        return "more rows than the limit";
    QString text(QChar(0xFEFF)); // so that one in the text is not taken for it
    std::vector<CsvRow> rows{table->header};
    rows.insert(rows.end(), table->rows.begin(), table->rows.end());
    qint64 line = 0;
    for (const CsvRow &row : rows) {
        if (row.fields.isEmpty() || row.fields.size() > 16)
            return "a row with no field, or more than the limit";
        if (row.line <= line)
            return "line numbers that do not grow";
        line = row.line;
        for (const QString &field : row.fields) {
            if (field.size() > 1024)
                return "a field longer than the limit";
            if (fromFormulaSafe(formulaSafe(field)) != field)
                return "a field that was made safe does not come back";
        }
        text += csvLine(row.fields, table->separator);
    }
    const auto again = readCsv(text.toUtf8(), table->separator);
    if (!again)
        return "what was written cannot be read";
    if (again->header.fields != table->header.fields || again->rows.size() != table->rows.size())
        return "what was written reads as another table";
    for (std::size_t i = 0; i < again->rows.size(); ++i) {
        if (again->rows[i].fields != table->rows[i].fields)
            return "what was written reads as another row";
    }
    return nullptr;
}

} // namespace tokendesk::test
