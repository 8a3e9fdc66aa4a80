// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/gatetarget.h"

#include <QHostAddress>
#include <QLatin1String>
#include <QString>

#include <algorithm>
#include <array>

namespace tokendesk::http {
namespace {

enum CharClass : unsigned char { TokenChar = 1, ValueChar = 2, TargetChar = 4, HostChar = 8 };

constexpr bool isAlnum(int c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

constexpr bool isOneOf(int c, const char *set)
{
    for (; *set; ++set) {
        if (*set == c)
            return true;
    }
    return false;
}

constexpr std::array<unsigned char, 256> makeClasses()
{
    std::array<unsigned char, 256> classes{};
    for (int c = 0; c < 256; ++c) {
        unsigned char bits = 0;
        if (isAlnum(c) || isOneOf(c, "!#$%&'*+-.^_`|~"))
            bits |= TokenChar;
        if (c == '\t' || (c >= 0x20 && c != 0x7f))
            bits |= ValueChar;
        if (c > 0x20 && c < 0x7f && c != '#' && c != '\\')
            bits |= TargetChar;
        if (isAlnum(c) || isOneOf(c, "-._~%!$&'()*+,;="))
            bits |= HostChar;
        classes[static_cast<std::size_t>(c)] = bits;
    }
    return classes;
}

constexpr std::array<unsigned char, 256> kClasses = makeClasses();

bool all(QByteArrayView text, CharClass wanted)
{
    return std::all_of(text.begin(), text.end(), [wanted](char c) {
        return (kClasses[static_cast<unsigned char>(c)] & wanted) != 0;
    });
}

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

bool decodePath(QByteArrayView raw, QByteArray &path)
{
    path = raw.toByteArray();
    if (!path.contains('%'))
        return true;
    qsizetype to = 0;
    for (qsizetype from = 0; from < raw.size(); ++from) {
        char c = raw[from];
        if (c == '%') {
            const int high = from + 2 < raw.size() ? hexDigit(raw[from + 1]) : -1;
            const int low = high >= 0 ? hexDigit(raw[from + 2]) : -1;
            if (high < 0 || low < 0)
                return false;
            const int value = high * 16 + low;
            if (value < 0x20 || value == 0x7f || value == '/' || value == '\\')
                return false;
            c = static_cast<char>(value);
            from += 2;
        }
        path[to++] = c;
    }
    path.truncate(to);
    return true;
}

bool hasDotSegment(QByteArrayView path)
{
    qsizetype start = 0;
    while (start <= path.size()) {
        const qsizetype slash = path.indexOf('/', start);
        const qsizetype end = slash < 0 ? path.size() : slash;
        const QByteArrayView segment = path.sliced(start, end - start);
        if (segment == QByteArrayView(".") || segment == QByteArrayView(".."))
            return true;
        start = end + 1;
    }
    return false;
}

/// Splits "http://authority/path"; false if it is another scheme or no authority.
bool splitAbsolute(QByteArrayView text, QByteArrayView &authority, QByteArrayView &rest)
{
    const qsizetype colon = text.indexOf(':');
    if (colon < 0 || text.size() < colon + 3 || text[colon + 1] != '/' || text[colon + 2] != '/')
        return false;
    const QByteArrayView scheme = text.first(colon);
    if (!equalsNoCase(scheme, "http") && !equalsNoCase(scheme, "https"))
        return false;
    const QByteArrayView tail = text.sliced(colon + 3);
    const auto end =
        std::find_if(tail.begin(), tail.end(), [](char c) { return c == '/' || c == '?'; });
    const qsizetype length = end - tail.begin();
    authority = tail.first(length);
    rest = tail.sliced(length);
    return isAuthority(authority);
}

} // namespace

bool isToken(QByteArrayView text) { return !text.isEmpty() && all(text, TokenChar); }

bool isFieldValue(QByteArrayView text) { return all(text, ValueChar); }

QByteArrayView trimOws(QByteArrayView text)
{
    const auto blank = [](char c) { return c == ' ' || c == '\t'; };
    while (!text.isEmpty() && blank(text.front()))
        text = text.sliced(1);
    while (!text.isEmpty() && blank(text.back()))
        text.chop(1);
    return text;
}

bool equalsNoCase(QByteArrayView a, QByteArrayView b)
{
    return a.size() == b.size() && qstrnicmp(a.data(), b.data(), size_t(a.size())) == 0;
}

bool parseTarget(QByteArrayView text, bool optionsMethod, GateTarget &target)
{
    if (text.isEmpty() || !all(text, TargetChar))
        return false;
    if (optionsMethod && text == QByteArrayView("*")) {
        target.path = QByteArrayLiteral("*");
        return true;
    }
    QByteArrayView rest = text;
    if (text.front() != '/') {
        QByteArrayView authority;
        if (!splitAbsolute(text, authority, rest))
            return false;
        target.authority = authority.toByteArray();
    }
    const qsizetype mark = rest.indexOf('?');
    if (mark >= 0)
        target.query = rest.sliced(mark + 1).toByteArray();
    const QByteArrayView path = mark >= 0 ? rest.first(mark) : rest;
    if (path.startsWith("//"))
        return false;
    if (path.isEmpty()) { // RFC 9112 section 3.2.1: an absent path is "/"
        target.path = QByteArrayLiteral("/");
        return true;
    }
    return decodePath(path, target.path) && !hasDotSegment(target.path);
}

bool isAuthority(QByteArrayView text)
{
    if (text.startsWith('[')) {
        const qsizetype close = text.indexOf(']');
        QHostAddress address;
        if (close < 0 || !address.setAddress(QString::fromLatin1(text.sliced(1, close - 1)))
            || address.protocol() != QAbstractSocket::IPv6Protocol) {
            return false;
        }
        text = text.sliced(close + 1);
        if (text.isEmpty())
            return true;
    } else {
        const qsizetype colon = text.indexOf(':');
        const QByteArrayView host = colon < 0 ? text : text.first(colon);
        if (host.isEmpty() || !all(host, HostChar))
            return false;
        if (colon < 0)
            return true;
        text = text.sliced(colon);
    }
    if (text.front() != ':' || text.size() > 6)
        return false;
    int port = 0;
    for (const char c : text.sliced(1)) {
        if (c < '0' || c > '9')
            return false;
        port = port * 10 + (c - '0');
    }
    return port <= 65535;
}

QByteArray hostOf(QByteArrayView authority)
{
    if (authority.startsWith('['))
        return authority.sliced(1, authority.indexOf(']') - 1).toByteArray().toLower();
    const qsizetype colon = authority.indexOf(':');
    QByteArray host = (colon < 0 ? authority : authority.first(colon)).toByteArray().toLower();
    if (host.endsWith('.'))
        host.chop(1);
    return host;
}

} // namespace tokendesk::http
