// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/lifetimebars.h"

#include "server/base/clock.h"

#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>

namespace tokendesk::ui {
namespace {

using std::chrono::seconds;

constexpr seconds kDay = std::chrono::hours(24);
constexpr seconds kWorkingDay = std::chrono::hours(8);
constexpr std::array<qint64, 10> kTicks = {10,     60,      900,       3'600,     14'400,
                                           86'400, 604'800, 2'592'000, 7'776'000, 31'536'000};

} // namespace

LifetimeBars::LifetimeBars(Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setObjectName(QStringLiteral("lifetimeBars"));
    setAccessibleName(tr("Lifetimes on one time axis"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&LifetimeBars::update));
}

void LifetimeBars::setLifetimes(const Lifetimes &lifetimes)
{
    const bool unlimited = lifetimes.sessionMaximum == seconds::zero();
    m_bars = {{tr("Access token"), lifetimes.access, ColourRole::Chart1},
              {tr("Sliding token"), lifetimes.sliding, ColourRole::Chart4},
              {tr("Sliding refresh period"), lifetimes.slidingRefresh, ColourRole::Chart4},
              {tr("Refresh token"), lifetimes.refresh, ColourRole::Chart3},
              {tr("Session maximum"), lifetimes.sessionMaximum, ColourRole::Chart2, unlimited}};
    seconds longest = kDay;
    QStringList parts;
    for (const Bar &bar : m_bars) {
        longest = std::max(longest, bar.length);
        parts.append(bar.unlimited ? tr("%1: no limit").arg(bar.name)
                                   : tr("%1: %2").arg(bar.name, durationText(bar.length)));
    }
    m_last = std::max(seconds(longest.count() * 2), seconds(kDay * 2));
    //: %1 is a list such as "Access token: 15 min, Refresh token: 7 d"
    setAccessibleDescription(tr("Lifetimes, shortest tokens first. %1.").arg(parts.join(tr(", "))));
    updateGeometry();
    update();
}

int LifetimeBars::rowHeight() const { return fontMetrics().height() + 8; }

int LifetimeBars::labelWidth() const
{
    int width = 0;
    for (const Bar &bar : m_bars)
        width = std::max(width, fontMetrics().horizontalAdvance(bar.name));
    return width + 12;
}

QSize LifetimeBars::sizeHint() const
{
    return {520, rowHeight() * (static_cast<int>(m_bars.size()) + 1) + 12};
}

QSize LifetimeBars::minimumSizeHint() const { return {320, sizeHint().height()}; }

double LifetimeBars::position(seconds duration) const
{
    const auto first = static_cast<double>(m_first.count());
    const auto last = static_cast<double>(m_last.count());
    const auto value = std::clamp(static_cast<double>(duration.count()), first, last);
    return std::log(value / first) / std::log(last / first);
}

void LifetimeBars::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int left = labelWidth();
    // The value stands behind its bar and must fit behind the longest one.
    const int right = fontMetrics().horizontalAdvance(QStringLiteral("364 d 23 h"));
    const QRectF area(left, rowHeight() + 4, std::max(40, width() - left - right),
                      rowHeight() * static_cast<int>(m_bars.size()));
    paintAxis(painter, area);
    for (int row = 0; row < static_cast<int>(m_bars.size()); ++row)
        paintBar(painter, area, row, m_bars[static_cast<std::size_t>(row)]);
}

void LifetimeBars::paintAxis(QPainter &painter, const QRectF &area) const
{
    double free = 0;
    for (const qint64 tick : kTicks) {
        if (seconds(tick) > m_last)
            break;
        const double x = area.left() + area.width() * position(seconds(tick));
        painter.setPen(QPen(m_theme.colour(ColourRole::Border), 1));
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
        const QString text = durationText(seconds(tick));
        const double half = fontMetrics().horizontalAdvance(text) / 2.0;
        if (x - half < free)
            continue; // would run into its neighbour
        free = x + half + 10;
        painter.setPen(m_theme.colour(ColourRole::Muted));
        painter.drawText(QRectF(x - half - 2, 0, half * 2 + 4, rowHeight()), Qt::AlignCenter, text);
    }
}

