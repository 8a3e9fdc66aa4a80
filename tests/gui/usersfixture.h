// SPDX-License-Identifier: GPL-3.0-or-later
// The page of users with anna, an administrator with a session, and bob, who has two.
#pragma once

#include "tests/gui/pagefixture.h"
#include "ui/models/usersmodel.h"
#include "ui/pages/userspage.h"

namespace tokendesk::test {

/// Base of the tests. Thread: the one of the test.
class UsersFixture
{
protected:
    void start()
    {
        m_f = std::make_unique<PageFixture>();
        User anna;
        anna.username = QStringLiteral("anna");
        anna.email = QStringLiteral("anna@example.org");
        anna.firstName = QStringLiteral("Anna");
        anna.lastName = QStringLiteral("Berg");
        anna.superuser = true;
        anna.groups = {QStringLiteral("admin"), QStringLiteral("ops")};
        anna.claims = {{QStringLiteral("department"), QStringLiteral("R&D")}};
        anna.passwordScheme = QStringLiteral("argon2");
        anna.createdAt = m_f->clock.now() - std::chrono::hours(24 * 200);
        anna.lastLoginAt = m_f->clock.now() - std::chrono::minutes(3);
        m_anna = m_f->api.addUser(anna);
        m_bob = m_f->api.addUser(QStringLiteral("bob"));
        m_f->api.addSession(m_anna);
        m_f->api.addSession(m_bob);
        m_f->api.addSession(m_bob);
        m_f->make<ui::UsersPage>();
    }
    void stop() { m_f.reset(); }
    QWidget *dialog(const char *name) const
    {
        auto *found = m_f->find<QWidget>(name);
        return found && found->isVisible() ? found : nullptr;
    }

    std::unique_ptr<PageFixture> m_f;
    UserId m_anna = 0;
    UserId m_bob = 0;
};

} // namespace tokendesk::test
