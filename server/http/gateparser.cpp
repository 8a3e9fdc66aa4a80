// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/gateparser.h"

#include "server/http/gatetarget.h"

#include <algorithm>
#include <cstring>
#include <limits>

namespace tokendesk::http {
namespace {

constexpr qsizetype kChunkLine = 512; // 16 digits, the extension, CRLF
constexpr qsizetype kLongestMethod = 32;

bool hasLowerCase(QByteArrayView text)
{
    return std::any_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

bool isHopByHop(QByteArrayView name)
{
    switch (name.size()) {
    case 2:
        return equalsNoCase(name, "TE");
    case 7:
        return equalsNoCase(name, "Upgrade") || equalsNoCase(name, "Trailer");
    case 10:
        return equalsNoCase(name, "Keep-Alive");
    case 14:
        return equalsNoCase(name, "HTTP2-Settings");
    case 16:
        return equalsNoCase(name, "Proxy-Connection");
    default:
        return false;
    }
}

} // namespace

GateParser::GateParser(const GateLimits &limits) : m_limits(limits) { }

qsizetype GateParser::feed(QByteArrayView bytes)
{
    qsizetype used = 0;
    while (used < bytes.size() && m_state != State::Complete && m_state != State::Failed) {
        const bool inHead = m_state != State::Body;
        const QByteArrayView rest = bytes.sliced(used);
        if (m_step == Step::FixedBody || m_step == Step::ChunkData)
            used += feedBody(rest);
        else
            used += feedLine(rest);
        if (inHead && m_state == State::Body)
            break;
    }
    return used;
}

ApiRequest GateParser::take()
{
    ApiRequest request = std::move(m_request);
    m_request = ApiRequest();
    m_state = State::Idle;
    m_step = Step::RequestLine;
    return request;
}

/// How many bytes the line that is being read may have, with its CRLF.
qsizetype GateParser::lineRoom() const
{
    switch (m_step) {
    case Step::Fields:
        return m_limits.headerSection - m_sectionUsed;
    case Step::Trailers:
        return m_limits.trailers - m_sectionUsed;
    case Step::ChunkSize:
        return kChunkLine + m_limits.chunkExtension;
    case Step::ChunkEnd:
        return 2;
    default:
        return m_limits.requestLine;
    }
}

qsizetype GateParser::feedLine(QByteArrayView bytes)
{
    const qsizetype room = lineRoom() - m_line.size();
    const QByteArrayView window = bytes.first(std::min(bytes.size(), room));
    const void *found = window.isEmpty()
                            ? nullptr
                            : std::memchr(window.data(), '\n', static_cast<size_t>(window.size()));
    if (!found) {
        if (window.size() == room) {
            failLine();
            return window.size();
        }
        m_line.append(window);
        // A CR alone may still become the empty line that is tolerated between requests.
        if (m_state == State::Idle && m_line != "\r")
            m_state = State::Head;
        return window.size();
    }
    const qsizetype length = static_cast<const char *>(found) - window.data() + 1;
    if (m_line.isEmpty()) {
        takeLine(window.first(length));
    } else {
        m_line.append(window.first(length));
        const QByteArray line = std::exchange(m_line, QByteArray());
        takeLine(line);
    }
    return length;
}

void GateParser::failLine()
{
    switch (m_step) {
    case Step::RequestLine:
        return fail(414, "The request line is too long.");
    case Step::Fields:
    case Step::Trailers:
        return fail(431, "The header section is too large.");
    default:
        return fail(400, "Malformed chunk.");
    }
}

void GateParser::takeLine(QByteArrayView line)
{
    if (line.size() < 2 || line[line.size() - 2] != '\r')
        return fail(400, "A line must end with CRLF.");
    m_sectionUsed += line.size();
    line.chop(2);
    switch (m_step) {
    case Step::RequestLine:
        return takeRequestLine(line);
    case Step::Fields:
        return line.isEmpty() ? endOfHead() : takeField(line);
    case Step::ChunkSize:
        return takeChunkSize(line);
    case Step::ChunkEnd:
        if (!line.isEmpty())
            return fail(400, "Malformed chunk.");
        m_step = Step::ChunkSize;
        return;
    case Step::Trailers:
        return line.isEmpty() ? complete() : takeTrailer(line);
    case Step::FixedBody:
    case Step::ChunkData:
        return;
    }
}

void GateParser::takeRequestLine(QByteArrayView line)
{
    if (line.isEmpty()) { // RFC 9112 section 2.2: one may be left over from a careless client
        if (std::exchange(m_blankSeen, true))
            fail(400, "Empty request line.");
        return;
    }
    m_state = State::Head;
    m_blankSeen = m_hostSeen = m_chunked = m_codingSeen = false;
    m_expectsContinue = m_closeSeen = m_keepAliveSeen = false;
    m_contentLength = -1;
    m_fieldCount = 0;
    m_sectionUsed = 0;
    m_extensions = 0;
    m_keepAlive = false;
    m_authority.clear();
    const qsizetype first = line.indexOf(' ');
    const qsizetype last = line.lastIndexOf(' ');
    if (first <= 0 || first == last)
        return fail(400, "Malformed request line.");
    const QByteArrayView method = line.first(first);
    const QByteArrayView target = line.sliced(first + 1, last - first - 1);
    if (!isToken(method))
        return fail(400, "Malformed method.");
    if (target.size() > m_limits.target)
        return fail(414, "The request target is too long.");
    takeVersion(line.sliced(last + 1));
    if (m_state == State::Failed)
        return;
    if (hasLowerCase(method) || method.size() > kLongestMethod
        || method == QByteArrayView("CONNECT"))
        return fail(501, "Method not implemented.");
    GateTarget parsed;
    if (!parseTarget(target, method == QByteArrayView("OPTIONS"), parsed))
        return fail(400, "Malformed request target.");
    m_request.method = method.toByteArray();
    m_request.path = std::move(parsed.path);
    m_request.query = std::move(parsed.query);
    m_targetAuthority = std::move(parsed.authority);
    m_request.headers.reserve(12);
    m_step = Step::Fields;
}

void GateParser::takeVersion(QByteArrayView version)
{
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    if (version.size() != 8 || !version.startsWith("HTTP/") || !digit(version[5])
        || version[6] != '.' || !digit(version[7])) {
        return fail(400, "Malformed request line.");
    }
    if (version[5] != '1' || version[7] > '1')
        return fail(505, "Only HTTP/1.1 and HTTP/1.0 are served.");
    m_minor = version[7] - '0';
}

void GateParser::takeField(QByteArrayView line)
{
    if (++m_fieldCount > m_limits.fields)
        return fail(431, "Too many header fields.");
    const qsizetype colon = line.indexOf(':');
    if (colon < 0 || !isToken(line.first(colon))) // also obs-fold and a space before the colon
        return fail(400, "Malformed header field.");
    const QByteArrayView name = line.first(colon);
    const QByteArrayView value = trimOws(line.sliced(colon + 1));
    if (!isFieldValue(value))
        return fail(400, "Control character in a header field.");
    if (takeFramingField(name, value) || isHopByHop(name))
        return;
    m_request.headers.emplace_back(name.toByteArray(), value.toByteArray());
}

/// Looks at the fields that decide about framing and routing; true if the application shall not see
/// it.
bool GateParser::takeFramingField(QByteArrayView name, QByteArrayView value)
{
    if (name.size() == 4 && equalsNoCase(name, "Host")) {
        if (std::exchange(m_hostSeen, true) || !isAuthority(value))
            fail(400, "Exactly one valid Host field is needed.");
        m_authority = value.toByteArray();
    } else if (name.size() == 6 && equalsNoCase(name, "Expect")) {
        if (!equalsNoCase(value, "100-continue"))
            fail(417, "Unknown expectation.");
        m_expectsContinue = m_minor == 1;
        return true;
    } else if (name.size() == 10 && equalsNoCase(name, "Connection")) {
        takeConnection(value);
        return true;
    } else if (name.size() == 14 && equalsNoCase(name, "Content-Length")) {
        takeContentLength(value);
    } else if (name.size() == 17 && equalsNoCase(name, "Transfer-Encoding")) {
        if (std::exchange(m_codingSeen, true) || !equalsNoCase(value, "chunked"))
            fail(400, "Unsupported transfer coding.");
        m_chunked = true;
        return true;
    }
    return false;
}

void GateParser::takeConnection(QByteArrayView value)
{
    while (!value.isEmpty()) {
        const qsizetype comma = value.indexOf(',');
        const QByteArrayView option = trimOws(comma < 0 ? value : value.first(comma));
        m_closeSeen = m_closeSeen || equalsNoCase(option, "close");
        m_keepAliveSeen = m_keepAliveSeen || equalsNoCase(option, "keep-alive");
        value = comma < 0 ? QByteArrayView() : value.sliced(comma + 1);
    }
}

void GateParser::takeContentLength(QByteArrayView value)
{
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    if (m_contentLength >= 0 || value.isEmpty() || !std::all_of(value.begin(), value.end(), digit))
        return fail(400, "Exactly one numeric Content-Length is allowed.");
    qint64 length = 0;
    for (const char c : value) {
        if (length > (std::numeric_limits<qint64>::max() - 9) / 10)
            return fail(400, "The Content-Length is out of range.");
        length = length * 10 + (c - '0');
    }
    m_contentLength = length;
}

void GateParser::endOfHead()
{
    if (m_state == State::Failed)
        return;
    if (!m_hostSeen && m_minor == 1)
        return fail(400, "Exactly one valid Host field is needed.");
    if (!m_targetAuthority.isEmpty()) {
        if (m_hostSeen && !equalsNoCase(m_targetAuthority, m_authority))
            return fail(400, "The request target and the Host field disagree.");
        m_authority = m_targetAuthority;
    }
    if (m_chunked && (m_contentLength >= 0 || m_minor == 0))
        return fail(400, "Ambiguous message length.");
    if (m_contentLength > m_limits.body)
        return fail(413, "The body is too large.");
    m_keepAlive = !m_closeSeen && (m_minor == 1 || m_keepAliveSeen);
    if (!m_chunked && m_contentLength <= 0)
        return complete();
    m_state = State::Body;
    m_sectionUsed = 0;
    m_remaining = m_chunked ? 0 : m_contentLength;
    m_step = m_chunked ? Step::ChunkSize : Step::FixedBody;
}

qsizetype GateParser::feedBody(QByteArrayView bytes)
{
    const qsizetype used = std::min(bytes.size(), m_remaining);
    if (m_step == Step::FixedBody && m_request.body.isEmpty() && used < m_remaining)
        m_request.body.reserve(m_remaining);
    m_request.body.append(bytes.first(used));
    m_remaining -= used;
    if (m_remaining == 0) {
        if (m_step == Step::FixedBody)
            complete();
        else
            m_step = Step::ChunkEnd;
    }
    return used;
}

void GateParser::takeChunkSize(QByteArrayView line)
{
    qsizetype size = 0;
    qsizetype at = 0;
    for (; at < line.size(); ++at) {
        const char c = line[at];
        const char lower = static_cast<char>(c | 0x20);
        int digit = -1;
        if (c >= '0' && c <= '9')
            digit = c - '0';
        else if (lower >= 'a' && lower <= 'f')
            digit = lower - 'a' + 10;
        if (digit < 0)
            break;
        if (at >= 16)
            return fail(400, "Malformed chunk.");
        if (size
            > m_limits.body) // the digits are still checked, the number does not matter any more
            continue;
        size = size * 16 + digit;
    }
    if (at == 0 || (at < line.size() && line[at] != ';') || !isFieldValue(line.sliced(at)))
        return fail(400, "Malformed chunk.");
    m_extensions += line.size() - at;
    if (m_extensions > m_limits.chunkExtension)
        return fail(400, "Chunk extensions are too long.");
    if (size > m_limits.body - m_request.body.size())
        return fail(413, "The body is too large.");
    m_remaining = size;
    m_sectionUsed = 0;
    m_step = size == 0 ? Step::Trailers : Step::ChunkData;
}

void GateParser::takeTrailer(QByteArrayView line)
{
    if (++m_fieldCount > m_limits.fields)
        return fail(431, "Too many header fields.");
    const qsizetype colon = line.indexOf(':');
    if (colon < 0 || !isToken(line.first(colon)) || !isFieldValue(line.sliced(colon + 1)))
        fail(400, "Malformed trailer field.");
}

void GateParser::fail(int status, const char *text)
{
    if (m_state == State::Failed)
        return;
    m_state = State::Failed;
    m_fault = {status, text};
    m_keepAlive = false;
}

void GateParser::complete() { m_state = State::Complete; }

} // namespace tokendesk::http