void LifetimeBars::paintBar(QPainter &painter, const QRectF &area, int row, const Bar &bar) const
{
    const double top = area.top() + row * rowHeight();
    painter.setPen(m_theme.colour(ColourRole::Text));
    painter.drawText(QRectF(0, top, area.left() - 8, rowHeight()),
                     Qt::AlignVCenter | Qt::AlignRight, bar.name);
    const double length = area.width() * (bar.unlimited ? 1.0 : position(bar.length));
    const QRectF rect(area.left(), top + 4, std::max(4.0, length), rowHeight() - 8);
    const QColor colour = m_theme.colour(bar.role);
    painter.setPen(Qt::NoPen);
    if (bar.unlimited) {
        // An open end: fades out towards the right.
        QLinearGradient fade(rect.topLeft(), rect.topRight());
        QColor gone = colour;
        gone.setAlphaF(0.15F);
        fade.setColorAt(0, colour);
        fade.setColorAt(1, gone);
        painter.setBrush(fade);
    } else {
        painter.setBrush(colour);
    }
    painter.drawRoundedRect(rect, 3, 3);
    painter.setPen(m_theme.colour(ColourRole::Text));
    painter.drawText(QRectF(rect.right() + 6, top, width() - rect.right() - 6, rowHeight()),
                     Qt::AlignVCenter | Qt::AlignLeft,
                     bar.unlimited ? tr("no limit") : durationText(bar.length));
}

std::vector<LifetimeRemark> lifetimeRemarks(const Lifetimes &lifetimes)
{
    const auto text = [](seconds length) { return durationText(length); };
    std::vector<LifetimeRemark> remarks;
    const bool limited = lifetimes.sessionMaximum > seconds::zero();
    if (limited && lifetimes.sessionMaximum < lifetimes.refresh) {
        remarks.push_back(
            {true, LifetimeBars::tr("Session maximum is shorter than the refresh token: a session "
                                    "ends after %1, whatever the refresh token says.")
                       .arg(text(lifetimes.sessionMaximum))});
    }
    if (lifetimes.access >= lifetimes.refresh) {
        remarks.push_back({true, LifetimeBars::tr("The access token lives as long as the refresh "
                                                  "token: there is nothing left to refresh.")});
    }
    if (limited && lifetimes.access > lifetimes.sessionMaximum) {
        remarks.push_back({true, LifetimeBars::tr("Session maximum is shorter than the access "
                                                  "token: access tokens outlive their session.")});
    }
    if (lifetimes.sliding > lifetimes.slidingRefresh) {
        remarks.push_back(
            {true, LifetimeBars::tr("The sliding refresh period is over before the "
                                    "sliding token expires: it is never refreshed.")});
    }
    if (!lifetimes.rotate) {
        remarks.push_back(
            {true, LifetimeBars::tr(
                       "Refresh tokens are not rotated: a stolen one works unnoticed for %1.")
                       .arg(text(lifetimes.refresh))});
    }
    const seconds stolen =
        std::max(lifetimes.access, lifetimes.acceptSliding ? lifetimes.sliding : seconds::zero());
    remarks.push_back(
        {stolen > kDay,
         (lifetimes.immediateRevocation
              ? LifetimeBars::tr("A stolen access token works at most %1, and no longer than its "
                                 "session.")
              : LifetimeBars::tr("A stolen access token works at most %1, even if its session is "
                                 "ended."))
             .arg(text(stolen))});
    if (lifetimes.access > seconds::zero() && lifetimes.access <= kWorkingDay) {
        const qint64 refreshes = kWorkingDay / lifetimes.access;
        remarks.push_back(
            {false, refreshes == 1
                        ? LifetimeBars::tr("A user who works for 8 hours refreshes about once.")
                        : LifetimeBars::tr("A user who works for 8 hours refreshes about %1 times.")
                              .arg(refreshes)});
    }
    return remarks;
}

} // namespace tokendesk::ui
