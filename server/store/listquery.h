// SPDX-License-Identifier: GPL-3.0-or-later
// Private to the store: puts the SQL of a keyset-paged list together from fixed pieces.
#pragma once

#include <QString>
#include <QVariant>

namespace tokendesk::store {

/// More matches than this are not counted: with a text filter each must be looked at, and sessions
/// and events are many.
inline constexpr int kCountLimit = 10'000;
inline constexpr int kPageLimit = 1'000;

/// Conditions joined by AND, with their values in the same order. Pieces are literals; values are
/// bound.
class Conditions
{
public:
    void add(const QString &condition, const QVariantList &values = {})
    {
        m_sql += (m_sql.isEmpty() ? QLatin1String(" WHERE ") : QLatin1String(" AND ")) + condition;
        m_values += values;
    }
    [[nodiscard]] const QString &sql() const { return m_sql; }
    [[nodiscard]] const QVariantList &values() const { return m_values; }

private:
    QString m_sql;
    QVariantList m_values;
};

/// \a text between two '%', with LIKE's own signs escaped by '\'.
[[nodiscard]] inline QString likePattern(const QString &text)
{
    QString escaped;
    for (const QChar c : text) {
        if (c == u'%' || c == u'_' || c == u'\\')
            escaped += u'\\';
        escaped += c;
    }
    return u'%' + escaped + u'%';
}

} // namespace tokendesk::store
