// SPDX-License-Identifier: GPL-3.0-or-later
// A served core with somebody of each kind of rights, and calls in their names.
#pragma once

#include "server/http/routes.h"
#include "tests/http/servedcore.h"

namespace tokendesk::test {

/// root is a superuser, sven is staff, anna is neither.
class AdminFixture : public ServedCore
{
public:
    AdminFixture()
    {
        NewUser sven;
        sven.username = QStringLiteral("sven");
        sven.staff = true;
        const auto made = await<User>([&](auth::Completion<User> done) {
            core->users().create(sven, SecretBytes::fromText(password()), {}, kActor,
                                 std::move(done));
        });
        if (!made)
            qFatal("%s", qPrintable(made.error().message()));
        root = login("root").text("access");
        staff = login("sven").text("access");
        nobody = login("anna").text("access");
    }

    /// The latest event of \a type is root's, from here, by this way.
    void checkEvent(const char *type) const
    {
        const auto logged = events(*core, type);
        QVERIFY2(!logged.empty(), type);
        QCOMPARE(logged[0].actor, QStringLiteral("root"));
        QCOMPARE(logged[0].address, QStringLiteral("127.0.0.1"));
        QCOMPARE(logged[0].detail[QLatin1String("source")].toString(), QStringLiteral("http"));
    }
    [[nodiscard]] ApiAnswer call(const QByteArray &method, const QByteArray &path,
                                 const QByteArray &token, const QByteArray &json = {}) const
    {
        ApiClient::Headers headers;
        if (!token.isEmpty())
            headers.emplace_back("Authorization", "Bearer " + token);
        if (!json.isEmpty())
            headers.emplace_back("Content-Type", "application/json");
        return client->send(method, path, json, headers);
    }
    /// As root.
    [[nodiscard]] ApiAnswer get(const QByteArray &path) const { return call("GET", path, root); }
    [[nodiscard]] ApiAnswer post(const QByteArray &path, const QByteArray &json = {}) const
    {
        return call("POST", path, root, json);
    }
    [[nodiscard]] ApiAnswer patch(const QByteArray &path, const QByteArray &json) const
    {
        return call("PATCH", path, root, json);
    }
    [[nodiscard]] ApiAnswer remove(const QByteArray &path) const
    {
        return call("DELETE", path, root);
    }
    [[nodiscard]] QByteArray idOf(const char *name) const
    {
        const auto user = core->users().findByName(QLatin1String(name));
        return user ? QByteArray::number(user->id) : QByteArray();
    }
    [[nodiscard]] static QJsonArray results(const ApiAnswer &page)
    {
        return page.json()[QLatin1String("results")].toArray();
    }

    QByteArray root; ///< access tokens
    QByteArray staff;
    QByteArray nobody;
};

/// The path of \a route with something in the place of its parameter.
inline QByteArray filled(const http::Route &route, const QByteArray &parameter = "1")
{
    QByteArray path = route.path;
    const qsizetype open = path.indexOf('{');
    return open < 0 ? path : path.replace(open, path.indexOf('}') - open + 1, parameter);
}

} // namespace tokendesk::test
