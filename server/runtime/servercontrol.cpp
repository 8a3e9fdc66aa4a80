// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/runtime/servercontrol.h"

namespace tokendesk {

void ServerControl::relisten(const ListenOptions &)
{
    emit relistenFailed(
        Error(ErrorCode::Conflict, QStringLiteral("This server cannot change its address.")));
}

} // namespace tokendesk
