// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/userimport.h"

#include "server/auth/eventlog.h"
#include "server/auth/loginthrottle.h"
#include "server/auth/userchange.h"
#include "server/auth/userimportplan.h"
#include "server/auth/userjobs.h"
#include "server/store/importrepository.h"
#include "server/store/savepoint.h"
#include "server/store/userrepository.h"

#include <memory>
#include <utility>

namespace tokendesk::auth {

/// One import on its way through the writer, which alone touches it once it has begun.
struct UserImport::Run
{
    ImportPlan plan;
    std::size_t next = 0;
    QString source;
    Actor actor;
    UserImportOutcome outcome;
    Completion<UserImportOutcome> done;
    ProgressPtr progress; ///< never null
};

/// The same of an undoing.
struct UserImport::Undoing
{
    Actor actor;
    UserId after = 0;
    bool isFinished = false;
    UserImportOutcome outcome;
    Completion<UserImportOutcome> done;
};

namespace {

const QString kImport = QStringLiteral("import");

/// Writes one user's part of an import, or of its undoing.
class Step
{
public:
    Step(const Context &context, store::Connection &connection, const Actor &actor, qint64 import,
         Instant now)
        : m_context(context), m_connection(connection), m_users(connection), m_actor(actor),
          m_import(import), m_now(now)
    {
    }

    /// The number of sessions that ended.
    Result<qint64> take(const PlannedUser &planned)
    {
        if (planned.row.kind == UserImportRow::Kind::New)
            return create(planned);
        return change(planned);
    }

    Result<qint64> takeBack(const store::ImportedUser &imported)
    {
        TRY_ASSIGN(const auto record, m_users.find(imported.user));
        if (!record || record->user.deletedAt)
            return fail(ErrorCode::NotFound, QStringLiteral("The user is not there any more."),
                        QStringLiteral("user"));
        return imported.created ? remove(record->user) : restore(*record, imported);
    }

private:
    Result<qint64> create(const PlannedUser &planned)
    {
        const NewUser &user = planned.user;
        TRY(checkNameIsFree(m_connection, user.username, {}));
        TRY_ASSIGN(const UserId id,
                   m_users.insert(user, planned.passwordHash.value_or(QString()), m_now));
        TRY(m_context.throttle.forget(m_connection, user.username));
        TRY(log("user.created", id, describe(user)));
        TRY(store::ImportRepository(m_connection).add(m_import, {id, true, {}, {}}));
        return 0;
    }

    Result<qint64> change(const PlannedUser &planned)
    {
        TRY_ASSIGN(const auto record, m_users.find(planned.before.id));
        if (!record || record->user.deletedAt || fieldsOf(record->user) != fieldsOf(planned.before))
            return fail(ErrorCode::Conflict,
                        QStringLiteral("The user was changed while the import ran."),
                        QStringLiteral("username"));
        store::ImportedUser undo{planned.before.id, false, {}, {}};
        if (planned.passwordHash)
            undo.passwordHash = record->passwordHash;
        const User after = changed(record->user, planned.change);
        undo.changes = describe(record->user, after);
        TRY_ASSIGN(const qint64 ended, write(record->user, after, planned.passwordHash));
        TRY(store::ImportRepository(m_connection).add(m_import, undo));
        return ended;
    }

    Result<qint64> write(const User &before, const User &after,
                         const std::optional<QString> &passwordHash)
    {
        QJsonObject detail = describe(before, after);
        if (!detail.isEmpty())
            TRY(m_users.update(after, m_now));
        TRY(keepAdministrator(m_connection, isAdministrator(before) && !isAdministrator(after)));
        if (passwordHash) {
            TRY(m_users.setPasswordHash(after.id, *passwordHash, true, m_now));
            TRY(m_context.throttle.unlock(m_connection, after.username));
            detail.insert(QStringLiteral("password"), true);
        }
        qint64 ended = 0;
        if (passwordHash || (before.active && !after.active)) {
            TRY_ASSIGN(ended, lockOut(m_connection, after.id, EndReason::Imported, m_actor, m_now));
            detail.insert(QStringLiteral("sessions_ended"), ended);
        }
        const char *type = before.active == after.active ? "user.updated"
                           : after.active                ? "user.enabled"
                                                         : "user.disabled";
        TRY(log(type, after.id, detail));
        return ended;
    }

