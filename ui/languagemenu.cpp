// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/languagemenu.h"

#include "ui/actions.h"
#include "ui/translation.h"
#include "ui/uistate.h"
#include "ui/widgets/bannerstack.h"

#include <QAction>
#include <QActionGroup>
#include <QCoreApplication>
#include <QMenu>

namespace tokendesk::ui {

namespace {

QString word(const char *text) { return QCoreApplication::translate("LanguageMenu", text); }

/// Says that the widgets that stand keep their texts; nothing to say if it is theirs.
void announce(BannerStack &banners, const QString &code, const QString &name)
{
    const QString id = QStringLiteral("language");
    if (languageFor(code) == installedLanguage()) {
        banners.remove(id);
        return;
    }
    Banner banner;
    banner.id = id;
    banner.text = code.isEmpty()
                      ? word("The language of the system is used from the next start on.")
                      //: %1: a language in its own words, such as "Español"
                      : word("The window speaks %1 from the next start on.").arg(name);
    banners.show(banner);
}

} // namespace

void addLanguageActions(QMenu &menu, ActionRegistry &actions, UiState &state, BannerStack &banners)
{
    auto *group = new QActionGroup(&menu);
    std::vector<Language> choices = languages();
    //: The language of the system
    choices.insert(choices.begin(), {QString(), word("&System")});
    for (const Language &language : choices) {
        const QString id = language.code.isEmpty() ? QStringLiteral("system") : language.code;
        QAction *action = actions.add(QStringLiteral("language_") + id, language.name);
        action->setCheckable(true);
        action->setChecked(language.code == chosenLanguage(state));
        group->addAction(action);
        menu.addAction(action);
        QObject::connect(action, &QAction::triggered, &menu, [&state, &banners, language] {
            chooseLanguage(state, language.code);
            announce(banners, language.code, language.name);
        });
    }
}

} // namespace tokendesk::ui
