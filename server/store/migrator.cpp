// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/migrator.h"

#include "server/store/files.h"
#include "server/store/rows.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFile>

#include <atomic>

namespace tokendesk::store {
namespace {

constexpr QLatin1String kMarker("-- ;;");
constexpr QLatin1String kMinCompatible("-- min_compatible:");

bool hasStatement(const QString &chunk)
{
    for (const QString &line : chunk.split(u'\n')) {
        const QString text = line.trimmed();
        if (!text.isEmpty() && !text.startsWith(QLatin1String("--")))
            return true;
    }
    return false;
}

Result<Migration> readMigration(const QString &path, int version)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Internal, QStringLiteral("Cannot read %1.").arg(path));
    const QByteArray content = file.readAll();
    Migration migration;
    migration.version = version;
    migration.checksum =
        QString::fromLatin1(QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex());
    QString chunk;
    const auto finishChunk = [&] {
        if (hasStatement(chunk))
            migration.statements.append(chunk.trimmed());
        chunk.clear();
    };
    for (const QString &line : QString::fromUtf8(content).split(u'\n')) {
        if (line.trimmed() == kMarker)
            finishChunk();
        else
            chunk += line + u'\n';
        if (line.startsWith(kMinCompatible))
            migration.minCompatible = line.mid(kMinCompatible.size()).trimmed().toInt();
    }
    finishChunk();
    if (migration.minCompatible < 1 || migration.minCompatible > version)
        return fail(ErrorCode::Internal,
                    QStringLiteral("%1 has no valid min_compatible.").arg(path));
    return migration;
}

} // namespace

Result<std::vector<Migration>> loadMigrations(const QString &folder)
{
    std::vector<Migration> migrations;
    const QDir directory(folder);
    const QStringList names =
        directory.entryList({QStringLiteral("*.sql")}, QDir::Files, QDir::Name);
    for (const QString &name : names) {
        const int version = static_cast<int>(migrations.size()) + 1;
        if (!name.startsWith(QStringLiteral("%1_").arg(version, 4, 10, QLatin1Char('0'))))
            return fail(
                ErrorCode::Internal,
                QStringLiteral("Migration %1 is missing before %2.").arg(version).arg(name));
        TRY_ASSIGN(Migration migration, readMigration(directory.filePath(name), version));
        migrations.push_back(std::move(migration));
    }
    if (migrations.empty())
        return fail(ErrorCode::Internal, QStringLiteral("No migrations in %1.").arg(folder));
    return migrations;
}

Migrator::Migrator(Connection &connection, std::vector<Migration> migrations, const Clock &clock)
    : m_connection(connection), m_migrations(std::move(migrations)), m_clock(clock)
{
}

Result<Migrator::Content> Migrator::content()
{
    // One statement, so that both numbers are of the same moment: between two statements another
    // process may finish the first migration, and an empty file would look like a foreign one.
    TRY_ASSIGN(QSqlQuery query, m_connection.execOnce(QStringLiteral(
                                    "SELECT count(*), count(*) FILTER "
                                    "(WHERE type = 'table' AND name = 'schema_version') "
                                    "FROM sqlite_schema")));
    Rows rows(&query);
    Content found = Content::Nothing;
    if (rows.next() && rows.integer(0) > 0)
        found = rows.integer(1) > 0 ? Content::Ours : Content::Foreign;
    TRY(rows.status());
    return found;
}

Result<int> Migrator::currentVersion()
{
    TRY_ASSIGN(const Content found, content());
    if (found == Content::Nothing)
        return 0;
    if (found == Content::Foreign)
        return fail(ErrorCode::DatabaseUnreadable,
                    QStringLiteral("The file is an SQLite database of another program."));
    TRY_ASSIGN(QSqlQuery query,
               m_connection.execOnce(QStringLiteral("SELECT version, min_compatible, checksum "
                                                    "FROM schema_version ORDER BY version")));
    Rows rows(&query);
    int version = 0;
    while (rows.next()) {
        ++version;
        if (rows.integer(0) != version)
            return fail(ErrorCode::DatabaseUnreadable,
                        QStringLiteral("Migration %1 is missing in the database.").arg(version));
        if (version > latestVersion()) {
            if (rows.integer(1) > latestVersion())
                return fail(
                    ErrorCode::DatabaseNewer,
                    QStringLiteral("The database has schema %1, this program knows up to %2.")
                        .arg(version)
                        .arg(latestVersion()));
        } else if (rows.text(2) != m_migrations[static_cast<std::size_t>(version) - 1].checksum) {
            return fail(ErrorCode::DatabaseUnreadable,
                        QStringLiteral("Migration %1 was applied in another form than the one this "
                                       "program knows (its checksum differs).")
                            .arg(version));
        }
    }
    TRY(rows.status());
    if (version == 0)
        return fail(ErrorCode::DatabaseUnreadable,
                    QStringLiteral("The table schema_version is empty."));
    return version;
}