    Result<qint64> remove(const User &user)
    {
        TRY(m_users.setDeleted(user.id, m_now));
        TRY(keepAdministrator(m_connection, isAdministrator(user)));
        TRY_ASSIGN(const qint64 ended,
                   lockOut(m_connection, user.id, EndReason::Imported, m_actor, m_now));
        TRY(log("user.deleted", user.id,
                {{QStringLiteral("username"), user.username},
                 {QStringLiteral("sessions_ended"), ended}}));
        return ended;
    }

    Result<qint64> restore(const store::UserRecord &record, const store::ImportedUser &imported)
    {
        const QJsonObject now = fieldsOf(record.user);
        const QJsonObject left = imported.changes.value(QLatin1String("after")).toObject();
        for (auto it = left.begin(); it != left.end(); ++it) {
            if (now.value(it.key()) != it.value())
                return fail(ErrorCode::Conflict,
                            QStringLiteral("It was changed again after the import."), it.key());
        }
        const User before = changed(
            record.user, changeTo(imported.changes.value(QLatin1String("before")).toObject()));
        return write(record.user, before, imported.passwordHash);
    }

    Result<void> log(const char *type, UserId user, QJsonObject detail)
    {
        detail.insert(kImport, m_import);
        Event event = makeEvent(type, m_actor, m_now, std::move(detail));
        event.userId = user;
        return EventLog::append(m_connection, event);
    }

