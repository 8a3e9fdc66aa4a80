// SPDX-License-Identifier: GPL-3.0-or-later
// Service: tells everything about a pasted token.
#pragma once

#include "server/auth/context.h"
#include "server/runtime/adminapi.h"

namespace tokendesk {

/// Asks the decision function in explaining mode, with the database as the facts, and what each
/// endpoint would answer. Changes nothing. Works whether or not a server runs. Thread: any; on its
/// connection.
class Inspector
{
public:
    explicit Inspector(const auth::Context &context) : m_context(context) { }

    /// The first token in \a text. Errors: InvalidArgument (nothing like a token in it; says why).
    [[nodiscard]] Result<Inspection> inspect(const QString &text,
                                             const InspectOptions &options) const;
    /// What becomes of \a text, which is a token, when it is changed. Errors: those of
    /// token::tamperWith() and of the key in \a options.
    [[nodiscard]] Result<std::vector<TamperTrial>> tamper(const QString &text,
                                                          const InspectOptions &options) const;

private:
    const auth::Context &m_context;
};

} // namespace tokendesk
