// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/verdicttext.h"

#include "ui/models/momenttext.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

namespace tokendesk::ui {
namespace {

QString translated(const char *context, const char *text)
{
    return QCoreApplication::translate(context, text);
}

/// What goes on after a colon begins with a small letter, unless it is a noun of German.
QString continued(const QString &text)
{
    return QLocale().language() == QLocale::German ? text : afterColon(text);
}

} // namespace

QString verdictText(const Sentence &sentence)
{
    QStringList facts;
    for (const SentencePart &part : sentence.parts) {
        if (part.moment)
            facts.append(localMomentText(*part.moment));
        else if (part.context)
            facts.append(continued(translated(part.context, part.text.toUtf8().constData())));
        else
            facts.append(part.text);
    }
    return Sentence::filled(translated("VerdictSentence", sentence.pattern), facts);
}

QString verdictReason(const Sentence &sentence)
{
    const QString text = verdictText(sentence);
    const qsizetype colon = text.indexOf(QLatin1String(": "));
    QString reason = text.mid(colon + 2);
    if (colon < 0 || reason.isEmpty())
        return text;
    reason[0] = reason.at(0).toUpper();
    return reason;
}

} // namespace tokendesk::ui
