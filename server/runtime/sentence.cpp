// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/runtime/sentence.h"

#include <QStringList>

namespace tokendesk {

QString afterColon(QString text)
{
    if (text.size() > 1 && text.at(1).isLower()) // not "JWT", not "URL"
        text[0] = text.at(0).toLower();
    return text;
}

QString Sentence::english() const
{
    QStringList facts;
    for (const SentencePart &part : parts) {
        const QString text = part.moment ? toIsoString(*part.moment) : part.text;
        facts.append(part.context ? afterColon(text) : text);
    }
    return filled(QString::fromUtf8(pattern), facts);
}

QString Sentence::filled(QString pattern, const QStringList &facts)
{
    // Not with QString::arg(): a fact may have a "%2" of its own.
    QString text;
    qsizetype from = 0;
    for (qsizetype at = pattern.indexOf(u'%'); at >= 0; at = pattern.indexOf(u'%', from)) {
        const int number = at + 1 < pattern.size() ? pattern.at(at + 1).digitValue() : -1;
        const bool isPlace = number > 0 && number <= facts.size();
        text += QStringView(pattern).mid(from, at - from);
        text += isPlace ? facts.at(number - 1) : QStringLiteral("%");
        from = at + (isPlace ? 2 : 1);
    }
    return text + QStringView(pattern).mid(from);
}

} // namespace tokendesk
