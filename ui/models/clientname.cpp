// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/clientname.h"

#include <QCoreApplication>

#include <array>

namespace tokendesk::ui {

namespace {

struct Mark
{
    const char *needle;
    const char *name;
};

// The first match wins: browsers name those that they descend from.
constexpr std::array kBrowsers{
    Mark{"Edg/", "Edge"},
    Mark{"EdgA/", "Edge"},
    Mark{"OPR/", "Opera"},
    Mark{"Vivaldi/", "Vivaldi"},
    Mark{"SamsungBrowser/", "Samsung Internet"},
    Mark{"FxiOS/", "Firefox"},
    Mark{"Firefox/", "Firefox"},
    Mark{"CriOS/", "Chrome"},
    Mark{"Chromium/", "Chromium"},
    Mark{"Chrome/", "Chrome"},
    Mark{"Safari/", "Safari"},
};

constexpr std::array kSystems{
    Mark{"iPhone", "iPhone"},   Mark{"iPad", "iPad"},       Mark{"Android", "Android"},
    Mark{"Windows", "Windows"}, Mark{"Macintosh", "macOS"}, Mark{"CrOS", "ChromeOS"},
    Mark{"Linux", "Linux"},     Mark{"FreeBSD", "FreeBSD"},
};

constexpr std::array kPrograms{
    Mark{"curl/", "curl"},
    Mark{"Wget/", "Wget"},
    Mark{"HTTPie/", "HTTPie"},
    Mark{"python-requests/", "Python requests"},
    Mark{"python-httpx/", "Python HTTPX"},
    Mark{"Python-urllib/", "Python urllib"},
    Mark{"PostmanRuntime/", "Postman"},
    Mark{"insomnia/", "Insomnia"},
    Mark{"okhttp/", "OkHttp"},
    Mark{"Dart/", "Flutter app"},
    Mark{"axios/", "axios"},
    Mark{"node-fetch/", "node-fetch"},
    Mark{"Go-http-client/", "Go client"},
    Mark{"Java/", "Java client"},
    Mark{"CFNetwork/", "Apple app"},
    Mark{"PowerShell/", "PowerShell"},
};

template<std::size_t N>
QString firstMatch(const std::array<Mark, N> &marks, const QString &userAgent)
{
    for (const Mark &mark : marks) {
        if (userAgent.contains(QLatin1String(mark.needle)))
            return QString::fromLatin1(mark.name);
    }
    return {};
}

} // namespace

QString clientName(const QString &userAgent)
{
    constexpr qsizetype kLongest = 40;
    const QString agent = userAgent.trimmed();
    if (agent.isEmpty())
        return QCoreApplication::translate("ClientName", "Unknown client");
    const QString program = firstMatch(kPrograms, agent);
    if (!program.isEmpty())
        return program;
    const QString browser = firstMatch(kBrowsers, agent);
    const QString system = firstMatch(kSystems, agent);
    if (!browser.isEmpty())
        return system.isEmpty() ? browser : QStringLiteral("%1 / %2").arg(browser, system);
    // A product token, such as "Inventory/2.1 (build 7)".
    const QString product = agent.section(QLatin1Char(' '), 0, 0).section(QLatin1Char('/'), 0, 0);
    return product.isEmpty() ? agent.left(kLongest) : product.left(kLongest);
}

} // namespace tokendesk::ui
