// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/gui/keysamples.h"
#include "tests/support/fakeadminapi.h"

namespace tokendesk::test {

/// A small company: users in every state, sessions alive and ended, one key.
inline void addSampleData(FakeAdminApi &api, Instant now)
{
    using std::chrono::days;
    using std::chrono::hours;
    using std::chrono::minutes;
    struct Person
    {
        const char *username;
        const char *first;
        const char *last;
        bool active;
        bool staff;
        bool superuser;
        int lastLogin; ///< minutes ago; 0: never
        const char *group;
    };
    constexpr std::array people = {
        Person{"admin", "Ada", "Lindqvist", true, true, true, 4, "administrators"},
        Person{"anna", "Anna", "Berg", true, false, false, 3, "editors"},
        Person{"bob", "Bob", "Kim", false, false, false, 61, "editors"},
        Person{"chen", "Chen", "Li", true, true, false, 2880, "operations"},
        Person{"dora", "Dora", "Novak", true, false, false, 57'600, "editors"},
        Person{"emil", "Emil", "Haugen", true, false, false, 0, ""},
        Person{"fatima", "Fatima", "El Amrani", true, false, false, 720, "operations"},
        Person{"giulia", "Giulia", "Conti", true, false, false, 15, "editors"},
        Person{"hiroshi", "Hiroshi", "Tanaka", true, false, false, 190, "operations"},
        Person{"ines", "Inês", "Carvalho", false, false, false, 129'600, ""},
    };
    std::vector<UserId> ids;
    for (const Person &person : people) {
        User user;
        user.username = QString::fromUtf8(person.username);
        user.firstName = QString::fromUtf8(person.first);
        user.lastName = QString::fromUtf8(person.last);
        user.email = user.username + QStringLiteral("@example.org");
        user.active = person.active;
        user.staff = person.staff;
        user.superuser = person.superuser;
        user.passwordScheme = QStringLiteral("argon2");
        user.createdAt = now - days(90);
        user.updatedAt = now - days(12);
        user.passwordChangedAt = now - days(12);
        if (person.lastLogin > 0)
            user.lastLoginAt = now - minutes(person.lastLogin);
        if (*person.group != '\0')
            user.groups = {QString::fromUtf8(person.group)};
        ids.push_back(api.addUser(user));
    }
    for (const char *group : {"administrators", "editors", "operations"})
        api.addGroup(QString::fromUtf8(group));

    struct Login
    {
        std::size_t user;
        const char *agent;
        const char *address;
        int startedHours;
        int refreshes;
        int endedHours; ///< 0: alive
        EndReason reason;
    };
    constexpr const char *kFirefox =
        "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";
    constexpr const char *kSafari =
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 "
        "(KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1";
    constexpr const char *kChrome =
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
        "Chrome/126.0.0.0 Safari/537.36";
    const std::array logins = {
        Login{0, kFirefox, "127.0.0.1", 2, 6, 0, EndReason::LoggedOut},
        Login{1, kFirefox, "10.0.0.7", 49, 191, 0, EndReason::LoggedOut},
        Login{1, "curl/7.88.1", "10.0.0.7", 1, 0, 0, EndReason::LoggedOut},
        Login{1, kSafari, "172.16.3.4", 216, 402, 30, EndReason::RefreshReused},
        Login{2, kChrome, "10.0.0.9", 80, 44, 28, EndReason::UserDisabled},
        Login{3, kChrome, "10.0.0.23", 48, 92, 0, EndReason::LoggedOut},
        Login{4, "python-requests/2.31.0", "10.0.1.15", 600, 12, 200, EndReason::Expired},
        Login{6, kSafari, "192.168.4.31", 12, 31, 0, EndReason::LoggedOut},
        Login{7, kFirefox, "10.0.0.12", 5, 18, 3, EndReason::LoggedOut},
        Login{7, kFirefox, "10.0.0.12", 3, 11, 0, EndReason::LoggedOut},
        Login{8, "okhttp/4.12.0", "192.168.4.77", 70, 250, 6, EndReason::EndedByAdministrator},
        Login{8, "okhttp/4.12.0", "192.168.4.77", 4, 13, 0, EndReason::LoggedOut},
    };
    for (const Login &login : logins) {
        Session session;
        session.userId = ids[login.user];
        session.userAgent = QString::fromUtf8(login.agent);
        session.address = QString::fromUtf8(login.address);
        session.generation = login.refreshes;
        session.createdAt = now - hours(login.startedHours);
        if (login.refreshes > 0)
            session.refreshedAt = now - hours(login.endedHours) - minutes(7);
        session.expiresAt = now - hours(login.endedHours) + days(7) - minutes(7);
        session.maximumAt = session.createdAt + days(30);
        session.accessUntil = now - hours(login.endedHours) + minutes(8);
        session.keyId = QStringLiteral("k-2026-11");
        if (login.endedHours > 0) {
            session.endedAt = now - hours(login.endedHours);
            session.endReason = login.reason;
            if (login.reason == EndReason::EndedByAdministrator)
                session.endedBy = QStringLiteral("admin");
        }
        api.addSession(session);
    }
    std::vector<KeyInfo> keys = sampleKeys(now);
    for (KeyInfo &key : keys) {
        if (key.state == KeyInfo::State::Active)
            key.liveSessions = 7;
    }
    api.setKeys(keys);

    Overview overview;
    overview.users = static_cast<qint64>(people.size());
    overview.superusers = 1;
    overview.liveSessions = 7;
    overview.databaseBytes = 4'300'000;
    overview.databaseKind = QStringLiteral("SQLite");
    overview.databasePath = QStringLiteral("/var/lib/tokendesk/tokendesk.db");
    overview.activeKeyId = QStringLiteral("k-2026-11");
    overview.activeKeyUntil = now + days(58);
    api.setOverview(overview);
}

} // namespace tokendesk::test
