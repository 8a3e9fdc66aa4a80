// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/momenttext.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QStringList>
#include <QTimeZone>

namespace tokendesk::ui {
namespace {

const QString kPattern = QStringLiteral("yyyy-MM-dd HH:mm:ss");

QString twoLargestUnits(std::chrono::seconds length)
{
    const QStringList words = durationText(length).split(QLatin1Char(' '));
    return words.mid(0, 4).join(QLatin1Char(' '));
}

} // namespace

QString localMomentText(Instant moment)
{
    return QDateTime::fromMSecsSinceEpoch(toEpochMs(moment)).toString(kPattern);
}

QString utcMomentText(Instant moment)
{
    return QDateTime::fromMSecsSinceEpoch(toEpochMs(moment), QTimeZone::utc()).toString(kPattern)
           + QStringLiteral(" UTC");
}

QString relativeMomentText(Instant moment, Instant now)
{
    const auto difference = std::chrono::duration_cast<std::chrono::seconds>(moment - now);
    if (difference.count() == 0)
        return QCoreApplication::translate("Moment", "now");
    if (difference.count() < 0)
        return QCoreApplication::translate("Moment", "%1 ago").arg(twoLargestUnits(-difference));
    return QCoreApplication::translate("Moment", "in %1").arg(twoLargestUnits(difference));
}

} // namespace tokendesk::ui
