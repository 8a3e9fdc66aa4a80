// SPDX-License-Identifier: GPL-3.0-or-later
// Private to the store: reading rows and binding values.
#pragma once

#include "server/base/clock.h"
#include "server/base/result.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSqlError>
#include <QSqlQuery>
#include <QVariant>

#include <optional>

namespace tokendesk::store {

/// The error of ours for one of the driver. Errors: AlreadyExists (unique constraint), Internal
/// (another constraint), StoreUnavailable (all else).
[[nodiscard]] Error sqlError(const QSqlError &error);
/// SQLite's primary result code, 0 if there is none.
[[nodiscard]] int sqliteCode(const QSqlError &error);

/// Walks the rows of an executed statement and resets it at the end, which gives up its read lock.
class Rows
{
public:
    explicit Rows(QSqlQuery *query) : m_query(query) { }
    ~Rows() { m_query->finish(); }
    Rows(const Rows &) = delete;
    Rows &operator=(const Rows &) = delete;

    /// Goes to the next row; false at the end and on an error, which status() then tells.
    bool next() { return m_query->next(); }
    [[nodiscard]] Result<void> status() const
    {
        if (m_query->lastError().isValid())
            return fail(sqlError(m_query->lastError()));
        return {};
    }

    [[nodiscard]] bool isNull(int column) const { return m_query->isNull(column); }
    [[nodiscard]] qint64 integer(int column) const { return m_query->value(column).toLongLong(); }
    [[nodiscard]] bool boolean(int column) const { return integer(column) != 0; }
    [[nodiscard]] QString text(int column) const { return m_query->value(column).toString(); }
    [[nodiscard]] QByteArray blob(int column) const { return m_query->value(column).toByteArray(); }
    [[nodiscard]] Instant instant(int column) const { return fromEpochMs(integer(column)); }
    [[nodiscard]] std::optional<Instant> optionalInstant(int column) const
    {
        const QVariant value = m_query->value(column);
        if (value.isNull())
            return std::nullopt;
        return fromEpochMs(value.toLongLong());
    }
    [[nodiscard]] QJsonObject object(int column) const
    {
        const QString json = text(column);
        if (json == QLatin1String("{}"))
            return {};
        return QJsonDocument::fromJson(json.toUtf8()).object();
    }

private:
    QSqlQuery *m_query;
};

/// Qt binds a null string as NULL, which no text column of ours allows.
[[nodiscard]] inline QVariant toSql(const QString &text)
{
    return text.isNull() ? QVariant(QLatin1String("").toString()) : QVariant(text);
}
[[nodiscard]] inline QVariant toSql(Instant instant) { return toEpochMs(instant); }
[[nodiscard]] inline QVariant toSql(const std::optional<Instant> &instant)
{
    return instant ? QVariant(toEpochMs(*instant)) : QVariant();
}
[[nodiscard]] inline QVariant toSql(bool value) { return value ? 1 : 0; }
[[nodiscard]] inline QVariant toSql(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

/// The single number that \a query yields, 0 without a row.
[[nodiscard]] inline Result<qint64> singleInteger(QSqlQuery *query)
{
    Rows rows(query);
    const qint64 value = rows.next() ? rows.integer(0) : 0;
    TRY(rows.status());
    return value;
}

} // namespace tokendesk::store
