// SPDX-License-Identifier: GPL-3.0-or-later
// Lets a test decide when the writer goes on.
#pragma once

#include "tests/unit/runtime/corefixture.h"

#include <future>

namespace tokendesk::test {

/// Keeps the writer at work until it goes: what is submitted meanwhile is one batch.
class HeldWriter
{
public:
    explicit HeldWriter(Core &core)
    {
        core.context().writer.submit<int>(
            [this](store::Connection &) -> Result<int> {
                m_entered.set_value();
                m_leave.get_future().wait();
                return 0;
            },
            [](const Result<int> &) {});
        m_entered.get_future().wait();
    }
    ~HeldWriter() { m_leave.set_value(); }
    HeldWriter(const HeldWriter &) = delete;
    HeldWriter &operator=(const HeldWriter &) = delete;

private:
    std::promise<void> m_entered;
    std::promise<void> m_leave;
};

} // namespace tokendesk::test
