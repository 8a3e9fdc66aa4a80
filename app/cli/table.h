// SPDX-License-Identifier: GPL-3.0-or-later
// Value: what a verb prints for people.
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace tokendesk::cli {

/// Rows under headings, aligned with blanks.
class Table
{
public:
    explicit Table(QStringList headings) : m_headings(std::move(headings)) { }
    void add(QStringList row) { m_rows.append(std::move(row)); }
    /// Every line ends with a newline; columns are as wide as their widest cell, the last one is
    /// not padded.
    [[nodiscard]] QString text() const;

private:
    QStringList m_headings;
    QList<QStringList> m_rows;
};

/// "name: value" lines, the values aligned.
class Sheet
{
public:
    void add(const QString &name, const QString &value) { m_lines.append({name, value}); }
    [[nodiscard]] QString text() const;

private:
    QList<std::pair<QString, QString>> m_lines;
};

/// \a text with control characters, line separators and bidi marks written as \u{…}, so that data
/// cannot write to the terminal. Source: SECURITY R100.
[[nodiscard]] QString visible(const QString &text);

} // namespace tokendesk::cli
