// SPDX-License-Identifier: GPL-3.0-or-later
// The whole API over a scratch directory on a real port, with its log caught.
#pragma once

#include "server/base/eventbus.h"
#include "server/base/logging.h"
#include "server/http/endpoints.h"
#include "server/http/httpserver.h"
#include "tests/support/apiclient.h"
#include "tests/unit/runtime/corefixture.h"

#include <QJsonArray>
#include <QMutex>

#include <memory>

namespace tokendesk::test {

/// Serves from its construction to its end; the users are root, a superuser, and anna.
class ServedCore
{
public:
    static QString password() { return QStringLiteral("quiet-otter-9 Lisbon"); }

    explicit ServedCore(Severity level = Severity::Debug)
        : m_logger(
            scratch.clock, [this](const QByteArray &line) { keep(line); }, level)
    {
        CoreOptions options = scratch.options();
        options.log = &m_logger;
        auto opened = Core::open(options);
        if (!opened)
            qFatal("%s", qPrintable(opened.error().message()));
        core = *std::move(opened);
        for (const char *name : {"root", "anna"}) {
            const auto user = addUser(*core, QLatin1String(name), name[0] == 'r');
            if (!user)
                qFatal("%s", qPrintable(user.error().message()));
        }
        http::HttpServerOptions where;
        where.port = 0;
        where.workers = 2;
        const auto started =
            server.start(where, http::makeApi(core->context(), core->useCases(),
                                              [this] { return server.statistics(); }));
        if (!started)
            qFatal("%s", qPrintable(started.error().message()));
        client = std::make_unique<ApiClient>(server.url());
    }
    ~ServedCore() { server.stop(); }
    ServedCore(const ServedCore &) = delete;
    ServedCore &operator=(const ServedCore &) = delete;

    [[nodiscard]] bool set(const char *key, const QJsonValue &value)
    {
        return await<auth::SettingsState>([&](auth::Completion<auth::SettingsState> done) {
                   core->settings().change({{QLatin1String(key), value}}, kActor, std::move(done));
               })
            .has_value();
    }
    [[nodiscard]] ApiAnswer login(const char *name = "anna") const
    {
        return client->login(QLatin1String(name), password());
    }

    /// Everything logged so far, events included.
    [[nodiscard]] QByteArray log()
    {
        core->context().events.flush();
        const QMutexLocker lock(&m_mutex);
        return m_lines;
    }
    /// The lines of \a category, parsed.
    [[nodiscard]] QList<QJsonObject> lines(const char *category)
    {
        QList<QJsonObject> found;
        for (const QByteArray &line : log().split('\n')) {
            const QJsonObject object = QJsonDocument::fromJson(line).object();
            if (object[QLatin1String("category")].toString() == QLatin1String(category))
                found.append(object);
        }
        return found;
    }

    Scratch scratch;

private:
    void keep(const QByteArray &line)
    {
        const QMutexLocker lock(&m_mutex);
        m_lines += line;
    }

    QMutex m_mutex;
    QByteArray m_lines;
    Logger m_logger;

public:
    std::unique_ptr<Core> core;
    http::HttpServer server;
    std::unique_ptr<ApiClient> client;
};

} // namespace tokendesk::test
