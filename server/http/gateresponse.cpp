// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/gateresponse.h"

#include "server/http/gatetarget.h"

#include <QDateTime>
#include <QDebug>
#include <QLocale>

#include <array>
#include <charconv>
#include <cstring>
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
    {"Referrer-Policy", "Referrer-Policy: no-referrer\r\n"},
    {"X-Frame-Options", "X-Frame-Options: DENY\r\n"},
    {"Content-Security-Policy",
     "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n"},
    {"Cross-Origin-Resource-Policy", "Cross-Origin-Resource-Policy: same-origin\r\n"},
}};

constexpr QByteArrayView kStrictTransport = "Strict-Transport-Security: max-age=31536000\r\n";

constexpr qsizetype securityRoom()
{
    qsizetype room = kStrictTransport.size();
    for (const SecurityField &field : kSecurityFields)
        room += field.line.size();
    return room;
}

/// More than a head needs beside its content type and its own fields: status line with the longest
/// phrase, date, lengths, Connection.
constexpr qsizetype kStandardRoom = 320 + securityRoom();

bool isBodiless(int status) { return status == 204 || status == 304 || status < 200; }

/// Writes into memory that is known to be large enough.
class Pen
{
public:
    explicit Pen(char *at) : m_at(at) { }

    Pen &operator<<(QByteArrayView text)
    {
        std::memcpy(m_at, text.data(), static_cast<std::size_t>(text.size()));
        m_at += text.size();
        return *this;
    }
    Pen &operator<<(qint64 number)
    {
        constexpr int kDigits = 20;
        m_at = std::to_chars(m_at, m_at + kDigits, number).ptr;
        return *this;
    }
    Pen &operator<<(int number) { return *this << qint64{number}; }
    [[nodiscard]] const char *at() const { return m_at; }

private:
    char *m_at;
};

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
                     .toString(QDateTime::fromSecsSinceEpoch(second).toUTC(),
                               QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'"))
                     .toLatin1();
    }
    return m_date;
}

bool carriesBody(const ApiResponse &response, const AnswerContext &context)
{
    return !isBodiless(response.status) && !context.headOnly;
}

QByteArrayView GateResponseWriter::head(const ApiResponse &response, const AnswerContext &context)
{
    qsizetype room = kStandardRoom + response.contentType.size();
    for (const Header &field : response.headers)
        room += field.first.size() + field.second.size() + 4;
    if (m_buffer.size() < room)
        m_buffer.resize(room);
    Pen pen(m_buffer.data());
    pen << "HTTP/1.1 " << response.status << " " << reasonPhrase(response.status)
        << "\r\nDate: " << date() << "\r\n";
    if (!isBodiless(response.status)) {
        if (!response.contentType.isEmpty() && isFieldValue(response.contentType))
            pen << "Content-Type: " << response.contentType << "\r\n";
        pen << "Content-Length: " << response.body.size() << "\r\n";
    }
    if (context.close)
        pen << "Connection: close\r\n";
    else if (context.keepAlive10)
        pen << "Connection: keep-alive\r\n";
    for (const SecurityField &field : kSecurityFields) {
        if (response.headers.empty() || !sets(response, field.name))
            pen << field.line;
    }
    if (context.secure)
        pen << kStrictTransport;
    for (const Header &field : response.headers) {
        if (!isToken(field.first) || !isFieldValue(field.second)
            || belongsToTransport(field.first)) {
            qWarning("http: left out the response field \"%s\"",
                     field.first.toPercentEncoding().constData());
            continue;
        }
        pen << field.first << ": " << field.second << "\r\n";
    }
    pen << "\r\n";
    return QByteArrayView(m_buffer.constData(), pen.at() - m_buffer.constData());
}

} // namespace tokendesk::http
