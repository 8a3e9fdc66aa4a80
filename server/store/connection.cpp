// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/database.h"
#include "server/store/files.h"
#include "server/store/rows.h"

#include <QSqlError>
#include <QUrl>

#include <array>
#include <atomic>

namespace tokendesk::store {
namespace {

constexpr auto kFileCheckInterval = std::chrono::seconds(1);

// Result codes of SQLite; the header of SQLite itself is not needed for anything else.
constexpr int kSqliteBusy = 5;
constexpr int kSqliteLocked = 6;
constexpr int kSqliteConstraint = 19;
constexpr int kConstraintPrimaryKey = 1555;
constexpr int kConstraintUnique = 2067;
constexpr int kConstraintRowId = 2579;

QString connectionName(quint64 serial)
{
    // Not the thread's id: the system gives those out again, and a name must never meet its
    // predecessor.
    static std::atomic<quint64> count{0};
    return QStringLiteral("tokendesk-store%1-thread%2").arg(serial).arg(++count);
}

constexpr std::size_t kPlaceholderLimit = 32;

/// ":v0", ":v1" … Binding a value by its position makes Qt put together a name each time, which
/// costs more than SQLite's part of it.
const std::array<QString, kPlaceholderLimit> &placeholders()
{
    static const auto names = [] {
        std::array<QString, kPlaceholderLimit> made;
        for (std::size_t i = 0; i < made.size(); ++i)
            made[i] = QStringLiteral(":v%1").arg(i);
        return made;
    }();
    return names;
}

/// \a sql with these for its question marks, of which no text of ours has one in quotes.
QString withNames(const char *sql)
{
    QString named;
    std::size_t count = 0;
    for (const QChar c : QString::fromUtf8(sql)) {
        if (c == QLatin1Char('?'))
            named += placeholders().at(count++);
        else
            named += c;
    }
    return named;
}

} // namespace

int sqliteCode(const QSqlError &error) { return error.nativeErrorCode().toInt() & 0xff; }

Error sqlError(const QSqlError &error)
{
    const int code = error.nativeErrorCode().toInt();
    const QString text = error.databaseText().isEmpty() ? error.text() : error.databaseText();
    if ((code & 0xff) == kSqliteConstraint) {
        const bool unique = code == kConstraintUnique || code == kConstraintPrimaryKey
                            || code == kConstraintRowId || text.contains(QLatin1String("UNIQUE"));
        return Error(unique ? ErrorCode::AlreadyExists : ErrorCode::Internal, text);
    }
    return Error(ErrorCode::StoreUnavailable, QStringLiteral("%1 (SQLite %2)").arg(text).arg(code));
}

Connection::Connection(QString path, const Clock &clock, Access access, quint64 serial,
                       UserVersion &userVersion)
    : m_path(std::move(path)), m_clock(clock), m_access(access), m_name(connectionName(serial)),
      m_userVersion(userVersion)
{
}

Connection::~Connection() { close(); }

void Connection::close()
{
    m_statements.clear();
    if (m_open)
        QSqlDatabase::removeDatabase(m_name);
    m_open = false;
}

Result<void> Connection::openFile()
{
    close();
    ++m_openings;
    m_doubtful = false;
    m_identity = fileIdentity(m_path);
    m_checkedAt = std::chrono::steady_clock::now();
    const bool readOnly = m_access == Access::ReadOnly;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_name);
        m_open = true;
        database.setConnectOptions(
            readOnly ? QStringLiteral("QSQLITE_BUSY_TIMEOUT=10000;QSQLITE_OPEN_URI;"
                                      "QSQLITE_OPEN_READONLY")
                     : QStringLiteral("QSQLITE_BUSY_TIMEOUT=10000;QSQLITE_OPEN_URI"));
        // By URI because only that can forbid making an empty database where ours went away.
        const QByteArray path = QUrl::toPercentEncoding(m_path, "/");
        database.setDatabaseName(QStringLiteral("file:%1?mode=%2")
                                     .arg(QString::fromLatin1(path),
                                          readOnly ? QLatin1String("ro") : QLatin1String("rw")));
        if (!database.open()) {
            Error error = translate(database.lastError());
            database = QSqlDatabase();
            close();
            return fail(std::move(error));
        }
    }
    auto applied = applyPragmas();
    if (!applied)
        close();
    return applied;
}

