// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/configrepository.h"
#include "server/store/rows.h"

#include <QJsonArray>

namespace tokendesk::store {
namespace {

// QJsonDocument holds only arrays and objects, so a bare value travels in an array of one.
QString valueText(const QJsonValue &value)
{
    const QByteArray json = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(json.mid(1, json.size() - 2));
}

QJsonValue valueFromText(const QString &text)
{
    const QByteArray json = '[' + text.toUtf8() + ']';
    return QJsonDocument::fromJson(json).array().at(0);
}

SettingsVersionRow readVersion(const Rows &rows)
{
    return {rows.integer(0), rows.instant(1), rows.text(2), rows.object(3), rows.object(4)};
}

Result<std::vector<SettingsVersionRow>> readVersions(Result<QSqlQuery *> executed)
{
    TRY(executed);
    Rows rows(*executed);
    std::vector<SettingsVersionRow> versions;
    while (rows.next())
        versions.push_back(readVersion(rows));
    TRY(rows.status());
    return versions;
}

} // namespace

Result<QJsonObject> SettingsRepository::load()
{
    TRY_ASSIGN(QSqlQuery * query, m_connection.exec("SELECT key, value FROM settings"));
    Rows rows(query);
    QJsonObject values;
    while (rows.next())
        values.insert(rows.text(0), valueFromText(rows.text(1)));
    TRY(rows.status());
    return values;
}

Result<SettingsVersionRow> SettingsRepository::latest()
{
    TRY_ASSIGN(auto found, versions(1));
    return found.empty() ? SettingsVersionRow{} : found.front();
}

Result<std::vector<SettingsVersionRow>> SettingsRepository::versions(int limit)
{
    return readVersions(m_connection.exec("SELECT version, at, author, before, after "
                                          "FROM settings_versions WHERE version > 0 "
                                          "ORDER BY version DESC LIMIT ?",
                                          {std::max(limit, 0)}));
}

Result<std::optional<SettingsVersionRow>> SettingsRepository::version(qint64 number)
{
    TRY_ASSIGN(auto found,
               readVersions(m_connection.exec("SELECT version, at, author, before, after "
                                              "FROM settings_versions WHERE version = ?",
                                              {number})));
    if (found.empty())
        return std::optional<SettingsVersionRow>();
    return std::optional(std::move(found.front()));
}

Result<qint64> SettingsRepository::save(const QJsonObject &changes, const QString &author,
                                        Instant now)
{
    TRY_ASSIGN(const QJsonObject current, load());
    QJsonObject before;
    for (auto it = changes.begin(); it != changes.end(); ++it) {
        const auto old = current.constFind(it.key());
        before.insert(it.key(), old == current.constEnd() ? QJsonValue() : old.value());
        auto written =
            it.value().isNull()
                ? m_connection.exec("DELETE FROM settings WHERE key = ?", {toSql(it.key())})
                : m_connection.exec("INSERT INTO settings (key, value) VALUES (?, ?) "
                                    "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                                    {toSql(it.key()), valueText(it.value())});
        TRY(written);
        (*written)->finish();
    }
    TRY_ASSIGN(QSqlQuery * inserted,
               m_connection.exec("INSERT INTO settings_versions (at, author, before, after) "
                                 "VALUES (?, ?, ?, ?) RETURNING version",
                                 {toSql(now), toSql(author), toSql(before), toSql(changes)}));
    return singleInteger(inserted);
}

Result<std::optional<QString>> SettingsRepository::note(const QString &name)
{
    TRY_ASSIGN(QSqlQuery * query,
               m_connection.exec("SELECT value FROM meta WHERE name = ?", {toSql(name)}));
    Rows rows(query);
    std::optional<QString> text;
    if (rows.next())
        text = rows.text(0);
    TRY(rows.status());
    return text;
}

Result<void> SettingsRepository::setNote(const QString &name, const std::optional<QString> &text)
{
    auto written =
        text ? m_connection.exec("INSERT INTO meta (name, value) VALUES (?, ?) "
                                 "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                                 {toSql(name), toSql(*text)})
             : m_connection.exec("DELETE FROM meta WHERE name = ?", {toSql(name)});
    TRY(written);
    (*written)->finish();
    return {};
}

} // namespace tokendesk::store
