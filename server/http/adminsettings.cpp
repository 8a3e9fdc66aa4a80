// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/settingsadmin.h"
#include "server/base/valuejson.h"
#include "server/http/adminoperations.h"
#include "server/http/answers.h"
#include "server/http/inputfields.h"
#include "server/http/networkaccess.h"

#include <algorithm>

namespace tokendesk::http::admin {
namespace {

/// Versions among which an undone one is looked for.
constexpr int kVersionsSearched = 1'000;
/// Seconds, as in the console.
constexpr qint64 kUsualTrial = 600;

ApiResponse stateAnswer(const auth::SettingsState &state)
{
    QJsonArray results;
    for (std::size_t i = 0; i < settingRows().size(); ++i)
        results.append(toJson(SettingKey{static_cast<int>(i)}, state.settings));
    const bool isSaved = state.latest.version > 0;
    QJsonValue trial(QJsonValue::Null);
    if (state.trial)
        trial = QJsonObject{{QStringLiteral("version"), state.trial->version},
                            {QStringLiteral("until"), jsonTime(state.trial->until)}};
    return jsonAnswer(
        200, QJsonObject{{QStringLiteral("version"), state.latest.version},
                         {QStringLiteral("changed_at"),
                          isSaved ? jsonTime(state.latest.at) : QJsonValue(QJsonValue::Null)},
                         {QStringLiteral("changed_by"), jsonTextOrNull(state.latest.author)},
                         {QStringLiteral("trial"), trial},
                         {QStringLiteral("results"), results}});
}

QJsonObject versionJson(const store::SettingsVersionRow &row)
{
    return {{QStringLiteral("version"), row.version},
            {QStringLiteral("at"), jsonTime(row.at)},
            {QStringLiteral("author"), row.author},
            {QStringLiteral("before"), row.before},
            {QStringLiteral("after"), row.after}};
}

/// Whether the caller could not come back after \a changes.
bool shutsOut(const Call &call, Settings settings, const QJsonObject &changes)
{
    const QJsonValue value = changes.value(settingRow(settings::kAdminNetworks).name());
    if (value.isUndefined())
        return false;
    settings.reset(settings::kAdminNetworks, SettingSource::Database);
    if (!value.isNull())
        (void)settings.set(settings::kAdminNetworks, value, SettingSource::Database);
    return !NetworkAccess(settings, settings::kAdminNetworks).allows(call.request);
}

QString shutOutReason()
{
    return QStringLiteral("The address you call from would be shut out; do this in the console or "
                          "on the command line.");
}

/// Saves \a changes of which \a errors has found nothing yet, unless they would shut out the
/// caller.
void save(const Call &call, const AdminServices &services, const QJsonObject &changes,
          const SettingsSave &how, FieldErrors errors)
{
    const auto state = services.useCases.settings.current();
    if (!state)
        return call.exchange.refuse(state.error());
    if (errors.good() && shutsOut(call, state->settings, changes))
        errors.refuse(settingRow(settings::kAdminNetworks).key, shutOutReason());
    if (!errors.good())
        return call.exchange.answer(errors.refusal());
    services.useCases.settings.change(changes, how, call.actor(),
                                      answering<auth::SettingsState>(call, stateAnswer));
}

/// The complaints about all members at once; the use case stops at the first.
FieldErrors checked(const QJsonObject &changes)
{
    FieldErrors errors;
    for (auto it = changes.begin(); it != changes.end(); ++it) {
        const auto key = settingKey(it.key());
        if (!key) {
            errors.refuse(it.key().toUtf8(), key.error().detail);
            continue;
        }
        if (it.value().isNull())
            continue;
        if (const auto valid = validateSetting(*key, it.value()); !valid)
            errors.refuse(it.key().toUtf8(), valid.error().detail);
    }
    return errors;
}

} // namespace

void listSettings(const Call &call, const AdminServices &services)
{
    const auto state = services.useCases.settings.current();
    if (!state)
        return call.exchange.refuse(state.error());
    call.exchange.answer(stateAnswer(*state));
}

void showSetting(const Call &call, const AdminServices &services)
{
    const auto key = settingKey(QString::fromUtf8(call.parameter));
    if (!key)
        return call.exchange.answer(detailAnswer(404, key.error().detail.toUtf8(), "not_found"));
    const auto state = services.useCases.settings.current();
    if (!state)
        return call.exchange.refuse(state.error());
    call.exchange.answer(jsonAnswer(200, toJson(*key, state->settings)));
}

void changeSettings(const Call &call, const AdminServices &services)
{
    const JsonInput input(call.request);
    if (!input.isReadable())
        return call.exchange.answer(input.failure());
    save(call, services, input.object(), {}, checked(input.object()));
}

void forecastSettings(const Call &call, const AdminServices &services)
{
    const JsonInput input(call.request);
    if (!input.isReadable())
        return call.exchange.answer(input.failure());
    const FieldErrors errors = checked(input.object());
    if (!errors.good())
        return call.exchange.answer(errors.refusal());
    const auto forecast = services.useCases.settings.forecast(input.object(), services.isEnding);
    if (!forecast)
        return call.exchange.refuse(forecast.error());
    call.exchange.answer(jsonAnswer(200, toJson(*forecast)));
}

void trySettings(const Call &call, const AdminServices &services)
{
    JsonInput input(call.request);
    if (!input.isReadable())
        return call.exchange.answer(input.failure());
    const auto seconds = input.integer("seconds", SettingsSave::kShortestTrial.count(),
                                       SettingsSave::kLongestTrial.count());
    const auto changes = input.jsonObject("settings");
    if (input.good() && !changes)
        input.refuse("settings", QStringLiteral("This field is required."));
    if (!input.good())
        return call.exchange.answer(input.refusal());
    SettingsSave how;
    how.tryFor = std::chrono::seconds(seconds.value_or(kUsualTrial));
    save(call, services, *changes, how, checked(*changes));
}

void keepSettings(const Call &call, const AdminServices &services)
{
    services.useCases.settings.endTrial(true, call.actor(),
                                        answering<auth::SettingsState>(call, stateAnswer));
}

void takeSettingsBack(const Call &call, const AdminServices &services)
{
    services.useCases.settings.endTrial(false, call.actor(),
                                        answering<auth::SettingsState>(call, stateAnswer));
}

void listSettingsVersions(const Call &call, const AdminServices &services)
{
    QueryInput input(call.request.query);
    const PageInput page = input.page();
    if (!input.good())
        return call.exchange.answer(input.refusal());
    const auto versions = services.useCases.settings.versions(page.size);
    if (!versions)
        return call.exchange.refuse(versions.error());
    QJsonArray results;
    for (const store::SettingsVersionRow &row : *versions)
        results.append(versionJson(row));
    call.exchange.answer(jsonAnswer(200, QJsonObject{{QStringLiteral("results"), results}}));
}

void undoSettings(const Call &call, const AdminServices &services)
{
    const auto number = numberOf(call);
    if (!number)
        return;
    auth::SettingsAdmin &admin = services.useCases.settings;
    const auto state = admin.current();
    if (!state)
        return call.exchange.refuse(state.error());
    const auto versions = admin.versions(kVersionsSearched);
    if (!versions)
        return call.exchange.refuse(versions.error());
    const auto row = std::find_if(versions->begin(), versions->end(),
                                  [&number](const auto &one) { return one.version == *number; });
    if (row != versions->end() && shutsOut(call, state->settings, row->before))
        return call.exchange.answer(detailAnswer(409, shutOutReason().toUtf8(), "admin_networks"));
    admin.undo(*number, call.actor(), answering<auth::SettingsState>(call, stateAnswer));
}

} // namespace tokendesk::http::admin