Result<void> Connection::ensureOpen()
{
    const auto now = std::chrono::steady_clock::now();
    // A connection that finds another file advances the number of the users; so the others look at
    // once, before anybody reads through them what is then remembered as new.
    const quint64 users = m_userVersion.number();
    if (m_open && !m_doubtful) {
        if (now - m_checkedAt < kFileCheckInterval && users == m_checkedUsers)
            return {};
        m_checkedAt = now;
        m_checkedUsers = users;
        if (fileIdentity(m_path) == m_identity)
            return {};
    }
    const bool isAnew = m_openings > 0;
    TRY(openFile());
    m_checkedUsers = users;
    if (isAnew)
        m_userVersion.advance();
    // A file that took the place of ours must hold our schema.
    auto version = exec("SELECT max(version) FROM schema_version");
    if (version)
        (*version)->finish();
    if (!version) {
        close();
        return fail(ErrorCode::StoreUnavailable, version.error().detail);
    }
    if (m_access == Access::ReadOnly)
        return {};
    auto mode = execOnce(QStringLiteral("PRAGMA journal_mode"));
    if (!mode || !mode->next() || mode->value(0).toString() != QLatin1String("wal")) {
        if (mode)
            mode->clear();
        close();
        return fail(ErrorCode::StoreUnavailable,
                    QStringLiteral("%1 is not in write-ahead mode.").arg(m_path));
    }
    return {};
}

Result<void> Connection::pragma(const QString &set, const QString &read, const QString &expected)
{
    TRY(execOnce(set));
    TRY_ASSIGN(QSqlQuery query, execOnce(read));
    const QString value = query.next() ? query.value(0).toString() : QString();
    if (value != expected)
        return fail(ErrorCode::StoreUnavailable,
                    QStringLiteral("%1 gives %2 instead of %3.").arg(read, value, expected));
    return {};
}

Result<void> Connection::applyPragmas()
{
    // SECURITY R96. The journal mode is a property of the file and set by Database::open().
    TRY(pragma(QStringLiteral("PRAGMA busy_timeout=10000"), QStringLiteral("PRAGMA busy_timeout"),
               QStringLiteral("10000")));
    TRY(pragma(QStringLiteral("PRAGMA trusted_schema=OFF"), QStringLiteral("PRAGMA trusted_schema"),
               QStringLiteral("0")));
    TRY(pragma(QStringLiteral("PRAGMA foreign_keys=ON"), QStringLiteral("PRAGMA foreign_keys"),
               QStringLiteral("1")));
    // Sorting must not leave copies of rows in the temporary directory.
    TRY(pragma(QStringLiteral("PRAGMA temp_store=MEMORY"), QStringLiteral("PRAGMA temp_store"),
               QStringLiteral("2")));
    if (m_access == Access::ReadOnly)
        return {};
    TRY(pragma(QStringLiteral("PRAGMA secure_delete=ON"), QStringLiteral("PRAGMA secure_delete"),
               QStringLiteral("1")));
    return pragma(QStringLiteral("PRAGMA synchronous=FULL"), QStringLiteral("PRAGMA synchronous"),
                  QStringLiteral("2"));
}

void Connection::noteUsersChanged()
{
    m_usersChanged = true;
    m_userVersion.advance();
}

Error Connection::translate(const QSqlError &error)
{
    m_lastCode = sqliteCode(error);
    if (m_lastCode != kSqliteBusy && m_lastCode != kSqliteLocked && m_lastCode != kSqliteConstraint)
        m_doubtful = true;
    return sqlError(error);
}

Result<QSqlQuery *> Connection::exec(const char *sql, std::initializer_list<QVariant> values)
{
    if (!m_open)
        return fail(ErrorCode::StoreUnavailable, QStringLiteral("The connection is closed."));
    std::unique_ptr<QSqlQuery> &slot = m_statements[sql];
    if (!slot) {
        auto query = std::make_unique<QSqlQuery>(QSqlDatabase::database(m_name, false));
        query->setForwardOnly(true);
        if (!query->prepare(withNames(sql)))
            return fail(translate(query->lastError()));
        slot = std::move(query);
    }
    QSqlQuery *query = slot.get();
    std::size_t position = 0;
    for (const QVariant &value : values)
        query->bindValue(placeholders().at(position++), value);
    if (!query->exec()) {
        Error error = translate(query->lastError());
        query->finish();
        return fail(std::move(error));
    }
    return query;
}

Result<QSqlQuery> Connection::execOnce(const QString &sql, const QVariantList &values)
{
    if (!m_open)
        return fail(ErrorCode::StoreUnavailable, QStringLiteral("The connection is closed."));
    QSqlQuery query(QSqlDatabase::database(m_name, false));
    query.setForwardOnly(true);
    if (!query.prepare(sql))
        return fail(translate(query.lastError()));
    for (qsizetype i = 0; i < values.size(); ++i)
        query.bindValue(static_cast<int>(i), values.at(i));
    if (!query.exec())
        return fail(translate(query.lastError()));
    return query;
}

} // namespace tokendesk::store
