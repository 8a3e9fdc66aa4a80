// SPDX-License-Identifier: GPL-3.0-or-later
// Values: what every use case works with.
#pragma once

#include "server/base/clock.h"

#include <QString>

namespace tokendesk::store {
class Database;
class Writer;
} // namespace tokendesk::store

namespace tokendesk::auth {

class LoginThrottle;
class PasswordHasher;
class PolicyStore;
class RevocationSet;

/// The services that use cases share; they outlive every use case.
struct Context
{
    const Clock &clock;
    store::Database &database;
    store::Writer &writer;
    PasswordHasher &hasher;
    PolicyStore &policies; ///< settings, policy and key ring in force, as snapshots
    RevocationSet &revocations; ///< sessions ended within the last access lifetime
    const LoginThrottle &throttle; ///< counts wrong passwords
};

/// Who asks for a change, for the audit log.
struct Actor
{
    QString name; ///< username, "os:root" or "system"
    QString address; ///< client address, empty for the console and the command line
};

} // namespace tokendesk::auth
