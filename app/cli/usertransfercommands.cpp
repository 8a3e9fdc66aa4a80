// SPDX-License-Identifier: GPL-3.0-or-later
// tokendeskd user import, undo-import and export.
#include "app/cli/await.h"
#include "app/cli/input.h"
#include "app/cli/table.h"
#include "app/cli/verb.h"
#include "server/base/csv.h"
#include "server/base/records.h"
#include "server/base/valuejson.h"
#include "server/runtime/adminapi.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

#include <cstdio>

namespace tokendesk::cli {
namespace {

using Kind = UserImportRow::Kind;

struct ImportOptions
{
    std::string file;
    std::string separator;
    bool dryRun = false;
};

struct UndoOptions
{
    qint64 id = 0;
};

struct ExportOptions
{
    std::string format = "csv";
    std::string search;
    std::string group;
    bool deleted = false;
};

Result<QByteArray> readFile(const QString &path)
{
    const QString field = QStringLiteral("file");
    QFile file(path);
    const bool isOpen = path == QLatin1String("-") ? file.open(stdin, QIODevice::ReadOnly)
                                                   : file.open(QIODevice::ReadOnly);
    if (!isOpen)
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("\"%1\" cannot be read: %2").arg(path, file.errorString()),
                    field);
    const qint64 limit = CsvLimits{}.bytes;
    QByteArray bytes = file.read(limit + 1);
    if (file.error() != QFileDevice::NoError)
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("\"%1\" cannot be read: %2").arg(path, file.errorString()),
                    field);
    if (bytes.size() > limit)
        return fail(ErrorCode::InvalidArgument, QStringLiteral("More than %1 bytes.").arg(limit),
                    field);
    return bytes;
}

/// One character, or a word for one that shells do not pass on easily.
Result<std::optional<QChar>> separatorFrom(const QString &text)
{
    if (text.isEmpty())
        return std::optional<QChar>();
    if (text == QLatin1String("tab") || text == QLatin1String("\\t"))
        return std::optional<QChar>(u'\t');
    if (text == QLatin1String("comma"))
        return std::optional<QChar>(u',');
    if (text == QLatin1String("semicolon"))
        return std::optional<QChar>(u';');
    if (text.size() == 1)
        return std::optional<QChar>(text.front());
    return fail(ErrorCode::InvalidArgument,
                QStringLiteral("One character, or one of comma, semicolon, tab."),
                QStringLiteral("separator"));
}

QJsonObject toJson(const UserImportRow &row)
{
    return {{QStringLiteral("line"), row.line},
            {QStringLiteral("result"), QLatin1String(importKindName(row.kind))},
            {QStringLiteral("username"), row.username},
            {QStringLiteral("changes"), QJsonArray::fromStringList(row.changes)},
            {QStringLiteral("field"), row.field},
            {QStringLiteral("reason"), row.reason}};
}

QJsonArray toJson(const std::vector<UserImportRow> &rows)
{
    QJsonArray array;
    for (const UserImportRow &row : rows)
        array.append(toJson(row));
    return array;
}

/// Why, or what changes.
QString remarkOf(const UserImportRow &row)
{
    if (row.kind != Kind::Refused)
        return row.changes.join(QStringLiteral(", "));
    return row.field.isEmpty() ? row.reason : QStringLiteral("%1: %2").arg(row.field, row.reason);
}

QString tableOf(const std::vector<UserImportRow> &rows, bool withSame)
{
    Table table({QStringLiteral("LINE"), QStringLiteral("RESULT"), QStringLiteral("USERNAME"),
                 QStringLiteral("REMARK")});
    bool isEmpty = true;
    for (const UserImportRow &row : rows) {
        if (row.kind == Kind::Same && !withSame)
            continue;
        isEmpty = false;
        table.add({QString::number(row.line), QLatin1String(importKindName(row.kind)), row.username,
                   remarkOf(row)});
    }
    return isEmpty ? QString() : table.text();
}

Result<void> showPlan(const VerbContext &context, const QByteArray &csv,
                      std::optional<QChar> separator)
{
    TRY_ASSIGN(const UserImportPlan plan, await(context.api.planUserImport(csv, separator)));
    QString text = tableOf(plan.rows, true);
    if (!plan.ignoredColumns.isEmpty())
        text += QStringLiteral("Ignored columns: %1.\n")
                    .arg(visible(plan.ignoredColumns.join(QStringLiteral(", "))));
    text += QStringLiteral("Would create %1, change %2, leave %3 as they are and refuse %4.\n")
                .arg(plan.count(Kind::New))
                .arg(plan.count(Kind::Changed))
                .arg(plan.count(Kind::Same))
                .arg(plan.count(Kind::Refused));
    context.show(QJsonObject{{QStringLiteral("encoding"), plan.encoding},
                             {QStringLiteral("separator"), plan.separator},
                             {QStringLiteral("ignored_columns"),
                              QJsonArray::fromStringList(plan.ignoredColumns)},
                             {QStringLiteral("created"), plan.count(Kind::New)},
                             {QStringLiteral("changed"), plan.count(Kind::Changed)},
                             {QStringLiteral("same"), plan.count(Kind::Same)},
                             {QStringLiteral("refused"), plan.count(Kind::Refused)},
                             {QStringLiteral("rows"), toJson(plan.rows)}},
                 text);
    return {};
}

