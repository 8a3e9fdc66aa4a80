// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/userimportplan.h"

#include "server/auth/djangohash.h"
#include "server/auth/userchange.h"
#include "server/auth/userjobs.h"
#include "server/auth/uservalidation.h"
#include "server/base/foldedtext.h"
#include "server/base/records.h"
#include "server/store/userrepository.h"

#include <QHash>
#include <QJsonDocument>

#include <algorithm>
#include <array>

namespace tokendesk::auth {
namespace {

constexpr qsizetype kHashLimit = 1024; ///< characters of an encoded hash

enum Column {
    Username,
    Email,
    FirstName,
    LastName,
    Active,
    Staff,
    Superuser,
    Groups,
    Claims,
    Password,
    ColumnCount
};

/// The name of each, and another that is taken for it.
constexpr std::array<std::pair<const char *, const char *>, ColumnCount> kColumns = {
    std::pair{"username", "user"}, {"email", "e_mail"},     {"first_name", "firstname"},
    {"last_name", "lastname"},     {"is_active", "active"}, {"is_staff", "staff"},
    {"is_superuser", "superuser"}, {"groups", "group"},     {"claims", "custom_claims"},
    {"password", "password_hash"}};

QString nameOf(int column)
{
    return QString::fromLatin1(kColumns.at(static_cast<std::size_t>(column)).first);
}

struct Columns
{
    std::array<qsizetype, ColumnCount> at;
    QStringList ignored;
    qsizetype count = 0;
};

Result<Columns> columnsOf(const CsvRow &header)
{
    Columns columns;
    columns.at.fill(-1);
    columns.count = header.fields.size();
    const auto refused = [&header](const QString &reason) {
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("Line %1: %2").arg(header.line).arg(reason),
                    QStringLiteral("file"));
    };
    for (qsizetype i = 0; i < header.fields.size(); ++i) {
        const QString title = header.fields.at(i).trimmed();
        const QString word = title.toLower().replace(u' ', u'_').replace(u'-', u'_');
        const auto found =
            std::find_if(kColumns.begin(), kColumns.end(), [&word](const auto &names) {
                return word == QLatin1String(names.first) || word == QLatin1String(names.second);
            });
        if (found == kColumns.end()) {
            columns.ignored.append(title);
            continue;
        }
        auto &at = columns.at[static_cast<std::size_t>(found - kColumns.begin())];
        if (at >= 0)
            return refused(QStringLiteral("Two columns are called \"%1\".").arg(title));
        at = i;
    }
    if (columns.at[Username] < 0)
        return refused(QStringLiteral("No column is called \"username\"."));
    return columns;
}

std::optional<bool> flagOf(const QString &text)
{
    const QString word = text.toLower();
    for (const char *yes : {"true", "t", "yes", "y", "1"}) {
        if (word == QLatin1String(yes))
            return true;
    }
    for (const char *no : {"false", "f", "no", "n", "0"}) {
        if (word == QLatin1String(no))
            return false;
    }
    return std::nullopt;
}

/// The reason has no field where the row as a whole is at fault.
tl::unexpected<Error> refused(const QString &reason, const QString &field = {})
{
    return fail(ErrorCode::InvalidArgument, reason, field);
}

/// Reads the cells of one row.
class Cells
{
public:
    Cells(const Columns &columns, const CsvRow &row) : m_columns(columns), m_row(row) { }

    /// Nothing if the file has no such column.
    [[nodiscard]] std::optional<QString> text(Column column) const
    {
        const qsizetype at = m_columns.at[column];
        if (at < 0)
            return std::nullopt;
        return fromFormulaSafe(m_row.fields.at(at)).trimmed();
    }
    [[nodiscard]] Result<std::optional<bool>> flag(Column column) const
    {
        const auto cell = text(column);
        if (!cell || cell->isEmpty())
            return std::optional<bool>();
        const auto value = flagOf(*cell);
        if (!value)
            return refused(QStringLiteral("It must be true or false."), nameOf(column));
        return value;
    }
    [[nodiscard]] Result<std::optional<QStringList>> groups() const
    {
        const auto cell = text(Groups);
        if (!cell)
            return std::optional<QStringList>();
        auto names = groupsFromText(*cell);
        if (!names)
            return refused(QStringLiteral("It begins like a JSON list of names, but is none."),
                           nameOf(Groups));
        return names;
    }
    [[nodiscard]] Result<std::optional<QJsonObject>> claims() const
    {
        const auto cell = text(Claims);
        if (!cell)
            return std::optional<QJsonObject>();
        if (cell->isEmpty())
            return std::optional(QJsonObject());
        const QJsonDocument document = QJsonDocument::fromJson(cell->toUtf8());
        if (!document.isObject())
            return refused(QStringLiteral("It is no JSON object."), nameOf(Claims));
        return std::optional(document.object());
    }
    /// A hash that can be verified. Never says what stands in the cell.
    [[nodiscard]] Result<std::optional<QString>> passwordHash() const
    {
        const auto cell = text(Password);
        if (!cell || hashScheme(*cell) == HashScheme::Unusable)
            return std::optional<QString>();
        const bool isPlain = std::all_of(cell->begin(), cell->end(),
                                         [](QChar c) { return c > u' ' && c < u'\x7f'; });
        switch (hashScheme(*cell)) {
        case HashScheme::Weak:
            return refused(QStringLiteral("The hash is too weak to be used."), nameOf(Password));
        case HashScheme::Unknown:
            return refused(QStringLiteral("It is no password hash as Django writes it; passwords "
                                          "themselves are not taken."),
                           nameOf(Password));
        default:
            break;
        }
        if (!isPlain || cell->size() > kHashLimit)
            return refused(QStringLiteral("It is no password hash as Django writes it."),
                           nameOf(Password));
        return cell;
    }
    [[nodiscard]] Result<UserChange> change() const
    {
        UserChange change;
        change.email = text(Email);
        change.firstName = text(FirstName);
        change.lastName = text(LastName);
        TRY_ASSIGN(change.active, flag(Active));
        TRY_ASSIGN(change.staff, flag(Staff));
        TRY_ASSIGN(change.superuser, flag(Superuser));
        TRY_ASSIGN(change.groups, groups());
        TRY_ASSIGN(change.claims, claims());
        return change;
    }

private:
    const Columns &m_columns;
    const CsvRow &m_row;
};

NewUser newUser(const QString &username, const UserChange &fields)
{
    NewUser user;
    user.username = username;
    user.email = fields.email.value_or(QString());
    user.firstName = fields.firstName.value_or(QString());
    user.lastName = fields.lastName.value_or(QString());
    user.active = fields.active.value_or(true);
    user.staff = fields.staff.value_or(false);
    user.superuser = fields.superuser.value_or(false);
    user.groups = fields.groups.value_or(QStringList());
    user.claims = fields.claims.value_or(QJsonObject());
    return user;
}

class Planner
{
public:
    Planner(const Context &context, store::Connection &connection, const Columns &columns)
        : m_context(context), m_connection(connection), m_users(connection), m_columns(columns)
    {
    }

