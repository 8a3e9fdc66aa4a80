// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include <QApplication>
#include <QImage>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace tokendesk::ui;

namespace {

double channel(double value)
{
    return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &colour)
{
    return 0.2126 * channel(colour.redF()) + 0.7152 * channel(colour.greenF())
           + 0.0722 * channel(colour.blueF());
}

/// Contrast ratio of WCAG 2.1, 1 … 21.
double contrast(const QColor &a, const QColor &b)
{
    const double la = luminance(a);
    const double lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

/// The colour that covers most of an icon, ignoring transparent pixels.
QColor inkOf(const QIcon &icon, QIcon::Mode mode = QIcon::Normal)
{
    const QImage image = icon.pixmap(QSize(48, 48), 1.0, mode).toImage();
    QColor darkest;
    int strongest = -1;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QColor pixel = image.pixelColor(x, y);
            if (pixel.alpha() > strongest) {
                strongest = pixel.alpha();
                darkest = pixel;
            }
        }
    }
    darkest.setAlpha(255);
    return strongest > 0 ? darkest : QColor();
}

} // namespace

class TestTheme : public QObject
{
    Q_OBJECT

private slots:
    void textIsReadable_data();
    void textIsReadable();
    void chartsStandOut_data();
    void chartsStandOut();
    void everyRoleHasAColourAndAName();
    void everyIconDraws();
    void iconsFollowTheScheme();
    void disabledIconsAreGrey();
    void switchingChangesTheApplication();
};

void TestTheme::textIsReadable_data()
{
    QTest::addColumn<Theme::Scheme>("scheme");
    QTest::newRow("light") << Theme::Scheme::Light;
    QTest::newRow("dark") << Theme::Scheme::Dark;
}

void TestTheme::textIsReadable()
{
    QFETCH(Theme::Scheme, scheme);
    Theme theme;
    theme.setScheme(scheme);
    const QPalette &p = theme.palette();

    struct Pair
    {
        QString what;
        QColor text;
        QColor ground;
    };
    std::vector<Pair> pairs = {
        {QStringLiteral("windowText"), p.color(QPalette::WindowText), p.color(QPalette::Window)},
        {QStringLiteral("text"), p.color(QPalette::Text), p.color(QPalette::Base)},
        {QStringLiteral("alternate"), p.color(QPalette::Text), p.color(QPalette::AlternateBase)},
        {QStringLiteral("button"), p.color(QPalette::ButtonText), p.color(QPalette::Button)},
        {QStringLiteral("selected"), p.color(QPalette::HighlightedText),
         p.color(QPalette::Highlight)},
        {QStringLiteral("placeholder"), p.color(QPalette::PlaceholderText),
         p.color(QPalette::Base)},
        {QStringLiteral("toolTip"), p.color(QPalette::ToolTipText), p.color(QPalette::ToolTipBase)},
        {QStringLiteral("link"), p.color(QPalette::Link), p.color(QPalette::Window)},
        {QStringLiteral("textOnSidebar"), theme.colour(ColourRole::Text),
         theme.colour(ColourRole::Sidebar)},
    };
    // Words in these colours stand on the window, in tables, in cards and beside the page bar.
    for (const ColourRole role :
         {ColourRole::Text, ColourRole::Muted, ColourRole::Ok, ColourRole::Warning,
          ColourRole::Error, ColourRole::Info, ColourRole::TokenHeader, ColourRole::TokenPayload,
          ColourRole::TokenSignature}) {
        const QColor text = theme.colour(role);
        const QString name = Theme::roleName(role);
        pairs.push_back({name + QStringLiteral(" on window"), text, p.color(QPalette::Window)});
        pairs.push_back({name + QStringLiteral(" on base"), text, p.color(QPalette::Base)});
        pairs.push_back(
            {name + QStringLiteral(" on alternate"), text, p.color(QPalette::AlternateBase)});
        pairs.push_back({name + QStringLiteral(" on card"), text, theme.colour(ColourRole::Card)});
    }
    for (const auto &[text, surface] : {std::pair(ColourRole::Ok, ColourRole::OkSurface),
                                        std::pair(ColourRole::Warning, ColourRole::WarningSurface),
                                        std::pair(ColourRole::Error, ColourRole::ErrorSurface),
                                        std::pair(ColourRole::Info, ColourRole::InfoSurface)}) {
        pairs.push_back({Theme::roleName(surface), theme.colour(text), theme.colour(surface)});
        pairs.push_back({QStringLiteral("text on ") + Theme::roleName(surface),
                         p.color(QPalette::WindowText), theme.colour(surface)});
    }
    for (const Pair &pair : pairs) {
        const double ratio = contrast(pair.text, pair.ground);
        QVERIFY2(ratio >= 4.5, qPrintable(QStringLiteral("%1: %2").arg(pair.what).arg(ratio)));
    }
}

