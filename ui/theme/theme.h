// SPDX-License-Identifier: GPL-3.0-or-later
// QObject: the colours and icons of the window, light or dark, switched while it runs.
#pragma once

#include <QColor>
#include <QHash>
#include <QIcon>
#include <QObject>
#include <QPalette>
#include <QString>

#include <array>

namespace tokendesk::ui {

/// What a colour means. The values stand in resources/colours/{light,dark}.json and nowhere else.
enum class ColourRole {
    Text, ///< ordinary text on Window and Base
    Muted, ///< secondary text
    Ok, ///< good state: running, active, passed
    Warning, ///< needs attention: locked, expires soon
    Error, ///< refused, failed
    Info, ///< neutral remark, link
    OkSurface, ///< background of a banner or badge of that kind
    WarningSurface,
    ErrorSurface,
    InfoSurface,
    Border, ///< hairlines between areas
    Sidebar, ///< background of the page bar
    Card, ///< background of a raised area
    TokenHeader, ///< the three parts of a token
    TokenPayload,
    TokenSignature,
    Chart1,
    Chart2,
    Chart3,
    Chart4,
    Chart5,
    Chart6,
    Count
};

/// Colours, palette and icons of one application. One object lives as long as the window; widgets
/// that keep a colour of it (charts, HTML) refresh on changed(), widgets that use palette and icons
/// need not. Thread: GUI.
class Theme : public QObject
{
    Q_OBJECT
public:
    enum class Scheme { System, Light, Dark };
    Q_ENUM(Scheme)

    /// Takes the lightness of the palette the application started with as the system's wish; with
    /// Qt 6.5 and later the platform's own hint, live.
    explicit Theme(QObject *parent = nullptr);

    [[nodiscard]] Scheme scheme() const { return m_scheme; }
    /// Switches palette, colours and icons of all windows at once.
    void setScheme(Scheme scheme);
    [[nodiscard]] bool isDark() const { return m_dark; }

    [[nodiscard]] QColor colour(ColourRole role) const;
    [[nodiscard]] const QPalette &palette() const { return m_palette; }

    /// Icon resources/icons/\a name.svg drawn in the colour of \a role as it is when painted: icons
    /// follow a switch of the scheme by themselves, and turn grey when disabled. \a name must
    /// exist.
    [[nodiscard]] QIcon icon(const QString &name, ColourRole role = ColourRole::Text) const;
    /// The names of all icons.
    [[nodiscard]] static QStringList iconNames();

    /// Own style (Fusion with visible edges) and the palette for the whole application. The main
    /// window calls it; a second call does nothing.
    void applyToApplication();

    /// The JSON name of a role: "tokenHeader".
    [[nodiscard]] static QString roleName(ColourRole role);

signals:
    /// Palette and colours are other ones now.
    void changed();

private:
    void load();
    [[nodiscard]] bool systemIsDark() const;

    Scheme m_scheme = Scheme::System;
    bool m_dark = false;
    bool m_startedDark = false;
    bool m_applied = false;
    QPalette m_palette;
    std::array<QColor, static_cast<std::size_t>(ColourRole::Count)> m_colours;
};

} // namespace tokendesk::ui