    const Context &m_context;
    store::Connection &m_connection;
    store::UserRepository m_users;
    const Actor &m_actor;
    qint64 m_import;
    Instant m_now;
};

/// Whether the row alone is at fault, not the database.
bool isOfRow(const Error &error)
{
    return error.code != ErrorCode::StoreUnavailable && error.code != ErrorCode::Internal;
}

UserImportRow refusedRow(UserImportRow row, const Error &error)
{
    row.kind = UserImportRow::Kind::Refused;
    row.changes.clear();
    row.field = error.field;
    row.reason = error.detail.isEmpty() ? error.message() : error.detail;
    return row;
}

QJsonObject summary(const UserImportOutcome &outcome)
{
    return {{kImport, outcome.id},
            {QStringLiteral("created"), outcome.created},
            {QStringLiteral("changed"), outcome.changed},
            {QStringLiteral("refused"), static_cast<qint64>(outcome.refused.size())},
            {QStringLiteral("sessions_ended"), outcome.sessionsEnded}};
}

} // namespace

Result<UserImportPlan> UserImport::plan(const QByteArray &csv, std::optional<QChar> separator) const
{
    TRY_ASSIGN(store::Connection * connection, m_context.database.connection());
    TRY_ASSIGN(ImportPlan planned, planImport(m_context, *connection, csv, separator));
    UserImportPlan plan;
    plan.ignoredColumns = planned.ignoredColumns;
    plan.encoding = planned.encoding;
    plan.separator = planned.separator;
    plan.rows.reserve(planned.users.size());
    for (PlannedUser &user : planned.users)
        plan.rows.push_back(std::move(user.row));
    return plan;
}

void UserImport::start(const QByteArray &csv, std::optional<QChar> separator, const QString &source,
                       Actor actor, Completion<UserImportOutcome> done, ProgressPtr progress)
{
    const auto connection = m_context.database.connection();
    if (!connection)
        return done(fail(connection.error()));
    auto planned = planImport(m_context, **connection, csv, separator);
    if (!planned)
        return done(fail(planned.error()));
    const auto run = std::make_shared<Run>(); // shared by the batches, one after the other
    run->plan = *std::move(planned);
    run->source = source;
    run->actor = std::move(actor);
    run->done = std::move(done);
    run->progress = progress ? std::move(progress) : std::make_shared<Progress>();
    auto &users = run->plan.users;
    for (const PlannedUser &user : users) {
        run->outcome.same += user.row.kind == UserImportRow::Kind::Same ? 1 : 0;
        if (user.row.kind == UserImportRow::Kind::Refused)
            run->outcome.refused.push_back(user.row);
    }
    std::erase_if(users, [](const PlannedUser &user) {
        return user.row.kind == UserImportRow::Kind::Same
               || user.row.kind == UserImportRow::Kind::Refused;
    });
    run->progress->total = static_cast<qint64>(users.size());
    if (users.empty())
        return run->done(run->outcome);
    takeBatch(run);
}

void UserImport::takeBatch(const std::shared_ptr<Run> &run)
{
    const bool isCancelled = run->progress->isCancelled;
    if (isCancelled && run->next == 0)
        return run->done(fail(ErrorCode::Cancelled));
    const std::size_t end =
        isCancelled ? run->next : std::min(run->next + kBatch, run->plan.users.size());
    const bool isLast = isCancelled || end == run->plan.users.size();
    m_loader.write<UserImportOutcome>(
        [this, run, end, isCancelled, isLast](store::Connection &connection,
                                              Instant now) -> Result<UserImportOutcome> {
            // A copy, so that a batch that is rolled back leaves nothing.
            UserImportOutcome outcome = run->outcome;
            outcome.isCancelled = isCancelled;
            if (outcome.id == 0) {
                TRY_ASSIGN(
                    outcome.id,
                    store::ImportRepository(connection).begin(run->actor.name, run->source, now));
            }
            Step step(m_context, connection, run->actor, outcome.id, now);
            for (std::size_t i = run->next; i < end; ++i) {
                const PlannedUser &planned = run->plan.users[i];
                const auto ended =
                    store::inSavepoint(connection, [&] { return step.take(planned); });
                if (!ended && !isOfRow(ended.error()))
                    return fail(ended.error());
                if (!ended) {
                    outcome.refused.push_back(refusedRow(planned.row, ended.error()));
                    continue;
                }
                ++(planned.row.kind == UserImportRow::Kind::New ? outcome.created
                                                                : outcome.changed);
                outcome.sessionsEnded += *ended;
            }
            if (isLast) {
                QJsonObject detail = summary(outcome);
                detail.insert(QStringLiteral("source"), run->source);
                if (isCancelled)
                    detail.insert(QStringLiteral("cancelled"), true);
                TRY(EventLog::append(connection,
                                     makeEvent("users.imported", run->actor, now, detail)));
            }
            return outcome;
        },
        [this, run, end, isLast](const Result<UserImportOutcome> &outcome) {
            if (!outcome)
                return run->done(fail(outcome.error()));
            run->outcome = *outcome;
            run->next = end;
            run->progress->done = static_cast<qint64>(end);
            if (isLast)
                return run->done(std::move(run->outcome));
            takeBatch(run);
        });
}

void UserImport::undo(qint64 id, Actor actor, Completion<UserImportOutcome> done)
{
    const auto undoing = std::make_shared<Undoing>(); // shared by the batches, one after the other
    undoing->actor = std::move(actor);
    undoing->outcome.id = id;
    undoing->done = std::move(done);
    undoBatch(undoing);
}

void UserImport::undoBatch(const std::shared_ptr<Undoing> &undoing)
{
    m_loader.write<Undoing>(
        [this, undoing](store::Connection &connection, Instant now) -> Result<Undoing> {
            Undoing batch = *undoing;
            store::ImportRepository imports(connection);
            TRY_ASSIGN(const auto record, imports.find(batch.outcome.id));
            if (!record)
                return fail(ErrorCode::NotFound,
                            QStringLiteral("There is no import %1.").arg(batch.outcome.id),
                            kImport);
            if (record->undoneAt)
                return fail(ErrorCode::Conflict,
                            QStringLiteral("Import %1 was undone before.").arg(batch.outcome.id),
                            kImport);
            TRY_ASSIGN(const auto users, imports.users(batch.outcome.id, batch.after, int(kBatch)));
            Step step(m_context, connection, batch.actor, batch.outcome.id, now);
            for (const store::ImportedUser &user : users) {
                batch.after = user.user;
                const auto ended =
                    store::inSavepoint(connection, [&] { return step.takeBack(user); });
                if (!ended && !isOfRow(ended.error()))
                    return fail(ended.error());
                if (!ended) {
                    UserImportRow row;
                    row.username = QString::number(user.user);
                    batch.outcome.refused.push_back(refusedRow(row, ended.error()));
                    continue;
                }
                ++(user.created ? batch.outcome.created : batch.outcome.changed);
                batch.outcome.sessionsEnded += *ended;
            }
            batch.isFinished = users.size() < kBatch;
            if (batch.isFinished) {
                TRY(imports.setUndone(batch.outcome.id, now));
                TRY(EventLog::append(connection, makeEvent("users.import_undone", batch.actor, now,
                                                           summary(batch.outcome))));
            }
            return batch;
        },
        [this, undoing](const Result<Undoing> &batch) {
            if (!batch)
                return undoing->done(fail(batch.error()));
            *undoing = *batch;
            if (undoing->isFinished)
                return undoing->done(std::move(undoing->outcome));
            undoBatch(undoing);
        });
}

} // namespace tokendesk::auth
