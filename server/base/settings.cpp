// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/base/settings.h"

#include "server/base/nearest.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>

namespace tokendesk {
namespace {

using Defaults = std::array<std::vector<QJsonValue>, 2>;

QJsonValue parseDefault(const SettingRow &row, Preset preset)
{
    const char *text = row.defaultJson;
    if (preset == Preset::Simplejwt && row.simplejwtJson)
        text = row.simplejwtJson;
    // A document must be an object or an array.
    const auto document = QJsonDocument::fromJson(QByteArray("[") + text + "]");
    const QJsonValue value = document.array().at(0);
    return value.isDouble() ? QJsonValue(value.toInteger()) : value;
}

const QJsonValue &defaultOf(SettingKey key, Preset preset)
{
    static const Defaults defaults = [] {
        Defaults all;
        for (const Preset each : {Preset::Recommended, Preset::Simplejwt}) {
            for (const SettingRow &row : settingRows())
                all[static_cast<std::size_t>(each)].push_back(parseDefault(row, each));
        }
        return all;
    }();
    return defaults[static_cast<std::size_t>(preset)].at(static_cast<std::size_t>(key.index));
}

/// Variables that are options of the programs, not settings.
constexpr std::array<const char *, 9> kBootstrapVariables = {
    "TOKENDESK_DATA_DIR", "TOKENDESK_DATABASE", "TOKENDESK_LISTEN",
    "TOKENDESK_TLS_CERT", "TOKENDESK_TLS_KEY",  "TOKENDESK_KEY_FILE",
    "TOKENDESK_KEY",      "TOKENDESK_SERVE",    "TOKENDESK_DEBUGGABLE"};

QStringList environmentNames()
{
    QStringList names;
    for (const SettingRow &row : settingRows())
        names.append(row.environmentName());
    for (const char *name : kBootstrapVariables)
        names.append(QString::fromLatin1(name));
    return names;
}

} // namespace

const char *settingSourceName(SettingSource source)
{
    switch (source) {
    case SettingSource::Default:
        return "default";
    case SettingSource::Database:
        return "database";
    case SettingSource::File:
        return "file";
    case SettingSource::Environment:
        return "environment";
    case SettingSource::CommandLine:
        return "command line";
    }
    return "";
}

Settings::Settings() : m_explicit(settings::kCount) { }

Preset Settings::preset() const
{
    const QList<Value> &values = m_explicit.at(settings::kPreset.index);
    const bool simplejwt = !values.isEmpty() && values.last().json.toString() == u"simplejwt";
    return simplejwt ? Preset::Simplejwt : Preset::Recommended;
}

bool Settings::boolean(SettingKey key) const { return value(key).toBool(); }

qint64 Settings::integer(SettingKey key) const { return value(key).toInteger(); }

std::chrono::seconds Settings::duration(SettingKey key) const
{
    return std::chrono::seconds(value(key).toInteger());
}

QString Settings::text(SettingKey key) const { return value(key).toString(); }

QStringList Settings::textList(SettingKey key) const
{
    QStringList list;
    const QJsonArray array = value(key).toArray();
    for (const QJsonValue &entry : array)
        list.append(entry.toString());
    return list;
}

QJsonObject Settings::json(SettingKey key) const { return value(key).toObject(); }

QJsonValue Settings::value(SettingKey key) const
{
    const QList<Value> &values = m_explicit.at(key.index);
    return values.isEmpty() ? defaultValue(key) : values.last().json;
}

SettingSource Settings::source(SettingKey key) const
{
    const QList<Value> &values = m_explicit.at(key.index);
    return values.isEmpty() ? SettingSource::Default : values.last().source;
}

QJsonValue Settings::defaultValue(SettingKey key) const { return defaultOf(key, preset()); }

Result<void> Settings::set(SettingKey key, const QJsonValue &value, SettingSource source)
{
    if (source == SettingSource::Default) {
        return fail(ErrorCode::InvalidArgument, QStringLiteral("defaults cannot be set"),
                    settingRow(key).name());
    }
    TRY_ASSIGN(const QJsonValue valid, validateSetting(key, value));
    QList<Value> &values = m_explicit[key.index];
    const auto at = std::find_if(values.begin(), values.end(),
                                 [source](const Value &each) { return each.source >= source; });
    if (at != values.end() && at->source == source)
        at->json = valid;
    else
        values.insert(at, Value{valid, source});
    return {};
}

void Settings::reset(SettingKey key, SettingSource source)
{
    m_explicit[key.index].removeIf([source](const Value &each) { return each.source == source; });
}

Result<void> Settings::readEnvironment(const QHash<QString, QString> &environment)
{
    const QStringList known = environmentNames();
    QStringList names = environment.keys();
    names.sort(); // the same complaint every time when several are wrong
    for (const QString &name : std::as_const(names)) {
        // The tests' own switches may be set around a program under test.
        if (!name.startsWith(u"TOKENDESK_") || name.startsWith(u"TOKENDESK_TEST_"))
            continue;
        const qsizetype index = known.indexOf(name);
        if (index < 0) {
            return fail(
                ErrorCode::UnknownSetting,
                QStringLiteral("no setting for the environment variable \"%1\"; did you mean "
                               "\"%2\"?")
                    .arg(name, nearestName(name, known)),
                name);
        }
        if (index >= settings::kCount)
            continue; // a bootstrap option, read by the programs
        const SettingKey key{static_cast<int>(index)};
        auto value = settingFromText(key, environment.value(name));
        if (!value)
            return fail(value.error().code, value.error().detail, name);
        TRY(set(key, *value, SettingSource::Environment));
    }
    return {};
}

} // namespace tokendesk
