// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/keyfilereplacement.h"

#include "server/auth/eventlog.h"
#include "server/auth/wrappingkey.h"
#include "server/store/database.h"

#include <utility>

namespace tokendesk::auth {

KeyFileReplacement::KeyFileReplacement(WrappingKey &wrapping, KeyFolderLock lock,
                                       SecretBytes successor)
    : m_wrapping(wrapping), m_lock(std::move(lock)), m_successor(std::move(successor))
{
}

Result<KeyFileReplacement> KeyFileReplacement::begin(const Context &context, WrappingKey &wrapping)
{
    if (wrapping.source() != KeySource::File)
        return fail(ErrorCode::Conflict,
                    QStringLiteral("the key comes from %1, which this program cannot change: write "
                                   "it into %2, take it out of the environment, replace the file, "
                                   "and hand on what is in it then")
                        .arg(wrapping.source() == KeySource::Environment
                                 ? QStringLiteral("TOKENDESK_KEY")
                                 : QStringLiteral("the systemd credential tokendesk.key"),
                             wrapping.path()));
    TRY_ASSIGN(KeyFolderLock lock, KeyFolderLock::take(wrapping.path()));
    TRY_ASSIGN(store::Connection * connection, context.database.connection());
    // The file itself, not what this process remembers, must hold the key in force.
    TRY(wrapping.settle(*connection));
    TRY_ASSIGN(SecretBytes successor, loadOrCreateKeyFile(successorOf(wrapping.path())));
    return KeyFileReplacement(wrapping, std::move(lock), std::move(successor));
}

Result<int> KeyFileReplacement::rewrap(store::Connection &connection, const Actor &actor,
                                       Instant now)
{
    TRY_ASSIGN(const int count, m_wrapping.rewrap(connection, m_successor));
    Event event = makeEvent("key_file.replaced", actor, now, {{QStringLiteral("keys"), count}});
    event.severity = Severity::Warning;
    TRY(EventLog::append(connection, event));
    return count;
}

Result<void> KeyFileReplacement::finish()
{
    m_wrapping.adopt(std::move(m_successor));
    return promoteSuccessor(m_wrapping.path());
}

} // namespace tokendesk::auth
