// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/configrepository.h"
#include "server/store/rows.h"

namespace tokendesk::store {

Result<Changes> ChangeReader::poll()
{
    TRY_ASSIGN(QSqlQuery * versionQuery, m_connection.exec("PRAGMA data_version"));
    TRY_ASSIGN(const qint64 dataVersion, singleInteger(versionQuery));
    if (dataVersion == m_dataVersion)
        return Changes{};
    TRY_ASSIGN(
        QSqlQuery * query,
        m_connection.exec("SELECT (SELECT coalesce(max(version), 0) FROM settings_versions), "
                          "coalesce((SELECT value FROM meta WHERE name = 'counter:keys'), 0)"));
    Rows rows(query);
    const bool found = rows.next();
    TRY(rows.status());
    Changes changes;
    changes.any = true;
    if (found) {
        changes.settings = rows.integer(0) != m_settings;
        changes.keys = rows.integer(1) != m_keys;
        m_settings = rows.integer(0);
        m_keys = rows.integer(1);
    }
    // Last, so that a look that failed is repeated. A commit between the two queries shows itself
    // again.
    m_dataVersion = dataVersion;
    return changes;
}

} // namespace tokendesk::store
