// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/opendata.h"

#include "app/cli/await.h"
#include "app/cli/input.h"
#include "app/cli/table.h"
#include "server/runtime/localadminapi.h"
#include "server/store/database.h"

#include <QJsonArray>
#include <QJsonObject>

namespace tokendesk::cli {
namespace {

QJsonObject overviewJson(const Overview &overview, const Core &core, const QStringList &problems)
{
    return {
        {QStringLiteral("ok"), problems.isEmpty()},
        {QStringLiteral("problems"), QJsonArray::fromStringList(problems)},
        {QStringLiteral("database"), core.databasePath()},
        {QStringLiteral("database_kind"), overview.databaseKind},
        {QStringLiteral("database_bytes"), overview.databaseBytes},
        {QStringLiteral("key_file"), core.keyFilePath()},
        {QStringLiteral("active_key"), overview.activeKeyId},
        {QStringLiteral("users"), overview.users},
        {QStringLiteral("superusers"), overview.superusers},
        {QStringLiteral("live_sessions"), overview.liveSessions},
        {QStringLiteral("preset"), overview.preset == Preset::Simplejwt
                                       ? QStringLiteral("simplejwt")
                                       : QStringLiteral("recommended")},
    };
}

QString overviewText(const Overview &overview, const Core &core, const QStringList &problems)
{
    Sheet sheet;
    sheet.add(QStringLiteral("database"), core.databasePath());
    sheet.add(QStringLiteral("key file"), core.keyFilePath());
    sheet.add(QStringLiteral("active key"), overview.activeKeyId);
    sheet.add(QStringLiteral("users"), QString::number(overview.users));
    sheet.add(QStringLiteral("superusers"), QString::number(overview.superusers));
    sheet.add(QStringLiteral("live sessions"), QString::number(overview.liveSessions));
    QString text = sheet.text();
    for (const QString &problem : problems)
        text += QStringLiteral("Problem: ") + visible(problem) + QLatin1Char('\n');
    if (problems.isEmpty())
        text += QStringLiteral("Everything is in order.\n");
    return text;
}

} // namespace

CoreOptions coreOptionsFrom(const LaunchOptions &bootstrap)
{
    CoreOptions options;
    options.dataDir = bootstrap.dataDir;
    options.databasePath = bootstrap.databasePath;
    options.keyFilePath = bootstrap.keyFilePath;
    options.bootstrap = bootstrap.settings;
    return options;
}

Result<void> runVerb(const Verb &verb, const LaunchOptions &bootstrap, bool json)
{
    CoreOptions options = coreOptionsFrom(bootstrap);
    options.background = false;
    TRY_ASSIGN(const auto core, Core::open(options));
    LocalAdminApi api(*core, {osActor(), {}});
    QTextStream out(stdout);
    VerbContext context{api, core->context().clock, out, json};
    return verb(context);
}

Result<int> checkData(const LaunchOptions &bootstrap, bool json)
{
    CoreOptions options = coreOptionsFrom(bootstrap);
    options.background = false;
    options.readOnly = true;
    TRY_ASSIGN(const auto core, Core::open(options));
    TRY_ASSIGN(const QStringList problems, core->context().database.check());
    LocalAdminApi api(*core, {osActor(), {}});
    TRY_ASSIGN(const Overview overview, await(api.overview()));
    QTextStream out(stdout);
    const VerbContext context{api, core->context().clock, out, json};
    context.show(overviewJson(overview, *core, problems), overviewText(overview, *core, problems));
    if (!problems.isEmpty())
        return fail(ErrorCode::DatabaseUnreadable, problems.first(), QStringLiteral("database"));
    return 0;
}

} // namespace tokendesk::cli
