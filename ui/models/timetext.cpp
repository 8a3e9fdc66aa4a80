// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/timetext.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

namespace tokendesk::ui {

namespace {

QString translate(const char *text) { return QCoreApplication::translate("TimeText", text); }

QDateTime local(Instant at) { return QDateTime::fromMSecsSinceEpoch(toEpochMs(at)); }

} // namespace

QString shortSpan(std::chrono::milliseconds span)
{
    using namespace std::chrono;
    const seconds whole = abs(duration_cast<seconds>(span));
    const QLocale locale;
    if (whole < minutes(1))
        return translate("%1 s").arg(locale.toString(qlonglong(whole.count())));
    if (whole < hours(1))
        return translate("%1 min").arg(locale.toString(qlonglong(whole / minutes(1))));
    if (whole < hours(48))
        return translate("%1 h").arg(locale.toString(qlonglong(whole / hours(1))));
    return translate("%1 d").arg(locale.toString(qlonglong(whole / hours(24))));
}

QString relativeTime(Instant at, Instant now)
{
    const std::chrono::milliseconds span = at - now;
    if (std::chrono::abs(span) < std::chrono::seconds(5))
        return translate("just now");
    //: a moment ahead: "in 5 d"
    return (span.count() > 0 ? translate("in %1") : translate("%1 ago")).arg(shortSpan(span));
}

QString relativeTime(const std::optional<Instant> &at, Instant now)
{
    return at ? relativeTime(*at, now) : translate("never");
}

QString exactTime(Instant at)
{
    const QDateTime here = local(at);
    const QDateTime utc = here.toUTC();
    const QString clock = QStringLiteral("HH:mm:ss");
    const QString full = QStringLiteral("yyyy-MM-dd HH:mm:ss");
    return QStringLiteral("%1 %2 (%3 UTC)")
        .arg(here.toString(full), here.timeZoneAbbreviation(),
             utc.toString(here.date() == utc.date() ? clock : full));
}

QString clockTime(Instant at, Instant now)
{
    const QDateTime here = local(at);
    return here.toString(here.date() == local(now).date() ? QStringLiteral("HH:mm:ss")
                                                          : QStringLiteral("yyyy-MM-dd HH:mm:ss"));
}

QString plainToolTip(const QString &text)
{
    return text.isEmpty() ? QString() : QStringLiteral("<span>%1</span>").arg(text.toHtmlEscaped());
}

} // namespace tokendesk::ui
