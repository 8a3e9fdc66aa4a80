// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/consolestyle.h"

#include <QDialogButtonBox>
#include <QPainter>
#include <QPainterPath>
#include <QStyleOption>

namespace tokendesk::ui {

namespace {

constexpr double kFieldEdge = 0.32;
constexpr double kFrameEdge = 0.22;
constexpr double kIndicatorEdge = 0.58;
constexpr int kMenuBarExtraHeight = 8;

/// \a share of the text colour in the window colour.
QColor edge(const QPalette &palette, double share)
{
    const QColor text = palette.color(QPalette::WindowText);
    const QColor window = palette.color(QPalette::Window);
    const auto mix = [share](double a, double b) {
        return static_cast<float>(a * share + b * (1 - share));
    };
    return QColor::fromRgbF(mix(text.redF(), window.redF()), mix(text.greenF(), window.greenF()),
                            mix(text.blueF(), window.blueF()));
}

/// Plate and edge of a check box or radio button; \a round for the latter.
void drawIndicatorPlate(QPainter *painter, const QStyleOption &option, const QRectF &box,
                        bool round)
{
    const bool filled = !option.state.testFlag(QStyle::State_Off);
    const bool focused = option.state.testFlag(QStyle::State_HasFocus);
    const QColor highlight = option.palette.color(QPalette::Highlight);
    painter->setPen(
        QPen(filled || focused ? highlight : edge(option.palette, kIndicatorEdge), 1.2));
    painter->setBrush(filled ? highlight : option.palette.color(QPalette::Base));
    const double radius = round ? box.width() / 2 : 2.5;
    painter->drawRoundedRect(box, radius, radius);
}

void drawCheckBox(QPainter *painter, const QStyleOption &option)
{
    const QRectF box = QRectF(option.rect).adjusted(0.8, 0.8, -0.8, -0.8);
    drawIndicatorPlate(painter, option, box, false);
    painter->setPen(QPen(option.palette.color(QPalette::HighlightedText), box.width() * 0.15,
                         Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->setBrush(Qt::NoBrush);
    const auto at = [&box](double x, double y) {
        return QPointF(box.left() + x * box.width(), box.top() + y * box.height());
    };
    if (option.state.testFlag(QStyle::State_NoChange))
        painter->drawLine(at(0.25, 0.5), at(0.75, 0.5));
    else if (option.state.testFlag(QStyle::State_On))
        painter->drawPolyline(QPolygonF({at(0.22, 0.52), at(0.42, 0.72), at(0.78, 0.3)}));
}

void drawRadioButton(QPainter *painter, const QStyleOption &option)
{
    const double side = std::min(option.rect.width(), option.rect.height()) - 1.6;
    QRectF circle(0, 0, side, side);
    circle.moveCenter(QRectF(option.rect).center());
    drawIndicatorPlate(painter, option, circle, true);
    if (!option.state.testFlag(QStyle::State_On))
        return;
    painter->setPen(Qt::NoPen);
    painter->setBrush(option.palette.color(QPalette::HighlightedText));
    painter->drawEllipse(circle.center(), side * 0.2, side * 0.2);
}

void drawFieldFrame(QPainter *painter, const QStyleOption &option)
{
    const bool focused = option.state.testFlag(QStyle::State_HasFocus);
    painter->setPen(focused ? option.palette.color(QPalette::Highlight)
                            : edge(option.palette, kFieldEdge));
    painter->setBrush(Qt::NoBrush);
    painter->drawRoundedRect(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5), 2, 2);
}

} // namespace

ConsoleStyle::ConsoleStyle() : QProxyStyle(QStringLiteral("Fusion")) { }

void ConsoleStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option,
                                 QPainter *painter, const QWidget *widget) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    switch (element) {
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        drawCheckBox(painter, *option);
        break;
    case PE_IndicatorRadioButton:
        drawRadioButton(painter, *option);
        break;
    case PE_FrameLineEdit:
        drawFieldFrame(painter, *option);
        break;
    case PE_Frame:
        painter->setPen(edge(option->palette, kFrameEdge));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(QRectF(option->rect).adjusted(0.5, 0.5, -0.5, -0.5));
        break;
    default:
        painter->restore();
        QProxyStyle::drawPrimitive(element, option, painter, widget);
        return;
    }
    painter->restore();
}

QSize ConsoleStyle::sizeFromContents(ContentsType type, const QStyleOption *option,
                                     const QSize &size, const QWidget *widget) const
{
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    if (type == CT_MenuBarItem)
        result.rheight() += kMenuBarExtraHeight;
    return result;
}

int ConsoleStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                            QStyleHintReturn *data) const
{
    if (hint == SH_DialogButtonLayout)
        return QDialogButtonBox::GnomeLayout;
    return QProxyStyle::styleHint(hint, option, widget, data);
}

} // namespace tokendesk::ui
