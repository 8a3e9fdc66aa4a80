// SPDX-License-Identifier: GPL-3.0-or-later
// A blocking HTTP client for tests, on a real socket.
#pragma once

#include "server/token/base64url.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpSocket>
#include <QUrl>

#include <utility>
#include <vector>

namespace tokendesk::test {

/// One answer.
struct ApiAnswer
{
    int status = 0; ///< 0: no answer
    std::vector<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;

    [[nodiscard]] QByteArray header(const char *name) const
    {
        for (const auto &[key, value] : headers) {
            if (key.compare(name, Qt::CaseInsensitive) == 0)
                return value;
        }
        return {};
    }
    [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(body).object(); }
    [[nodiscard]] QByteArray text(const char *member) const
    {
        return json()[QLatin1String(member)].toString().toUtf8();
    }
};

/// Sends one request a connection and waits for its answer. Needs no event loop.
class ApiClient
{
public:
    using Headers = std::vector<std::pair<QByteArray, QByteArray>>;

    explicit ApiClient(QUrl url) : m_url(std::move(url)) { }

    [[nodiscard]] ApiAnswer send(const QByteArray &method, const QByteArray &path,
                                 const QByteArray &body = {}, const Headers &headers = {}) const
    {
        QTcpSocket socket;
        socket.connectToHost(m_url.host(), static_cast<quint16>(m_url.port()));
        if (!socket.waitForConnected(kPatience))
            return {};
        QByteArray request = method + ' ' + path + " HTTP/1.1\r\nHost: "
                             + m_url.authority().toUtf8() + "\r\nConnection: close\r\n";
        if (!body.isEmpty())
            request += "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
        for (const auto &[name, value] : headers)
            request += name + ": " + value + "\r\n";
        socket.write(request + "\r\n" + body);
        QByteArray received;
        while (socket.waitForReadyRead(kPatience))
            received += socket.readAll();
        return parse(received + socket.readAll());
    }

    [[nodiscard]] ApiAnswer post(const QByteArray &path, const QJsonObject &body) const
    {
        return send("POST", path, QJsonDocument(body).toJson(QJsonDocument::Compact),
                    {{"Content-Type", "application/json"}});
    }
    [[nodiscard]] ApiAnswer login(const QString &username, const QString &password) const
    {
        return post("/api/token/", {{QStringLiteral("username"), username},
                                    {QStringLiteral("password"), password}});
    }
    [[nodiscard]] ApiAnswer refresh(const QByteArray &token) const
    {
        return post("/api/token/refresh/", {{QStringLiteral("refresh"), QString::fromUtf8(token)}});
    }
    [[nodiscard]] ApiAnswer verify(const QByteArray &token) const
    {
        return post("/api/token/verify/", {{QStringLiteral("token"), QString::fromUtf8(token)}});
    }
    [[nodiscard]] ApiAnswer logout(const QByteArray &token) const
    {
        return post("/logout/", {{QStringLiteral("refresh"), QString::fromUtf8(token)}});
    }
    [[nodiscard]] ApiAnswer profile(const QByteArray &token) const
    {
        return send("GET", "/account/profile", {}, {{"Authorization", "Bearer " + token}});
    }

private:
    static constexpr int kPatience = 30'000;

    static ApiAnswer parse(const QByteArray &received)
    {
        ApiAnswer answer;
        const qsizetype end = received.indexOf("\r\n\r\n");
        if (end < 0)
            return answer;
        const QList<QByteArray> lines = received.first(end).split('\n');
        answer.status = lines.first().mid(9, 3).toInt();
        for (const QByteArray &line : lines.sliced(1)) {
            const qsizetype colon = line.indexOf(':');
            answer.headers.emplace_back(line.first(colon), line.mid(colon + 1).trimmed());
        }
        answer.body = received.mid(end + 4);
        return answer;
    }

    QUrl m_url;
};

/// Claims of a token, unverified.
inline QJsonObject claimsOf(const QByteArray &token)
{
    const QList<QByteArray> parts = token.split('.');
    if (parts.size() != 3)
        return {};
    return QJsonDocument::fromJson(token::fromBase64Url(parts[1]).value_or(QByteArray())).object();
}

} // namespace tokendesk::test
