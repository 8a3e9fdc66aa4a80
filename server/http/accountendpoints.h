// SPDX-License-Identifier: GPL-3.0-or-later
// Service: what users do with their own sessions and password.
#pragma once

#include "server/auth/usecases.h"
#include "server/http/call.h"

namespace tokendesk::http {

/// Serves the actions …OwnSession… and ChangeOwnPassword. Reads on the calling thread's connection;
/// \a useCases and \a clock outlive it. Thread: any.
class AccountEndpoints
{
public:
    AccountEndpoints(const auth::UseCases &useCases, const Clock &clock)
        : m_useCases(useCases), m_clock(clock)
    {
    }

    void serve(Action action, const Call &call) const;

private:
    void listSessions(const Call &call) const;
    void showSession(const Call &call) const;
    void endSession(const Call &call) const;
    void changePassword(const Call &call) const;

    const auth::UseCases &m_useCases;
    const Clock &m_clock;
};

} // namespace tokendesk::http
