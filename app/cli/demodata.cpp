// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/demodata.h"

#include "app/cli/await.h"
#include "server/runtime/adminapi.h"

namespace tokendesk::cli {

Result<void> addDemoUsers(AdminApi &api)
{
    const auto add = [&api](NewUser user, const QString &password) {
        return await(
            api.createUser(std::move(user), SecretBytes::fromText(password), {true, true}));
    };
    NewUser admin;
    admin.username = QStringLiteral("admin");
    admin.email = QStringLiteral("admin@example.com");
    admin.firstName = QStringLiteral("Ada");
    admin.lastName = QStringLiteral("Minh");
    admin.staff = true;
    admin.superuser = true;
    NewUser alice;
    alice.username = QStringLiteral("alice");
    alice.email = QStringLiteral("alice@example.com");
    alice.firstName = QStringLiteral("Alice");
    NewUser bob;
    bob.username = QStringLiteral("bob");
    bob.email = QStringLiteral("bob@example.com");
    bob.active = false;
    TRY(add(std::move(admin), QStringLiteral("admin")));
    TRY(add(std::move(alice), QStringLiteral("wonderland")));
    TRY(add(std::move(bob), QStringLiteral("sleeping")));
    return {};
}

} // namespace tokendesk::cli
