// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/table.h"

#include <algorithm>

namespace tokendesk::cli {
namespace {

constexpr int kHexadecimal = 16;
constexpr qsizetype kGap = 2;

QString padded(const QString &text, qsizetype width)
{
    return text + QString(std::max<qsizetype>(0, width - text.size()), QLatin1Char(' '));
}

bool isHidden(QChar character)
{
    switch (character.category()) {
    case QChar::Other_Control:
    case QChar::Other_Format: // bidi marks, zero-width characters
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    default:
        return false;
    }
}

} // namespace

QString visible(const QString &text)
{
    if (std::none_of(text.begin(), text.end(), isHidden))
        return text;
    QString shown;
    for (const QChar character : text) {
        if (isHidden(character))
            shown += QStringLiteral("\\u{%1}").arg(int(character.unicode()), 0, kHexadecimal);
        else
            shown += character;
    }
    return shown;
}

QString Table::text() const
{
    QList<QStringList> lines{m_headings};
    for (const QStringList &row : m_rows) {
        QStringList cells;
        for (const QString &cell : row)
            cells.append(visible(cell));
        lines.append(cells);
    }
    QList<qsizetype> widths(m_headings.size(), 0);
    for (const QStringList &line : lines) {
        for (qsizetype i = 0; i < line.size(); ++i)
            widths[i] = std::max(widths[i], line[i].size());
    }
    QString text;
    for (const QStringList &line : lines) {
        QString shown;
        for (qsizetype i = 0; i < line.size(); ++i)
            shown += padded(line[i], widths[i] + kGap);
        while (shown.endsWith(QLatin1Char(' ')))
            shown.chop(1);
        text += shown + QLatin1Char('\n');
    }
    return text;
}

QString Sheet::text() const
{
    qsizetype width = 0;
    for (const auto &[name, value] : m_lines)
        width = std::max(width, name.size());
    QString text;
    for (const auto &[name, value] : m_lines) {
        QString line = padded(name, width + kGap) + visible(value);
        while (line.endsWith(QLatin1Char(' ')))
            line.chop(1);
        text += line + QLatin1Char('\n');
    }
    return text;
}

} // namespace tokendesk::cli
