// SPDX-License-Identifier: GPL-3.0-or-later
// tokendeskd settings … and tokendeskd event …
#include "app/cli/await.h"
#include "app/cli/input.h"
#include "app/cli/json.h"
#include "app/cli/table.h"
#include "app/cli/verb.h"
#include "server/runtime/adminapi.h"

#include <CLI/Validators.hpp>
#include <QJsonArray>
#include <QJsonDocument>

namespace tokendesk::cli {
namespace {

constexpr int kVersions = 50;
constexpr int kPageSize = 500;

struct NoOptions
{
};

struct KeyOptions
{
    std::string key;
};

struct KeysOptions
{
    std::vector<std::string> keys;
};

struct SetOptions
{
    std::string key;
    std::vector<std::string> values;
    std::string tryFor;
    bool shortenSessions = false;
};

struct UndoOptions
{
    qint64 version = 0;
};

struct EventOptions
{
    std::string type;
    std::string user;
    std::string since;
    int limit = 100;
};

/// The value as typed, secrets masked.
QString valueText(SettingKey key, const QJsonValue &value)
{
    return settingRow(key).has(Secret) ? QStringLiteral("********") : settingToText(key, value);
}

Result<void> list(VerbContext &context, const NoOptions &)
{
    TRY_ASSIGN(const auto snapshot, await(context.api.settings()));
    Table table({QStringLiteral("SETTING"), QStringLiteral("VALUE"), QStringLiteral("SOURCE"),
                 QStringLiteral("DEFAULT")});
    QJsonArray json;
    for (int i = 0; i < settings::kCount; ++i) {
        const SettingKey key{i};
        const Settings &values = snapshot.settings;
        table.add({settingRow(key).name(), valueText(key, values.value(key)),
                   QLatin1String(settingSourceName(values.source(key))),
                   settingToText(key, values.defaultValue(key))});
        json.append(toJson(key, values));
    }
    context.show(json, table.text());
    return {};
}

Result<void> get(VerbContext &context, const KeyOptions &options)
{
    TRY_ASSIGN(const SettingKey key, settingKey(textOf(options.key)));
    TRY_ASSIGN(const auto snapshot, await(context.api.settings()));
    context.show(toJson(key, snapshot.settings),
                 valueText(key, snapshot.settings.value(key)) + QLatin1Char('\n'));
    return {};
}

void showChange(const VerbContext &context, const SettingsSnapshot &snapshot,
                const QStringList &names)
{
    QString text;
    QJsonObject values;
    for (const QString &name : names) {
        const auto key = settingKey(name);
        if (!key)
            continue;
        const QJsonValue value = snapshot.settings.value(*key);
        text += QStringLiteral("%1 = %2\n").arg(name, valueText(*key, value));
        values.insert(name, value);
    }
    text += QStringLiteral("Saved as version %1.\n").arg(snapshot.version);
    if (snapshot.trial)
        text += QStringLiteral("Version %1 is being tried until %2.\n")
                    .arg(snapshot.trial->version)
                    .arg(toIsoString(snapshot.trial->until));
    if (snapshot.shortened)
        text += QStringLiteral("%1 sessions were ended, %2 shortened.\n")
                    .arg(snapshot.shortened->ended)
                    .arg(snapshot.shortened->shortened);
    context.show(QJsonObject{{QStringLiteral("version"), snapshot.version},
                             {QStringLiteral("settings"), values}},
                 text);
}

/// The one change that the options ask for.
Result<QJsonObject> changeOf(const SetOptions &options)
{
    const QString name = textOf(options.key);
    TRY_ASSIGN(const SettingKey key, settingKey(name));
    QStringList words;
    for (const std::string &value : options.values)
        words.append(textOf(value));
    const bool isList = settingRow(key).type == SettingType::TextList;
    TRY_ASSIGN(const QJsonValue value,
               settingFromText(key, words.join(isList ? QLatin1Char(',') : QLatin1Char(' '))));
    return QJsonObject{{name, value}};
}

Result<void> set(VerbContext &context, const SetOptions &options)
{
    TRY_ASSIGN(const QJsonObject changes, changeOf(options));
    SettingsSave how;
    how.shortenSessions = options.shortenSessions;
    if (!options.tryFor.empty()) {
        how.tryFor = durationFromString(textOf(options.tryFor));
        if (!how.tryFor)
            return fail(ErrorCode::InvalidArgument,
                        QStringLiteral("must be a duration such as 10m"), QStringLiteral("try"));
    }
    TRY_ASSIGN(const auto snapshot, await(context.api.changeSettings(changes, how)));
    showChange(context, snapshot, changes.keys());
    return {};
}

Result<void> simulate(VerbContext &context, const SetOptions &options)
{
    TRY_ASSIGN(const QJsonObject changes, changeOf(options));
    TRY_ASSIGN(const auto forecast, await(context.api.forecastSettings(changes)));
    Table table({QStringLiteral("LIVE SESSIONS"), QStringLiteral("END NOW"),
                 QStringLiteral("EARLIER"), QStringLiteral("LATER"), QStringLiteral("UNCHANGED")});
    const auto add = [&table](const char *what, const SessionForecast &part) {
        table.add({QString::fromLatin1(what), QString::number(part.endNow),
                   QString::number(part.endEarlier), QString::number(part.endLater),
                   QString::number(part.unchanged)});
    };
    add("tokens keep their end", forecast.kept);
    if (forecast.canShorten)
        add("--shorten-sessions", forecast.shortened);
    QString text = table.text();
    if (!forecast.refusedBy.isEmpty())
        text += QStringLiteral("%1 refuses all tokens that were issued before.\n")
                    .arg(forecast.refusedBy);
    if (forecast.accessUntil)
        text += QStringLiteral("%1 sessions have an access token that outlives a new one, the last "
                               "until %2.\n")
                    .arg(forecast.longerAccess)
                    .arg(toIsoString(*forecast.accessUntil));
    context.show(toJson(forecast), text);
    return {};
}

Result<void> endTrial(VerbContext &context, bool keep)
{
    TRY_ASSIGN(const auto before, await(context.api.settings()));
    TRY_ASSIGN(const auto snapshot, await(context.api.endSettingsTrial(keep)));
    const qint64 tried = before.trial ? before.trial->version : 0;
    context.show(QJsonObject{{QStringLiteral("version"), snapshot.version},
                             {QStringLiteral("tried"), tried}},
                 keep ? QStringLiteral("Version %1 stays.\n").arg(tried)
                      : QStringLiteral("Version %1 was taken back.\n").arg(tried));
    return {};
}

Result<void> keep(VerbContext &context, const NoOptions &) { return endTrial(context, true); }

Result<void> takeBack(VerbContext &context, const NoOptions &) { return endTrial(context, false); }

Result<void> reset(VerbContext &context, const KeysOptions &options)
{
    QJsonObject changes;
    for (const std::string &key : options.keys) {
        TRY(settingKey(textOf(key)));
        changes.insert(textOf(key), QJsonValue::Null);
    }
    TRY_ASSIGN(const auto snapshot, await(context.api.changeSettings(changes)));
    showChange(context, snapshot, changes.keys());
    return {};
}

QString compact(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

Result<void> versions(VerbContext &context, const NoOptions &)
{
    TRY_ASSIGN(const auto saved, await(context.api.settingsVersions(kVersions)));
    Table table({QStringLiteral("VERSION"), QStringLiteral("AT"), QStringLiteral("AUTHOR"),
                 QStringLiteral("BEFORE"), QStringLiteral("AFTER")});
    QJsonArray json;
    for (const SettingsVersion &version : saved) {
        table.add({QString::number(version.version), toIsoString(version.at), version.author,
                   compact(version.before), compact(version.after)});
        json.append(toJson(version));
    }
    context.show(json, table.text());
    return {};
}

Result<void> undo(VerbContext &context, const UndoOptions &options)
{
    TRY_ASSIGN(const auto snapshot, await(context.api.undoSettings(options.version)));
    showChange(context, snapshot, {});
    return {};
}

Result<void> listEvents(VerbContext &context, const EventOptions &options)
{
    EventQuery query;
    query.type = textOf(options.type);
    if (!options.user.empty()) {
        TRY_ASSIGN(const User user, findUser(context.api, textOf(options.user)));
        query.userId = user.id;
    }
    if (!options.since.empty()) {
        TRY_ASSIGN(query.since, instantFrom(textOf(options.since), QStringLiteral("since")));
    }
    Table table({QStringLiteral("AT"), QStringLiteral("TYPE"), QStringLiteral("ACTOR"),
                 QStringLiteral("USER"), QStringLiteral("ADDRESS"), QStringLiteral("DETAIL")});
    QJsonArray json;
    do {
        query.limit = std::min(kPageSize, options.limit - static_cast<int>(json.size()));
        TRY_ASSIGN(const auto page, await(context.api.listEvents(query)));
        for (const Event &event : page.rows) {
            table.add({toIsoString(event.at), event.type, event.actor,
                       event.userId ? QString::number(*event.userId) : QString(), event.address,
                       event.detail.isEmpty() ? QString() : compact(event.detail)});
            json.append(toJson(event));
        }
        query.after = page.next;
    } while (!query.after.isEmpty() && json.size() < options.limit);
    context.show(json, table.text());
    return {};
}

} // namespace

void addSettingsCommands(CLI::App &root, Invocation &invocation)
{
    CLI::App *settings = root.add_subcommand("settings", "See and change settings, live");
    settings->require_subcommand(1);
    addVerb(*settings, invocation, "list", "List all settings", std::make_shared<NoOptions>(),
            &list);

    auto got = std::make_shared<KeyOptions>();
    addVerb(*settings, invocation, "get", "Print one setting", got, &get)
        ->add_option("key", got->key, "Setting")
        ->required();

    const auto addChange = [&](const char *name, const char *help, auto run) {
        auto options = std::make_shared<SetOptions>();
        CLI::App *change = addVerb(*settings, invocation, name, help, options, run);
        change->add_option("key", options->key, "Setting")->required();
        change
            ->add_option("value", options->values,
                         "Value, such as 15m, on, 900; several make a list")
            ->required();
        return std::pair(change, options);
    };
    const auto [verb, changed] = addChange("set", "Change one setting", &set);
    verb->add_option("--try", changed->tryFor, "Go back by itself after this time, such as 10m");
    verb->add_flag("--shorten-sessions", changed->shortenSessions,
                   "Shorten the live sessions to the new lifetimes as well");
    addChange("simulate", "Say what a change would do to the live sessions", &simulate);
    addVerb(*settings, invocation, "keep", "Keep what is being tried",
            std::make_shared<NoOptions>(), &keep);
    addVerb(*settings, invocation, "take-back", "Take back what is being tried, at once",
            std::make_shared<NoOptions>(), &takeBack);
    addSettingsTransferCommands(*settings, invocation);

    auto cleared = std::make_shared<KeysOptions>();
    addVerb(*settings, invocation, "reset", "Go back to the default", cleared, &reset)
        ->add_option("key", cleared->keys, "Settings")
        ->required();

    addVerb(*settings, invocation, "versions", "List what was saved, newest first",
            std::make_shared<NoOptions>(), &versions);

    auto undone = std::make_shared<UndoOptions>();
    addVerb(*settings, invocation, "undo", "Take a saved version back", undone, &undo)
        ->add_option("version", undone->version, "Number of the version")
        ->required()
        ->check(CLI::PositiveNumber);
}

void addEventCommands(CLI::App &root, Invocation &invocation)
{
    CLI::App *event = root.add_subcommand("event", "Read the audit log");
    event->require_subcommand(1);
    auto options = std::make_shared<EventOptions>();
    CLI::App *verb =
        addVerb(*event, invocation, "list", "List events, newest first", options, &listEvents);
    verb->add_option("--type", options->type, "Type, or the beginning of types that ends in a dot");
    verb->add_option("--user", options->user, "Only events about this user");
    verb->add_option("--since", options->since, "Only events from this time on");
    verb->add_option("--limit", options->limit, "At most so many (100)")
        ->check(CLI::PositiveNumber);
}

} // namespace tokendesk::cli