void TestTheme::chartsStandOut_data() { textIsReadable_data(); }

void TestTheme::chartsStandOut()
{
    QFETCH(Theme::Scheme, scheme);
    Theme theme;
    theme.setScheme(scheme);
    // Graphics need 3:1 (WCAG 2.1, 1.4.11).
    for (int i = static_cast<int>(ColourRole::Chart1); i <= static_cast<int>(ColourRole::Chart6);
         ++i) {
        const QColor colour = theme.colour(static_cast<ColourRole>(i));
        QVERIFY(contrast(colour, theme.palette().color(QPalette::Base)) >= 3.0);
        QVERIFY(contrast(colour, theme.colour(ColourRole::Card)) >= 3.0);
    }
}

void TestTheme::everyRoleHasAColourAndAName()
{
    Theme theme;
    QStringList names;
    for (int i = 0; i < static_cast<int>(ColourRole::Count); ++i) {
        const auto role = static_cast<ColourRole>(i);
        QVERIFY2(theme.colour(role).isValid(), qPrintable(Theme::roleName(role)));
        QVERIFY(!names.contains(Theme::roleName(role)));
        names.append(Theme::roleName(role));
    }
}

void TestTheme::everyIconDraws()
{
    Theme theme;
    const QStringList names = Theme::iconNames();
    QVERIFY(names.size() > 50);
    for (const QString &name : names) {
        const QIcon icon = theme.icon(name);
        QVERIFY2(inkOf(icon).isValid(), qPrintable(name));
    }
}

void TestTheme::iconsFollowTheScheme()
{
    Theme theme;
    theme.setScheme(Theme::Scheme::Light);
    const QIcon icon = theme.icon(QStringLiteral("stop"), ColourRole::Error);
    const QColor light = theme.colour(ColourRole::Error);
    QVERIFY(contrast(inkOf(icon), light) < 1.1);

    theme.setScheme(Theme::Scheme::Dark);
    const QColor dark = theme.colour(ColourRole::Error);
    QVERIFY(dark != light);
    QVERIFY(contrast(inkOf(icon), dark) < 1.1);
}

void TestTheme::disabledIconsAreGrey()
{
    Theme theme;
    theme.setScheme(Theme::Scheme::Light);
    const QIcon icon = theme.icon(QStringLiteral("stop"), ColourRole::Error);
    const QColor grey = theme.palette().color(QPalette::Disabled, QPalette::Text);
    QVERIFY(contrast(inkOf(icon, QIcon::Disabled), grey) < 1.1);
}

void TestTheme::switchingChangesTheApplication()
{
    Theme theme;
    theme.applyToApplication();
    QSignalSpy spy(&theme, &Theme::changed);
    theme.setScheme(Theme::Scheme::Dark);
    QCOMPARE(spy.count(), 1);
    QVERIFY(theme.isDark());
    QCOMPARE(QApplication::palette().color(QPalette::Window),
             theme.palette().color(QPalette::Window));
    theme.setScheme(Theme::Scheme::Light);
    QVERIFY(!theme.isDark());
    QVERIFY(QApplication::palette().color(QPalette::Window).lightnessF() > 0.5);
    // Under the test the application started with a light palette.
    theme.setScheme(Theme::Scheme::System);
    QVERIFY(!theme.isDark());
}

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