    [[nodiscard]] Result<PlannedUser> plan(const CsvRow &row)
    {
        PlannedUser planned;
        planned.row.line = row.line;
        const qsizetype at = m_columns.at[Username];
        planned.row.username =
            at < row.fields.size() ? fromFormulaSafe(row.fields.at(at)).trimmed() : QString();
        const Result<void> read = compare(row, planned);
        if (read)
            return planned;
        if (read.error().code == ErrorCode::StoreUnavailable)
            return fail(read.error());
        refuse(planned, read.error());
        return planned;
    }

private:
    static void refuse(PlannedUser &planned, const Error &error)
    {
        planned.row.kind = UserImportRow::Kind::Refused;
        planned.row.changes.clear();
        planned.row.field = error.field;
        planned.row.reason = error.detail.isEmpty() ? error.message() : error.detail;
    }

    Result<void> compare(const CsvRow &row, PlannedUser &planned)
    {
        if (row.fields.size() != m_columns.count)
            return refused(QStringLiteral("It has %1 fields, the first row %2.")
                               .arg(row.fields.size())
                               .arg(m_columns.count));
        const Cells cells(m_columns, row);
        TRY_ASSIGN(const UserChange fields, cells.change());
        TRY_ASSIGN(planned.passwordHash, cells.passwordHash());
        TRY_ASSIGN(planned.user, normalised(newUser(planned.row.username, fields)));
        const QString folded = foldedText(planned.user.username);
        if (const qint64 line = m_lines.value(folded))
            return refused(QStringLiteral("Line %1 is about the same user.").arg(line),
                           nameOf(Username));
        m_lines.insert(folded, row.line);
        TRY(checkClaimNames(m_context, planned.user.claims));
        TRY_ASSIGN(const auto record, m_users.findByName(planned.user.username));
        if (record)
            return compareWith(*record, fields, planned);
        TRY(checkNameIsFree(m_connection, planned.user.username, {}));
        planned.row.kind = UserImportRow::Kind::New;
        User made;
        made.username = planned.user.username;
        made.email = planned.user.email;
        made.firstName = planned.user.firstName;
        made.lastName = planned.user.lastName;
        made.groups = planned.user.groups;
        made.claims = planned.user.claims;
        return checkClaimsSize(claimsSize(m_context, made), fieldOfClaims(planned.user.claims));
    }

    static QString fieldOfClaims(const QJsonObject &claims)
    {
        return claims.isEmpty() ? nameOf(Groups) : nameOf(Claims);
    }

    Result<void> compareWith(const store::UserRecord &record, const UserChange &fields,
                             PlannedUser &planned)
    {
        planned.before = record.user;
        TRY_ASSIGN(planned.change, normalised(fields));
        const User after = changed(record.user, planned.change);
        const QJsonObject differences = describe(record.user, after);
        planned.row.changes = differences.value(QLatin1String("after")).toObject().keys();
        if (planned.passwordHash == record.passwordHash)
            planned.passwordHash.reset();
        if (planned.passwordHash)
            planned.row.changes.append(nameOf(Password));
        if (planned.row.changes.isEmpty())
            return {};
        planned.row.kind = UserImportRow::Kind::Changed;
        const qsizetype size = claimsSize(m_context, after);
        if (size <= claimsSize(m_context, record.user))
            return {}; // too long before, perhaps, but none the worse
        return checkClaimsSize(size, fieldOfClaims(after.claims));
    }

    const Context &m_context;
    store::Connection &m_connection;
    store::UserRepository m_users;
    const Columns &m_columns;
    QHash<QString, qint64> m_lines; ///< folded username → where it was seen first
};

} // namespace

Result<ImportPlan> planImport(const Context &context, store::Connection &connection,
                              QByteArrayView csv, std::optional<QChar> separator)
{
    TRY_ASSIGN(const CsvTable table, readCsv(csv, separator));
    TRY_ASSIGN(const Columns columns, columnsOf(table.header));
    ImportPlan plan;
    plan.ignoredColumns = columns.ignored;
    plan.encoding = table.encoding;
    plan.separator = table.separator;
    Planner planner(context, connection, columns);
    plan.users.reserve(table.rows.size());
    for (const CsvRow &row : table.rows) {
        TRY_ASSIGN(PlannedUser planned, planner.plan(row));
        plan.users.push_back(std::move(planned));
    }
    return plan;
}

} // namespace tokendesk::auth
