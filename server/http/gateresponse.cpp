// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/gateresponse.h"

#include "server/http/gatetarget.h"

#include <QDateTime>
#include <QDebug>
#include <QLocale>

#include <array>
#include <ctime>

namespace tokendesk::http {
namespace {

struct SecurityField
{
    QByteArrayView name;
    QByteArrayView line;
};

constexpr std::array<SecurityField, 5> kSecurityFields = {{
    {"X-Content-Type-Options", "X-Content-Type-Options: nosniff\r\n"},
    {"Referrer-Policy", "Referrer-Policy: same-origin\r\n"},
    {"X-Frame-Options", "X-Frame-Options: DENY\r\n"},
    {"Content-Security-Policy",
     "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n"},
    {"Cross-Origin-Resource-Policy", "Cross-Origin-Resource-Policy: same-origin\r\n"},
}};

bool belongsToTransport(QByteArrayView name)
{
    return equalsNoCase(name, "Content-Length") || equalsNoCase(name, "Connection")
           || equalsNoCase(name, "Transfer-Encoding") || equalsNoCase(name, "Date")
           || equalsNoCase(name, "Keep-Alive");
}

bool sets(const ApiResponse &response, QByteArrayView name)
{
    for (const Header &field : response.headers) {
        if (equalsNoCase(field.first, name))
            return true;
    }
    return false;
}

} // namespace

const char *reasonPhrase(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 201:
        return "Created";
    case 202:
        return "Accepted";
    case 204:
        return "No Content";
    case 301:
        return "Moved Permanently";
    case 302:
        return "Found";
    case 303:
        return "See Other";
    case 304:
        return "Not Modified";
    case 307:
        return "Temporary Redirect";
    case 308:
        return "Permanent Redirect";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 406:
        return "Not Acceptable";
    case 408:
        return "Request Timeout";
    case 409:
        return "Conflict";
    case 410:
        return "Gone";
    case 411:
        return "Length Required";
    case 413:
        return "Content Too Large";
    case 414:
        return "URI Too Long";
    case 415:
        return "Unsupported Media Type";
    case 417:
        return "Expectation Failed";
    case 421:
        return "Misdirected Request";
    case 422:
        return "Unprocessable Content";
    case 429:
        return "Too Many Requests";
    case 431:
        return "Request Header Fields Too Large";
    case 500:
        return "Internal Server Error";
    case 501:
        return "Not Implemented";
    case 503:
        return "Service Unavailable";
    case 505:
        return "HTTP Version Not Supported";
    default:
        return "Unknown";
    }
}

ApiResponse refusal(int status, const char *text)
{
    ApiResponse response;
    response.status = status;
    response.body = QByteArrayLiteral("{\"detail\": \"") + text + QByteArrayLiteral("\"}");
    response.headers.emplace_back(QByteArrayLiteral("Cache-Control"),
                                  QByteArrayLiteral("no-store"));
    return response;
}

const QByteArray &GateResponseWriter::date()
{
    const auto second = static_cast<qint64>(std::time(nullptr));
    if (second != m_second) {
        m_second = second;
        m_date = QLocale::c()
                     .toString(QDateTime::fromSecsSinceEpoch(second, Qt::UTC),
                               QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'"))
                     .toLatin1();
    }
    return m_date;
}

QByteArray GateResponseWriter::write(const ApiResponse &response, const AnswerContext &context)
{
    const bool bodiless = response.status == 204 || response.status == 304 || response.status < 200;
    QByteArray out;
    qsizetype room = 512 + response.body.size();
    for (const Header &field : response.headers)
        room += field.first.size() + field.second.size() + 4;
    out.reserve(room);
    out.append("HTTP/1.1 ").append(QByteArray::number(response.status));
    out.append(' ').append(reasonPhrase(response.status)).append("\r\nDate: ").append(date());
    out.append("\r\n");
    if (!bodiless) {
        if (!response.contentType.isEmpty() && isFieldValue(response.contentType))
            out.append("Content-Type: ").append(response.contentType).append("\r\n");
        out.append("Content-Length: ").append(QByteArray::number(response.body.size()));
        out.append("\r\n");
    }
    if (context.close)
        out.append("Connection: close\r\n");
    else if (context.keepAlive10)
        out.append("Connection: keep-alive\r\n");
    for (const SecurityField &field : kSecurityFields) {
        if (response.headers.empty() || !sets(response, field.name))
            out.append(field.line);
    }
    if (context.secure)
        out.append("Strict-Transport-Security: max-age=31536000\r\n");
    for (const Header &field : response.headers) {
        if (!isToken(field.first) || !isFieldValue(field.second)
            || belongsToTransport(field.first)) {
            qWarning("http: left out the response field \"%s\"",
                     field.first.toPercentEncoding().constData());
            continue;
        }
        out.append(field.first).append(": ").append(field.second).append("\r\n");
    }
    out.append("\r\n");
    if (!bodiless && !context.headOnly)
        out.append(response.body);
    return out;
}

} // namespace tokendesk::http
