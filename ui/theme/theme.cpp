// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include "ui/theme/consolestyle.h"
#include "ui/theme/themeicon.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QJsonDocument>
#include <QJsonObject>
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
#include <QStyleHints>
#endif

#include <utility>

namespace tokendesk::ui {

namespace {

constexpr std::array kRoleNames = {
    "text",      "muted",          "ok",           "warning",        "error",  "info",
    "okSurface", "warningSurface", "errorSurface", "infoSurface",    "border", "sidebar",
    "card",      "tokenHeader",    "tokenPayload", "tokenSignature", "chart1", "chart2",
    "chart3",    "chart4",         "chart5",       "chart6",
};
static_assert(kRoleNames.size() == static_cast<std::size_t>(ColourRole::Count));

struct PaletteName
{
    const char *name;
    QPalette::ColorRole role;
};

constexpr std::array kPaletteNames = {
    PaletteName{"window", QPalette::Window},
    PaletteName{"windowText", QPalette::WindowText},
    PaletteName{"base", QPalette::Base},
    PaletteName{"alternateBase", QPalette::AlternateBase},
    PaletteName{"text", QPalette::Text},
    PaletteName{"button", QPalette::Button},
    PaletteName{"buttonText", QPalette::ButtonText},
    PaletteName{"brightText", QPalette::BrightText},
    PaletteName{"highlight", QPalette::Highlight},
    PaletteName{"highlightedText", QPalette::HighlightedText},
    PaletteName{"link", QPalette::Link},
    PaletteName{"linkVisited", QPalette::LinkVisited},
    PaletteName{"placeholderText", QPalette::PlaceholderText},
    PaletteName{"toolTipBase", QPalette::ToolTipBase},
    PaletteName{"toolTipText", QPalette::ToolTipText},
    PaletteName{"light", QPalette::Light},
    PaletteName{"midlight", QPalette::Midlight},
    PaletteName{"mid", QPalette::Mid},
    PaletteName{"dark", QPalette::Dark},
    PaletteName{"shadow", QPalette::Shadow},
};

QJsonObject readColours(bool dark)
{
    QFile file(dark ? QStringLiteral(":/tokendesk/colours/dark.json")
                    : QStringLiteral(":/tokendesk/colours/light.json"));
    const bool opened = file.open(QIODevice::ReadOnly);
    Q_ASSERT_X(opened, "Theme", "the colours are not compiled in");
    return opened ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

QColor colourOf(const QJsonObject &object, const char *name)
{
    const QColor colour(object.value(QLatin1String(name)).toString());
    Q_ASSERT_X(colour.isValid(), "Theme", name);
    return colour;
}

QPalette paletteFrom(const QJsonObject &colours)
{
    QPalette palette;
    for (const PaletteName &entry : kPaletteNames)
        palette.setColor(QPalette::All, entry.role, colourOf(colours, entry.name));
    const QColor disabled = colourOf(colours, "disabledText");
    for (const QPalette::ColorRole role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        palette.setColor(QPalette::Disabled, role, disabled);
    palette.setColor(QPalette::Disabled, QPalette::Highlight,
                     colourOf(colours, "disabledHighlight"));
    palette.setColor(QPalette::Disabled, QPalette::Base, palette.color(QPalette::Window));
    return palette;
}

} // namespace

Theme::Theme(QObject *parent)
    : QObject(parent),
      m_startedDark(QGuiApplication::palette().color(QPalette::Window).lightnessF() < 0.5)
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this, [this] {
        if (m_scheme == Scheme::System)
            setScheme(Scheme::System);
    });
#endif
    load();
}

bool Theme::systemIsDark() const
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    const Qt::ColorScheme hint = QGuiApplication::styleHints()->colorScheme();
    if (hint != Qt::ColorScheme::Unknown)
        return hint == Qt::ColorScheme::Dark;
#endif
    return m_startedDark;
}

void Theme::setScheme(Scheme scheme)
{
    m_scheme = scheme;
    load();
    if (m_applied)
        QApplication::setPalette(m_palette);
    emit changed();
}

void Theme::load()
{
    m_dark = m_scheme == Scheme::Dark || (m_scheme == Scheme::System && systemIsDark());
    const QJsonObject file = readColours(m_dark);
    m_palette = paletteFrom(file.value(QLatin1String("palette")).toObject());
    const QJsonObject roles = file.value(QLatin1String("roles")).toObject();
    for (std::size_t i = 0; i < kRoleNames.size(); ++i)
        m_colours[i] = colourOf(roles, kRoleNames[i]);
}

QColor Theme::colour(ColourRole role) const
{
    Q_ASSERT(role < ColourRole::Count);
    return m_colours[static_cast<std::size_t>(role)];
}

QString Theme::roleName(ColourRole role)
{
    Q_ASSERT(role < ColourRole::Count);
    return QLatin1String(kRoleNames[static_cast<std::size_t>(role)]);
}

QIcon Theme::icon(const QString &name, ColourRole role) const
{
    return QIcon(new ThemeIconEngine(this, name, role));
}

QStringList Theme::iconNames()
{
    QStringList names;
    const QStringList files =
        QDir(QStringLiteral(":/tokendesk/icons")).entryList({QStringLiteral("*.svg")});
    for (const QString &file : files)
        names.append(file.chopped(4));
    return names;
}

void Theme::applyToApplication()
{
    if (std::exchange(m_applied, true))
        return;
    QApplication::setStyle(new ConsoleStyle);
    QApplication::setPalette(m_palette);
}

} // namespace tokendesk::ui
