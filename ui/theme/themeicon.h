// SPDX-License-Identifier: GPL-3.0-or-later
// Values: icons drawn from SVG in a colour of the theme.
#pragma once

#include "ui/theme/theme.h"

#include <QIconEngine>
#include <QPointer>

namespace tokendesk::ui {

/// Draws one SVG in the colour that a role has at the time of painting, so that an icon set once
/// follows every switch of the scheme. Disabled icons take the palette's disabled text, selected
/// ones its highlighted text.
class ThemeIconEngine final : public QIconEngine
{
public:
    ThemeIconEngine(const Theme *theme, QString name, ColourRole role);

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override;
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override;
    [[nodiscard]] QIconEngine *clone() const override;
    [[nodiscard]] QString key() const override { return QStringLiteral("ThemeIconEngine"); }
    QString iconName() override { return m_name; }
    bool isNull() override { return m_svg.isEmpty(); }

private:
    [[nodiscard]] QColor colourFor(QIcon::Mode mode) const;

    QPointer<const Theme> m_theme;
    QString m_name;
    ColourRole m_role;
    QByteArray m_svg;
};

} // namespace tokendesk::ui
