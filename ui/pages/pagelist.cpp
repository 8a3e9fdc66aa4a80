// SPDX-License-Identifier: GPL-3.0-or-later
// The pages of the console. A page that is finished gets its include and its line here.
#include "ui/page.h"
#include "ui/pages/inspectorpage.h"
#include "ui/pages/keyspage.h"
#include "ui/pages/sessionspage.h"
#include "ui/pages/settingspage.h"
#include "ui/pages/userspage.h"

#include <QCoreApplication>

namespace tokendesk::ui {

namespace {

template<typename P>
PageFactory factory(const char *id, const char *title, const char *iconName)
{
    return {QString::fromLatin1(id), QCoreApplication::translate("Page", title),
            QString::fromLatin1(iconName),
            [](const PageContext &context, QWidget *parent) { return new P(context, parent); }};
}

} // namespace

std::vector<PageFactory> standardPages()
{
    return {
        factory<UsersPage>("users", QT_TRANSLATE_NOOP("Page", "Users"), "users"),
        factory<SessionsPage>("sessions", QT_TRANSLATE_NOOP("Page", "Sessions"), "sessions"),
        factory<InspectorPage>("inspector", QT_TRANSLATE_NOOP("Page", "Inspector"), "inspector"),
        factory<SettingsPage>("settings", QT_TRANSLATE_NOOP("Page", "Settings"), "settings"),
        factory<KeysPage>("keys", QT_TRANSLATE_NOOP("Page", "Keys"), "key"),
    };
}

} // namespace tokendesk::ui
