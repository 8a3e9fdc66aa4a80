// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/rolelabel.h"

namespace tokendesk::ui {

RoleLabel::RoleLabel(Theme &theme, ColourRole role, const QString &text, QWidget *parent)
    : QLabel(text, parent), m_theme(theme), m_role(role)
{
    setTextFormat(Qt::PlainText);
    connect(&theme, &Theme::changed, this, &RoleLabel::applyColour);
    applyColour();
}

void RoleLabel::setRole(ColourRole role)
{
    m_role = role;
    applyColour();
}

void RoleLabel::setSmall()
{
    QFont smaller = font();
    smaller.setPointSizeF(smaller.pointSizeF() * 0.92);
    setFont(smaller);
}

void RoleLabel::applyColour()
{
    QPalette own = palette();
    own.setColor(QPalette::WindowText, m_theme.colour(m_role));
    setPalette(own);
}

} // namespace tokendesk::ui
