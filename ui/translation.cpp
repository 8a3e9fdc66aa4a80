// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/translation.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTranslator>

namespace tokendesk::ui {

void installTranslation()
{
    static QTranslator *installed = nullptr;
    if (installed != nullptr)
        return;
    const QString folder = QStringLiteral(":/tokendesk/i18n");
    auto *translator = new QTranslator(QCoreApplication::instance());
    const bool loaded =
        translator->load(QLocale(), QStringLiteral("tokendesk"), QStringLiteral("_"), folder)
        || translator->load(QStringLiteral("tokendesk_en"), folder);
    Q_ASSERT_X(loaded, "installTranslation", "the translations are not compiled in");
    if (loaded)
        QCoreApplication::installTranslator(translator);
    installed = translator;
}

} // namespace tokendesk::ui
