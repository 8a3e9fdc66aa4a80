// SPDX-License-Identifier: GPL-3.0-or-later
// Widget: a label in one of the semantic colours.
#pragma once

#include "ui/theme/theme.h"

#include <QLabel>

namespace tokendesk::ui {

/// A label whose colour means something and follows the theme. Text is plain and may be selected.
/// Thread: GUI.
class RoleLabel : public QLabel
{
    Q_OBJECT
public:
    RoleLabel(Theme &theme, ColourRole role, const QString &text = {}, QWidget *parent = nullptr);

    void setRole(ColourRole role);
    [[nodiscard]] ColourRole role() const { return m_role; }
    /// A step below the font around it, for remarks.
    void setSmall();

private:
    void applyColour();

    Theme &m_theme;
    ColourRole m_role;
};

} // namespace tokendesk::ui
