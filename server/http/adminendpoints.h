// SPDX-License-Identifier: GPL-3.0-or-later
// Service: the console's operations over HTTP, for staff.
#pragma once

#include "server/auth/context.h"
#include "server/auth/usecases.h"
#include "server/http/call.h"
#include "server/store/taskpool.h"

#include <functional>

namespace tokendesk::http {

/// What the operations work with; they outlive the endpoints.
struct AdminServices
{
    const auth::Context &context;
    const auth::UseCases &useCases;
    std::function<bool()> isEnding; ///< the server stops: give up what takes long
};

/// Serves the actions of /api/admin by the use cases of window and command line, on a few threads
/// of its own: lists and checks of names read much, and nothing else is to wait for them. Staff may
/// look, superusers may change, as in Django's admin for users without permissions of their own.
/// Thread: any.
class AdminEndpoints
{
public:
    AdminEndpoints(const auth::Context &context, const auth::UseCases &useCases);

    /// Answers 403 where the bearer may not, 503 where too much waits.
    void serve(const Operation &operation, const Call &call);

private:
    AdminServices m_services;
    store::TaskPool m_pool;
    store::TaskPool m_makers; ///< of keys, which may take many seconds
};

} // namespace tokendesk::http
