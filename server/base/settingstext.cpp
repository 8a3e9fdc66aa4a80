// SPDX-License-Identifier: GPL-3.0-or-later
// How settings are read and written as people type them.
#include "server/base/clock.h"
#include "server/base/settings.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace tokendesk {
namespace {

tl::unexpected<Error> notA(const SettingRow &row, const char *expected)
{
    return fail(ErrorCode::InvalidArgument,
                QStringLiteral("must be %1").arg(QLatin1String(expected)), row.name());
}

Result<QJsonValue> booleanFromText(const SettingRow &row, QStringView text)
{
    for (const char16_t *word : {u"on", u"true", u"yes", u"1"}) {
        if (text.compare(QStringView(word), Qt::CaseInsensitive) == 0)
            return QJsonValue(true);
    }
    for (const char16_t *word : {u"off", u"false", u"no", u"0"}) {
        if (text.compare(QStringView(word), Qt::CaseInsensitive) == 0)
            return QJsonValue(false);
    }
    return fail(ErrorCode::InvalidArgument,
                QStringLiteral("must be on or off, not \"%1\"").arg(text.toString()), row.name());
}

QJsonValue listFromText(QStringView text)
{
    QJsonArray array;
    if (!text.isEmpty()) {
        const auto parts = text.split(u',');
        for (const QStringView part : parts)
            array.append(part.trimmed().toString());
    }
    return array;
}

} // namespace

Result<QJsonValue> settingFromText(SettingKey key, QStringView text)
{
    const SettingRow &row = settingRow(key);
    const QStringView trimmed = text.trimmed();
    switch (row.type) {
    case SettingType::Boolean:
        return booleanFromText(row, trimmed);
    case SettingType::Integer: {
        bool ok = false;
        const qint64 number = trimmed.toLongLong(&ok);
        if (!ok)
            return notA(row, "a whole number");
        return validateSetting(key, number);
    }
    case SettingType::Duration: {
        const auto duration = durationFromString(trimmed);
        if (!duration)
            return notA(row, "a duration such as 15m, 7d, 1h30 or 900");
        return validateSetting(key, QJsonValue(qint64{duration->count()}));
    }
    case SettingType::Text:
        return validateSetting(key, text.toString());
    case SettingType::TextList:
        return validateSetting(key, listFromText(trimmed));
    case SettingType::Choice:
        return validateSetting(key, trimmed.toString());
    case SettingType::Json: {
        QJsonParseError error;
        const auto document = QJsonDocument::fromJson(trimmed.toUtf8(), &error);
        if (error.error != QJsonParseError::NoError) {
            return fail(ErrorCode::InvalidArgument,
                        QStringLiteral("is not JSON: %1 at byte %2")
                            .arg(error.errorString())
                            .arg(error.offset),
                        row.name());
        }
        return validateSetting(key, document.isObject() ? QJsonValue(document.object())
                                                        : QJsonValue(document.array()));
    }
    }
    return fail(ErrorCode::Internal);
}

QString settingToText(SettingKey key, const QJsonValue &value)
{
    switch (settingRow(key).type) {
    case SettingType::Boolean:
        return value.toBool() ? QStringLiteral("on") : QStringLiteral("off");
    case SettingType::Integer:
        return QString::number(value.toInteger());
    case SettingType::Duration:
        return durationText(std::chrono::seconds(value.toInteger()));
    case SettingType::Text:
    case SettingType::Choice:
        return value.toString();
    case SettingType::TextList: {
        QStringList list;
        const QJsonArray array = value.toArray();
        for (const QJsonValue &entry : array)
            list.append(entry.toString());
        return list.join(QLatin1String(", "));
    }
    case SettingType::Json:
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    }
    return {};
}

} // namespace tokendesk
