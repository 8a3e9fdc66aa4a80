// SPDX-License-Identifier: GPL-3.0-or-later
// Values: what every use case works with.
#pragma once

#include "server/base/clock.h"

#include <QString>

namespace tokendesk {
class EventBus;
class Logger;
} // namespace tokendesk

namespace tokendesk::store {
class Database;
class Writer;
} // namespace tokendesk::store

namespace tokendesk::auth {

class LoginThrottle;
class PasswordHasher;
class PolicyLoader;
class PolicyStore;
class RevocationSet;
struct RetentionCounters;
class SessionMemory;

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
    EventBus &events; ///< what happens, live; events of the audit log get there by themselves
    Logger *log = nullptr; ///< null: nothing is logged but Qt's messages
    SessionMemory *sessions = nullptr; ///< null: every refresh reads its session
    PolicyLoader *loader = nullptr; ///< null: nobody looks for keys before a token is refused
    RetentionCounters *retention = nullptr; ///< null: nobody counts
};

/// Who asks for a change, for the audit log.
struct Actor
{
    QString name; ///< username, "os:root" or "system"
    QString address; ///< client address, empty for the console and the command line
    quint64 request = 0; ///< id of the HTTP request, for the log; 0: none
    QString source = {}; ///< "http" for changes by the API; noted in the event if not empty
};

} // namespace tokendesk::auth
