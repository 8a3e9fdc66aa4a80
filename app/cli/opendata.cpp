// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/opendata.h"

#include "app/cli/await.h"
#include "app/cli/input.h"
#include "app/cli/table.h"
#include "server/runtime/backup.h"
#include "server/runtime/localadminapi.h"
#include "server/store/database.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
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
    QTextStream out(stdout);
    const auto checked = [&]() -> Result<QStringList> {
        TRY_ASSIGN(const auto core, Core::open(options));
        TRY_ASSIGN(const QStringList problems, core->context().database.check());
        LocalAdminApi api(*core, {osActor(), {}});
        TRY_ASSIGN(const Overview overview, await(api.overview()));
        const VerbContext context{api, core->context().clock, out, json};
        context.show(overviewJson(overview, *core, problems),
                     overviewText(overview, *core, problems));
        return problems;
    }();
    if (checked && checked->isEmpty())
        return 0;
    if (checked)
        return fail(ErrorCode::DatabaseUnreadable, checked->first(), QStringLiteral("database"));
    // What cannot even be opened is told in the same form.
    if (json) {
        const QJsonObject report{
            {QStringLiteral("ok"), false},
            {QStringLiteral("problems"), QJsonArray{checked.error().message()}},
            {QStringLiteral("database"), Core::databasePathOf(options)},
            {QStringLiteral("key_file"), Core::keyFilePathOf(options)}};
        out << QString::fromUtf8(QJsonDocument(report).toJson(QJsonDocument::Indented));
    }
    return fail(checked.error());
}

Result<int> backUpData(const LaunchOptions &bootstrap, const QString &file, bool json)
{
    CoreOptions options = coreOptionsFrom(bootstrap);
    options.background = false;
    if (!QFileInfo::exists(Core::databasePathOf(options)))
        return fail(ErrorCode::DatabaseUnreadable,
                    QStringLiteral("%1 does not exist").arg(Core::databasePathOf(options)),
                    QStringLiteral("database"));
    TRY_ASSIGN(const auto core, Core::open(options));
    TRY(backUp(*core, file, {osActor(), {}}));
    const QFileInfo backup(file);
    LocalAdminApi api(*core, {osActor(), {}});
    QTextStream out(stdout);
    const VerbContext context{api, core->context().clock, out, json};
    context.show(QJsonObject{{QStringLiteral("backup"), backup.absoluteFilePath()},
                             {QStringLiteral("bytes"), backup.size()},
                             {QStringLiteral("key_file"), core->keyFilePath()}},
                 QStringLiteral("Backed up to %1 (%2 bytes). The key file %3 is not in it: keep a "
                                "copy of it elsewhere.\n")
                     .arg(visible(backup.absoluteFilePath()), QString::number(backup.size()),
                          visible(core->keyFilePath())));
    return 0;
}

Result<int> restoreData(const LaunchOptions &bootstrap, const QString &file, bool json)
{
    TRY_ASSIGN(const Restored restored,
               restoreBackup(coreOptionsFrom(bootstrap), file, {osActor(), {}}));
    QTextStream out(stdout);
    if (json) {
        const QJsonObject report{{QStringLiteral("database"), restored.database},
                                 {QStringLiteral("kept"), restored.kept},
                                 {QStringLiteral("ended_sessions"), restored.endedSessions}};
        out << QString::fromUtf8(QJsonDocument(report).toJson(QJsonDocument::Indented));
        return 0;
    }
    out << QStringLiteral("Restored %1. Everybody has to log in again: %2 session%3 ended.\n")
               .arg(visible(restored.database), QString::number(restored.endedSessions),
                    restored.endedSessions == 1 ? QString() : QStringLiteral("s"));
    if (!restored.kept.isEmpty())
        out << QStringLiteral("What was there before is kept as %1.\n").arg(visible(restored.kept));
    return 0;
}

Result<int> rotateKeyFile(const LaunchOptions &bootstrap, bool lost, bool json)
{
    CoreOptions options = coreOptionsFrom(bootstrap);
    options.background = false;
    options.replaceLostKeyFile = lost;
    TRY_ASSIGN(const auto core, Core::open(options));
    int keys = 0;
    if (!lost) {
        TRY_ASSIGN(keys, core->rotateKeyFile({osActor(), {}}));
    }
    LocalAdminApi api(*core, {osActor(), {}});
    QTextStream out(stdout);
    const VerbContext context{api, core->context().clock, out, json};
    const QString text =
        lost ? QStringLiteral("%1 is new, and so is the signing key; everybody has to log in "
                              "again.\n")
             : QStringLiteral("%1 is new; %2 stored keys are encrypted under it. Backups from "
                              "before need the old one.\n");
    context.show(QJsonObject{{QStringLiteral("key_file"), core->keyFilePath()},
                             {QStringLiteral("keys"), keys},
                             {QStringLiteral("lost"), lost}},
                 lost ? text.arg(core->keyFilePath()) : text.arg(core->keyFilePath()).arg(keys));
    return 0;
}

} // namespace tokendesk::cli
