// SPDX-License-Identifier: GPL-3.0-or-later
// Service: imports users from CSV files, and undoes that.
#pragma once

#include "server/auth/completion.h"
#include "server/auth/context.h"
#include "server/auth/policyloader.h"
#include "server/base/progress.h"
#include "server/base/userimport.h"

#include <QByteArray>

#include <optional>

namespace tokendesk::auth {

/// Takes the rows of a file as planImport() reads them, in batches of the writer, each row whole or
/// not at all; a row that no longer fits what was planned is refused alone. Each user has an event,
/// and the import one. Where a user is disabled or gets another password, the sessions end with
/// reason `import`. Thread: any.
class UserImport
{
public:
    static constexpr std::size_t kBatch = 200; ///< rows in one transaction

    UserImport(const Context &context, PolicyLoader &loader) : m_context(context), m_loader(loader)
    {
    }

    /// What start() would do as of now, on the calling thread's connection. Errors: those of
    /// planImport().
    [[nodiscard]] Result<UserImportPlan> plan(const QByteArray &csv,
                                              std::optional<QChar> separator) const;
    /// \a source: the name of the file, for the audit log. Errors: those of planImport(), Busy;
    /// Cancelled (\a progress said so before anything was done); what was done before such an error
    /// stays, and can be undone.
    void start(const QByteArray &csv, std::optional<QChar> separator, const QString &source,
               Actor actor, Completion<UserImportOutcome> done, ProgressPtr progress = {});
    /// Moves the users that import \a id made to the bin, and gives the others back what it
    /// changed, password included, unless they were changed again since. Errors: NotFound, Conflict
    /// (it was undone before), StoreUnavailable, Busy.
    void undo(qint64 id, Actor actor, Completion<UserImportOutcome> done);

private:
    struct Run;
    struct Undoing;
    void takeBatch(const std::shared_ptr<Run> &run);
    void undoBatch(const std::shared_ptr<Undoing> &undoing);

    const Context &m_context;
    PolicyLoader &m_loader;
};

} // namespace tokendesk::auth
