// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/refreshchain.h"

#include "ui/models/sessionsmodel.h"
#include "ui/models/timetext.h"
#include "ui/theme/theme.h"

#include <QHelpEvent>
#include <QLocale>
#include <QPainter>
#include <QToolTip>

namespace tokendesk::ui {

namespace {

constexpr double kRadius = 5;
constexpr double kDotRadius = 1.8;
constexpr qint64 kMostDots = 9; ///< more refreshes than these are told by their number alone
constexpr int kGap = 6;

QPen linePen(const QColor &colour, bool dashed)
{
    QPen pen(colour, 1.6);
    pen.setCapStyle(Qt::RoundCap);
    if (dashed)
        pen.setStyle(Qt::DotLine);
    return pen;
}

} // namespace

RefreshChain::RefreshChain(Theme &theme, const Clock &clock, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_clock(clock)
{
    setObjectName(QStringLiteral("refreshChain"));
    setAccessibleName(tr("Refresh chain"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

bool RefreshChain::isLive() const { return SessionsModel::isLive(m_session, m_clock.now()); }

void RefreshChain::setSession(const Session &session)
{
    m_session = session;
    setAccessibleDescription(sentence());
    update();
}

std::vector<RefreshChain::Stop> RefreshChain::stops() const
{
    const Instant now = m_clock.now();
    std::vector<Stop> stops;
    stops.push_back({Shape::Ring, tr("Login"), relativeTime(m_session.createdAt, now),
                     exactTime(m_session.createdAt)});
    if (m_session.refreshedAt)
        stops.push_back({Shape::Ring, tr("Last refresh"), relativeTime(*m_session.refreshedAt, now),
                         exactTime(*m_session.refreshedAt)});
    if (isLive()) {
        stops.push_back({Shape::Disc, tr("Now"), tr("active"), exactTime(now)});
        stops.push_back({Shape::Bar, tr("Expires"), relativeTime(m_session.expiresAt, now),
                         exactTime(m_session.expiresAt), true});
        return stops;
    }
    const Instant end = m_session.endedAt.value_or(m_session.expiresAt);
    const bool reused = m_session.endReason == EndReason::RefreshReused;
    stops.push_back({reused ? Shape::Triangle : Shape::Bar,
                     SessionsModel::stateText(m_session, now), relativeTime(end, now),
                     exactTime(end)});
    return stops;
}

QString RefreshChain::sentence() const
{
    QStringList parts;
    for (const Stop &stop : stops()) {
        parts.append(stop.title + QLatin1Char(' ') + stop.text);
        if (parts.size() == 1)
            parts.append(tr("%n refresh(es)", nullptr, static_cast<int>(m_session.generation)));
    }
    return parts.join(QStringLiteral(", ")) + QLatin1Char('.');
}

QSize RefreshChain::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 36, fontMetrics().height() * 3 + 4 * kGap};
}

QSize RefreshChain::sizeHint() const { return minimumSizeHint(); }

double RefreshChain::centreOf(std::size_t index, std::size_t count) const
{
    const double share = double(width()) / double(count);
    return share * (double(index) + 0.5);
}

void RefreshChain::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const std::vector<Stop> all = stops();
    const int line = fontMetrics().height();
    const double y = line + 2 * kGap;
    const QColor ink = m_theme.colour(isLive() ? ColourRole::Chart1 : ColourRole::Muted);
    const double share = double(width()) / double(all.size());

    for (std::size_t i = 0; i + 1 < all.size(); ++i) {
        const double from = centreOf(i, all.size()) + kRadius + 2;
        const double to = centreOf(i + 1, all.size()) - kRadius - 2;
        painter.setPen(linePen(ink, all[i + 1].isAhead));
        painter.drawLine(QPointF(from, y), QPointF(to, y));
        if (i > 0 || m_session.generation == 0)
            continue;
        painter.setPen(Qt::NoPen);
        painter.setBrush(ink);
        const qint64 dots = std::min(m_session.generation, kMostDots);
        for (qint64 dot = 1; dot <= dots; ++dot)
            painter.drawEllipse(QPointF(from + (to - from) * double(dot) / double(dots + 1), y),
                                kDotRadius, kDotRadius);
        painter.setPen(palette().color(QPalette::Text));
        const QRectF place((from + to) / 2 - share, 0, 2 * share, line + kGap);
        painter.drawText(place, Qt::AlignCenter,
                         tr("%n refresh(es)", nullptr, static_cast<int>(m_session.generation)));
    }
    for (std::size_t i = 0; i < all.size(); ++i) {
        const Stop &stop = all[i];
        const QPointF centre(centreOf(i, all.size()), y);
        const bool bad = stop.shape == Shape::Triangle;
        const QColor colour = bad                         ? m_theme.colour(ColourRole::Error)
                              : stop.shape == Shape::Disc ? m_theme.colour(ColourRole::Ok)
                                                          : ink;
        painter.setPen(QPen(colour, 1.8));
        painter.setBrush(stop.shape == Shape::Ring || stop.shape == Shape::Bar
                             ? palette().brush(backgroundRole())
                             : QBrush(colour));
        if (bad)
            painter.drawPolygon(QPolygonF({centre + QPointF(0, -kRadius - 1),
                                           centre + QPointF(kRadius + 1, kRadius),
                                           centre + QPointF(-kRadius - 1, kRadius)}));
        else if (stop.shape == Shape::Bar)
            painter.drawLine(centre + QPointF(0, -kRadius - 1), centre + QPointF(0, kRadius + 1));
        else
            painter.drawEllipse(centre, kRadius, kRadius);
        const double left = centre.x() - share / 2 + 2;
        const int room = static_cast<int>(share) - 4;
        QRectF place(left, y + kRadius + kGap, room, line);
        painter.setPen(palette().color(QPalette::Text));
        painter.drawText(place, Qt::AlignCenter,
                         fontMetrics().elidedText(stop.title, Qt::ElideRight, room));
        place.translate(0, line);
        painter.setPen(palette().color(QPalette::PlaceholderText));
        painter.drawText(place, Qt::AlignCenter,
                         fontMetrics().elidedText(stop.text, Qt::ElideRight, room));
    }
}

bool RefreshChain::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const std::vector<Stop> all = stops();
    const auto index = static_cast<std::size_t>(
        std::clamp(help->pos().x() * static_cast<int>(all.size()) / std::max(width(), 1), 0,
                   static_cast<int>(all.size()) - 1));
    QToolTip::showText(help->globalPos(),
                       plainToolTip(all[index].title + QLatin1Char('\n') + all[index].toolTip),
                       this);
    return true;
}

} // namespace tokendesk::ui