Result<void> Migrator::migrate(const QString &path)
{
    TRY_ASSIGN(int version, currentVersion());
    while (version < latestVersion()) {
        // An empty database gets all of it at once, so that nobody finds, and copies, half a
        // schema.
        const int target = version == 0 ? latestVersion() : version + 1;
        QString copy;
        if (version > 0) {
            // Under a name of our own: another process, or thread, may be doing the same at this
            // moment.
            static std::atomic<int> serial{0};
            copy = QStringLiteral("%1.before-%2.%3-%4")
                       .arg(path)
                       .arg(target, 4, 10, QLatin1Char('0'))
                       .arg(QCoreApplication::applicationPid())
                       .arg(++serial);
            TRY(makePrivateFile(copy));
            auto copied = execute(QStringLiteral("VACUUM INTO ?"), {copy});
            if (!copied) {
                QFile::remove(copy);
                return fail(ErrorCode::DatabaseReadOnly,
                            QStringLiteral("Cannot make a copy before the upgrade: %1")
                                .arg(copied.error().detail));
            }
        }
        auto stepped = step(version, target, path, copy);
        if (!copy.isEmpty())
            QFile::remove(copy);
        TRY(std::move(stepped));
        TRY_ASSIGN(version, currentVersion());
    }
    return {};
}

Result<void> Migrator::step(int from, int target, const QString &path, const QString &copy)
{
    int next = from + 1;
    TRY(execute(QStringLiteral("BEGIN IMMEDIATE")));
    auto applied = [&]() -> Result<void> {
        TRY_ASSIGN(const int version, currentVersion());
        // Another process was faster; its copy is the right one, ours may be of afterwards.
        if (version != from)
            return {};
        if (!copy.isEmpty()) {
            const QString kept = copy.left(copy.lastIndexOf(QLatin1Char('.')));
            QFile::remove(kept);
            if (!QFile::rename(copy, kept))
                return fail(ErrorCode::DatabaseReadOnly,
                            QStringLiteral("Cannot keep the copy %1.").arg(kept));
        }
        for (; next <= target; ++next)
            TRY(apply(m_migrations[static_cast<std::size_t>(next) - 1]));
        return execute(QStringLiteral("COMMIT"));
    }();
    // Without effect after the commit, except where there was nothing to do.
    if (auto rolledBack = m_connection.execOnce(QStringLiteral("ROLLBACK")); rolledBack)
        rolledBack->finish();
    if (!applied && applied.error().code != ErrorCode::DatabaseReadOnly)
        return fail(applied.error().code, QStringLiteral("Migration %1 of %2 failed: %3")
                                              .arg(next)
                                              .arg(path, applied.error().detail));
    return applied;
}

Result<void> Migrator::apply(const Migration &migration)
{
    TRY(execute(QStringLiteral("CREATE TABLE IF NOT EXISTS schema_version ("
                               "version INTEGER PRIMARY KEY, min_compatible INTEGER NOT NULL, "
                               "checksum TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT")));
    for (const QString &statement : migration.statements)
        TRY(execute(statement));
    return execute(
        QStringLiteral("INSERT INTO schema_version (version, min_compatible, checksum, "
                       "applied_at) VALUES (?, ?, ?, ?)"),
        {migration.version, migration.minCompatible, migration.checksum, toSql(m_clock.now())});
}

Result<void> Migrator::execute(const QString &sql, const QVariantList &values)
{
    TRY_ASSIGN(QSqlQuery query, m_connection.execOnce(sql, values));
    query.finish();
    return {};
}

} // namespace tokendesk::store
