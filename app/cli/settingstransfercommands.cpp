// SPDX-License-Identifier: GPL-3.0-or-later
// tokendeskd settings export, import and import-django, and tokendeskd integrate.
#include "app/cli/await.h"
#include "app/cli/input.h"
#include "app/cli/table.h"
#include "app/cli/verb.h"
#include "server/base/djangosettings.h"
#include "server/base/integration.h"
#include "server/base/settingsdocument.h"
#include "server/runtime/adminapi.h"

#include <CLI/Validators.hpp>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include <cstdio>

namespace tokendesk::cli {
namespace {

constexpr qint64 kLongestFile = 1'048'576;

struct NoOptions
{
};

struct ImportOptions
{
    std::string file;
    bool defaults = false;
    bool dryRun = false;
};

struct IntegrateOptions
{
    std::string target;
    std::string url = "http://127.0.0.1:8000";
};

Result<QByteArray> readFile(const QString &path)
{
    const QString field = QStringLiteral("file");
    QFile file(path);
    const bool isOpen = path == QLatin1String("-") ? file.open(stdin, QIODevice::ReadOnly)
                                                   : file.open(QIODevice::ReadOnly);
    const QByteArray bytes = isOpen ? file.read(kLongestFile + 1) : QByteArray();
    if (!isOpen || file.error() != QFileDevice::NoError)
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("\"%1\" cannot be read: %2").arg(path, file.errorString()),
                    field);
    if (bytes.size() > kLongestFile)
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("More than %1 bytes.").arg(kLongestFile), field);
    return bytes;
}

Result<void> exportSettings(VerbContext &context, const NoOptions &)
{
    TRY_ASSIGN(const auto snapshot, await(context.api.settings()));
    const QJsonObject document = settingsDocument(snapshot.settings);
    context.show(document, QString::fromUtf8(QJsonDocument(document).toJson()));
    return {};
}

/// Saves \a changes unless told not to; the last line of what is printed.
Result<QString> save(VerbContext &context, const QJsonObject &changes, bool dryRun)
{
    if (dryRun)
        return QStringLiteral("Nothing was saved.\n");
    TRY_ASSIGN(const auto snapshot, await(context.api.changeSettings(changes)));
    return QStringLiteral("In force as version %1.\n").arg(snapshot.version);
}

Result<void> importSettings(VerbContext &context, const ImportOptions &options)
{
    TRY_ASSIGN(const QByteArray bytes, readFile(textOf(options.file)));
    TRY_ASSIGN(const QJsonObject changes, readSettingsDocument(bytes));
    QString text;
    for (auto it = changes.begin(); it != changes.end(); ++it) {
        TRY_ASSIGN(const SettingKey key, settingKey(it.key()));
        text += QStringLiteral("%1 = %2\n")
                    .arg(it.key(), it.value().isNull() ? QStringLiteral("default")
                                                       : settingToText(key, it.value()));
    }
    TRY_ASSIGN(const QString last, save(context, changes, options.dryRun));
    context.show(changes, text + last);
    return {};
}

Result<void> importDjango(VerbContext &context, const ImportOptions &options)
{
    TRY_ASSIGN(const QByteArray bytes, readFile(textOf(options.file)));
    TRY_ASSIGN(const auto entries, readDjangoSettings(QString::fromUtf8(bytes), options.defaults));
    Table table({QStringLiteral("SIMPLE_JWT"), QStringLiteral("VALUE"), QStringLiteral("SETTING"),
                 QStringLiteral("REMARK")});
    QJsonArray json;
    for (const DjangoEntry &entry : entries) {
        const bool isTaken = entry.outcome == DjangoOutcome::Taken;
        const QString key = isTaken ? settingRow(entry.key).name() : QString();
        QString remark = QString::fromLatin1(djangoOutcomeText(entry.outcome));
        if (!entry.reason.isEmpty())
            remark += entry.outcome == DjangoOutcome::Unknown
                          ? QStringLiteral(" Did you mean %1?").arg(entry.reason)
                          : QStringLiteral(" (%1)").arg(entry.reason);
        table.add({entry.name, isTaken ? settingToText(entry.key, entry.value) : entry.source, key,
                   remark.trimmed()});
        json.append(QJsonObject{{QStringLiteral("name"), entry.name},
                                {QStringLiteral("line"), entry.line},
                                {QStringLiteral("setting"), key},
                                {QStringLiteral("value"), entry.value},
                                {QStringLiteral("remark"), remark}});
    }
    TRY_ASSIGN(const QString last, save(context, changesOf(entries), options.dryRun));
    context.show(json, table.text() + last);
    return {};
}

Result<void> integrate(VerbContext &context, const IntegrateOptions &options)
{
    TRY_ASSIGN(const auto snapshot, await(context.api.settings()));
    TRY_ASSIGN(const auto keys, await(context.api.listKeys()));
    IntegrationFacts facts{textOf(options.url), {}, snapshot.settings};
    while (facts.url.endsWith(u'/'))
        facts.url.chop(1);
    for (const KeyInfo &key : keys) {
        if (key.state == KeyInfo::State::Active)
            facts.algorithm = key.algorithm;
    }
    TRY_ASSIGN(const QString text, integrationText(textOf(options.target), facts));
    context.show(text, text);
    return {};
}

} // namespace

void addSettingsTransferCommands(CLI::App &settings, Invocation &invocation)
{
    addVerb(settings, invocation, "export", "Print what differs from the defaults, as JSON",
            std::make_shared<NoOptions>(), &exportSettings);

    const auto addImport = [&](const char *name, const char *help, auto run) {
        auto options = std::make_shared<ImportOptions>();
        CLI::App *verb = addVerb(settings, invocation, name, help, options, run);
        verb->add_option("file", options->file, "File; - is standard input")->required();
        verb->add_flag("--dry-run", options->dryRun, "Save nothing");
        return std::pair(verb, options);
    };
    addImport("import", "Take the settings of an exported file", &importSettings);
    const auto [verb, options] =
        addImport("import-django", "Take SIMPLE_JWT out of a Django settings file", &importDjango);
    verb->add_flag("--defaults", options->defaults,
                   "Also take what simplejwt does where the file says nothing");
}

void addIntegrateCommand(CLI::App &root, Invocation &invocation)
{
    auto options = std::make_shared<IntegrateOptions>();
    std::string targets;
    for (const IntegrationTarget &target : integrationTargets())
        targets += (targets.empty() ? "" : ", ") + std::string(target.id);
    CLI::App *verb =
        addVerb(root, invocation, "integrate",
                "Print how a service takes the tokens of this server", options, &integrate);
    verb->add_option("target", options->target, "One of " + targets)->required();
    verb->add_option("--url", options->url, "Where the server is (http://127.0.0.1:8000)");
}

} // namespace tokendesk::cli
