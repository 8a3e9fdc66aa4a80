// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/rowdelegates.h"

#include "ui/models/pagedmodel.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QPainter>

namespace tokendesk::ui {

namespace {

constexpr int kShape = 12;
constexpr int kBarWidth = 64; // at most; the word comes first
constexpr int kLeastBarWidth = 16;
constexpr int kBarHeight = 6;
constexpr int kMargin = 6;

using RowState = PagedModelBase::RowState;

ColourRole roleOf(RowState state)
{
    switch (state) {
    case RowState::Good:
        return ColourRole::Ok;
    case RowState::Bad:
        return ColourRole::Error;
    case RowState::Off:
        break;
    }
    return ColourRole::Muted;
}

QPixmap shape(RowState state, const QColor &colour, qreal ratio)
{
    QPixmap pixmap(QSize(kShape, kShape) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colour, 1.6));
    painter.setBrush(state == RowState::Off ? QBrush(Qt::NoBrush) : QBrush(colour));
    const QRectF area(2, 2, kShape - 4, kShape - 4);
    if (state == RowState::Bad)
        painter.drawPolygon(QPolygonF(
            {QPointF(area.center().x(), area.top()), area.bottomRight(), area.bottomLeft()}));
    else
        painter.drawEllipse(area);
    return pixmap;
}

} // namespace

void StateDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const RowState state = index.data(PagedModelBase::StateRole).value<RowState>();
    const bool selected = (option->state & QStyle::State_Selected) != 0;
    const QColor colour =
        selected ? option->palette.color(QPalette::HighlightedText) : m_theme.colour(roleOf(state));
    const qreal ratio = option->widget ? option->widget->devicePixelRatioF() : 1.0;
    QIcon icon;
    const QPixmap pixmap = shape(state, colour, ratio);
    for (const QIcon::Mode mode : {QIcon::Normal, QIcon::Selected, QIcon::Active})
        icon.addPixmap(pixmap, mode);
    option->icon = icon;
    option->decorationSize = QSize(kShape, kShape);
    option->features |= QStyleOptionViewItem::HasDecoration;
}

void SpanDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const
{
    const RowState state = index.data(PagedModelBase::StateRole).value<RowState>();
    if (state != RowState::Good) {
        QStyledItemDelegate::paint(painter, option, index);
        return;
    }
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    const QString text = std::exchange(item.text, QString());
    QStyle *style = item.widget ? item.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);

    const qint64 start = index.data(PagedModelBase::StartRole).toLongLong();
    const qint64 end = index.data(PagedModelBase::EndRole).toLongLong();
    const double whole = static_cast<double>(std::max<qint64>(end - start, 1));
    const double left = static_cast<double>(end - toEpochMs(m_clock.now())) / whole;
    const double part = std::clamp(left, 0.0, 1.0);
    const bool selected = (item.state & QStyle::State_Selected) != 0;
    const QColor ink = selected ? item.palette.color(QPalette::HighlightedText)
                                : item.palette.color(QPalette::Text);
    const int room = item.rect.width() - item.fontMetrics.horizontalAdvance(text) - 3 * kMargin;
    const int barWidth = std::clamp(room, kLeastBarWidth, kBarWidth);
    const QRectF bar(item.rect.left() + kMargin, item.rect.center().y() - kBarHeight / 2, barWidth,
                     kBarHeight);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(m_theme.colour(ColourRole::Border));
    painter->drawRoundedRect(bar, 3, 3);
    const ColourRole role = part < 0.1 ? ColourRole::Warning : ColourRole::Chart1;
    painter->setBrush(selected ? ink : m_theme.colour(role));
    painter->drawRoundedRect(
        QRectF(bar.topLeft(), QSizeF(std::max(bar.width() * part, 3.0), bar.height())), 3, 3);
    painter->setPen(ink);
    const QRect place = item.rect.adjusted(kMargin + barWidth + kMargin, 0, -kMargin, 0);
    painter->drawText(place, Qt::AlignLeft | Qt::AlignVCenter, text);
    painter->restore();
}

} // namespace tokendesk::ui