QJsonObject toJson(const UserImportOutcome &outcome)
{
    return {{QStringLiteral("import"), outcome.id},
            {QStringLiteral("created"), outcome.created},
            {QStringLiteral("changed"), outcome.changed},
            {QStringLiteral("same"), outcome.same},
            {QStringLiteral("sessions_ended"), outcome.sessionsEnded},
            {QStringLiteral("refused"), toJson(outcome.refused)}};
}

Result<void> import(VerbContext &context, const ImportOptions &options)
{
    const QString path = textOf(options.file);
    TRY_ASSIGN(const auto separator, separatorFrom(textOf(options.separator)));
    TRY_ASSIGN(const QByteArray csv, readFile(path));
    if (options.dryRun)
        return showPlan(context, csv, separator);
    TRY_ASSIGN(const UserImportOutcome outcome,
               await(context.api.importUsers(csv, separator, QFileInfo(path).fileName())));
    QString text = tableOf(outcome.refused, false);
    text += QStringLiteral("Created %1, changed %2, left %3 as they are, refused %4, ended %5 "
                           "sessions.\n")
                .arg(outcome.created)
                .arg(outcome.changed)
                .arg(outcome.same)
                .arg(outcome.refused.size())
                .arg(outcome.sessionsEnded);
    if (outcome.id != 0)
        text +=
            QStringLiteral("To undo all of it: tokendeskd user undo-import %1\n").arg(outcome.id);
    context.show(toJson(outcome), text);
    return {};
}

Result<void> undoImport(VerbContext &context, const UndoOptions &options)
{
    TRY_ASSIGN(const UserImportOutcome outcome, await(context.api.undoUserImport(options.id)));
    QString text;
    for (const UserImportRow &row : outcome.refused)
        text += QStringLiteral("Left user %1 as it is: %2\n").arg(row.username, remarkOf(row));
    text += QStringLiteral("Moved %1 to the bin, changed %2 back, ended %3 sessions.\n")
                .arg(outcome.created)
                .arg(outcome.changed)
                .arg(outcome.sessionsEnded);
    context.show(toJson(outcome), text);
    return {};
}

/// Page by page, so that a million users need no memory.
Result<void> exportUsers(VerbContext &context, const ExportOptions &options)
{
    const bool asJson = context.json || options.format == "json";
    UserQuery query;
    query.text = textOf(options.search);
    query.group = textOf(options.group);
    query.deleted = options.deleted;
    query.limit = 1'000;
    query.withTotal = false;
    context.out << (asJson ? QStringLiteral("[") : csvLine(userCsvColumns()));
    bool isFirst = true;
    do {
        TRY_ASSIGN(const Page<User> page, await(context.api.listUsers(query)));
        for (const User &user : page.rows) {
            if (!asJson) {
                context.out << csvLine(csvFields(user));
                continue;
            }
            const QJsonDocument document(tokendesk::toJson(user));
            context.out << (std::exchange(isFirst, false) ? QStringLiteral("\n")
                                                          : QStringLiteral(",\n"))
                        << QString::fromUtf8(document.toJson(QJsonDocument::Compact));
        }
        query.after = page.next;
    } while (!query.after.isEmpty());
    if (asJson)
        context.out << QStringLiteral("\n]\n");
    return {};
}

} // namespace

void addUserTransferCommands(CLI::App &user, Invocation &invocation)
{
    auto imported = std::make_shared<ImportOptions>();
    CLI::App *verb = addVerb(user, invocation, "import",
                             "Create and change users as a CSV file says; its first row names the "
                             "columns",
                             imported, &import);
    verb->add_option("file", imported->file, "The file; - is standard input")->required();
    verb->add_flag("--dry-run", imported->dryRun, "Only say what would become of each row");
    verb->add_option("--separator", imported->separator,
                     "What stands between fields, if it is not found out: a character, comma, "
                     "semicolon or tab");

    auto undone = std::make_shared<UndoOptions>();
    verb = addVerb(user, invocation, "undo-import", "Undo all that an import has done", undone,
                   &undoImport);
    verb->add_option("id", undone->id, "The number that the import was given")
        ->required()
        ->check(CLI::PositiveNumber);

    auto exported = std::make_shared<ExportOptions>();
    verb = addVerb(user, invocation, "export", "Print users, without passwords, to standard output",
                   exported, &exportUsers);
    verb->add_option("--format", exported->format, "csv, which import reads, or json")
        ->check(CLI::IsMember({"csv", "json"}));
    verb->add_option("--search", exported->search, "Part of username, email or name");
    verb->add_option("--group", exported->group, "Only members of this group");
    verb->add_flag("--deleted", exported->deleted, "Only users in the bin");
}

} // namespace tokendesk::cli
