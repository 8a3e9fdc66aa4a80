// SPDX-License-Identifier: GPL-3.0-or-later
// Widget style: Fusion with edges that can be seen.
#pragma once

#include <QProxyStyle>

namespace tokendesk::ui {

/// Fusion takes its outlines from a darker window colour, which vanishes on a dark window
/// (WCAG 2.1, 1.4.11 asks 3:1 of controls). This one takes them from the text colour, gives menu
/// bar items the height of the buttons beside them and puts the accepting button of a dialog last.
class ConsoleStyle final : public QProxyStyle
{
    Q_OBJECT
public:
    ConsoleStyle();

    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
    [[nodiscard]] QSize sizeFromContents(ContentsType type, const QStyleOption *option,
                                         const QSize &size, const QWidget *widget) const override;
    [[nodiscard]] int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                                QStyleHintReturn *data) const override;
};

} // namespace tokendesk::ui
