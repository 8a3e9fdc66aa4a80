// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/configrepository.h"
#include "server/store/rows.h"

namespace tokendesk::store {

Result<Changes> ChangeReader::poll()
{
    TRY_ASSIGN(QSqlQuery * versionQuery, m_connection.exec("PRAGMA data_version"));
    TRY_ASSIGN(const qint64 dataVersion, singleInteger(versionQuery));
    const bool isOpenedAnew = m_connection.openings() != m_openings;
    if (dataVersion == m_dataVersion && !isOpenedAnew)
        return Changes{};
    TRY_ASSIGN(
        QSqlQuery * query,
        m_connection.exec("SELECT (SELECT coalesce(max(version), 0) FROM settings_versions), "
                          "coalesce((SELECT value FROM meta WHERE name = 'counter:keys'), 0), "
                          "coalesce((SELECT value FROM meta WHERE name = 'counter:users'), 0)"));
    Rows rows(query);
    const bool found = rows.next();
    TRY(rows.status());
    Changes changes;
    changes.any = true;
    changes.replaced = isOpenedAnew;
    if (found) {
        // Another file may be there, whose counters are equal by chance.
        changes.settings = isOpenedAnew || rows.integer(0) != m_settings;
        changes.keys = isOpenedAnew || rows.integer(1) != m_keys;
        changes.users = isOpenedAnew || rows.integer(2) != m_users;
        m_settings = rows.integer(0);
        m_keys = rows.integer(1);
        m_users = rows.integer(2);
    }
    // Last, so that a look that failed is repeated. A commit between the two queries shows itself
    // again.
    m_dataVersion = dataVersion;
    m_openings = m_connection.openings();
    return changes;
}

} // namespace tokendesk::store
