// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/base/logging.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <unistd.h>
#include <utility>

namespace tokendesk {
namespace {

/// The logger that Qt's messages go to; Qt's handler is a plain function and has no other way to
/// know.
std::mutex qtMutex;
Logger *qtLogger = nullptr;
QtMessageHandler qtBefore = nullptr;

/// How long lines gather before they are written together.
constexpr std::chrono::milliseconds kGather{10};

bool mustEscape(QChar c)
{
    const ushort code = c.unicode();
    return (code >= 0x7f && code <= 0x9f) || code == 0x00ad || code == 0x061c
           || (code >= 0x200b && code <= 0x200f) || (code >= 0x2028 && code <= 0x202e)
           || (code >= 0x2060 && code <= 0x206f) || code == 0xfeff || c.isSurrogate();
}

/// \a json with risky characters as \uXXXX. Outside of its strings JSON is ASCII, so no structure
/// changes.
QString escaped(const QString &json)
{
    QString out;
    out.reserve(json.size());
    for (const QChar c : json) {
        if (mustEscape(c))
            out += QStringLiteral("\\u%1").arg(c.unicode(), 4, 16, QLatin1Char('0'));
        else
            out += c;
    }
    return out;
}

bool isSecretName(const QString &name)
{
    static constexpr std::array<const char *, 10> kWords = {
        "password", "passwd", "token",         "access", "refresh",
        "secret",   "cookie", "authorization", "key",    "credential"};
    const QString lower = name.toLower();
    return std::any_of(kWords.begin(), kWords.end(),
                       [&lower](const char *word) { return lower == QLatin1String(word); })
           || lower.endsWith(u"_password") || lower.endsWith(u"_token")
           || lower.endsWith(u"_secret") || lower.endsWith(u"_key");
}

QJsonValue masked(const QJsonValue &value);

QJsonObject masked(const QJsonObject &object)
{
    QJsonObject out;
    for (auto it = object.begin(); it != object.end(); ++it)
        out.insert(it.key(), isSecretName(it.key()) ? QJsonValue(QStringLiteral("[hidden]"))
                                                    : masked(it.value()));
    return out;
}

QJsonValue masked(const QJsonValue &value)
{
    if (value.isObject())
        return masked(value.toObject());
    if (!value.isArray())
        return value;
    QJsonArray out;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &entry : array)
        out.append(masked(entry));
    return out;
}

/// The members of \a object as JSON text without the braces.
QString members(const QJsonObject &object)
{
    const QByteArray text = QJsonDocument(object).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(text.mid(1, text.size() - 2));
}

Severity severityOf(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return Severity::Debug;
    case QtInfoMsg:
        return Severity::Info;
    case QtWarningMsg:
        return Severity::Warning;
    case QtCriticalMsg:
    case QtFatalMsg:
        return Severity::Error;
    }
    return Severity::Error;
}

bool isPlain(QChar c)
{
    return c >= QLatin1Char(' ') && c <= QLatin1Char('~') && c != QLatin1Char('"')
           && c != QLatin1Char('\\');
}

/// Whether a JWT, perhaps in a URL or in plain base64, can go on with \a c.
bool isOfToken(QChar c)
{
    return (c >= u'A' && c <= u'Z') || (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9')
           || QStringView(u"_+/=%.-").contains(c);
}

/// \a text as the inside of a JSON string of ASCII characters, redacted.
void appendText(QByteArray &line, QStringView text)
{
    if (std::all_of(text.begin(), text.end(), isPlain) && !text.contains(QLatin1String("eyJ"))) {
        line.append(text.toLatin1());
        return;
    }
    if (text.contains(QLatin1String("eyJ")))
        return appendText(line, redacted(text.toString())); // which leaves no eyJ
    for (const QChar c : text) {
        if (isPlain(c))
            line.append(c.toLatin1());
        else
            line.append("\\u").append(QByteArray::number(c.unicode(), 16).rightJustified(4, '0'));
    }
}

void appendText(QByteArray &line, QByteArrayView latin1)
{
    const bool plain =
        std::all_of(latin1.begin(), latin1.end(), [](char c) { return isPlain(QLatin1Char(c)); });
    if (plain && !latin1.contains("eyJ"))
        line.append(latin1);
    else
        appendText(line, QString::fromLatin1(latin1));
}

void handleQtMessage(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    const std::lock_guard lock(qtMutex);
    if (qtLogger)
        qtLogger->write(severityOf(type), QString::fromUtf8(context.category), message);
    if (qtLogger && type == QtFatalMsg) // the process ends when this returns
        qtLogger->flush();
}

} // namespace

const char *severityName(Severity severity)
{
    switch (severity) {
    case Severity::Debug:
        return "debug";
    case Severity::Info:
        return "info";
    case Severity::Warning:
        return "warning";
    case Severity::Error:
        return "error";
    }
    return "error";
}

std::optional<Severity> severityFromName(QStringView name)
{
    for (const Severity severity :
         {Severity::Debug, Severity::Info, Severity::Warning, Severity::Error}) {
        if (name == QLatin1String(severityName(severity)))
            return severity;
    }
    return std::nullopt;
}

QString redacted(const QString &text)
{
    // Base64url of '{"' begins with eyJ, whatever follows. By hand, for a regular expression
    // matches nothing in a text with a lone surrogate.
    const QLatin1String begin("eyJ");
    qsizetype at = text.indexOf(begin);
    if (at < 0)
        return text;
    QString out;
    qsizetype done = 0;
    for (; at >= 0; at = text.indexOf(begin, done)) {
        out += QStringView(text).sliced(done, at - done);
        out += QLatin1String("[token]");
        done = at + begin.size();
        while (done < text.size() && isOfToken(text[done]))
            ++done;
    }
    out += QStringView(text).sliced(done);
    return out;
}

QByteArray logLine(Instant at, Severity level, const QString &category, const QString &message,
                   const QJsonObject &fields)
{
    QString line = QStringLiteral("{\"ts\":\"%1\",\"level\":\"%2\",")
                       .arg(toIsoString(at), QLatin1String(severityName(level)));
    line += members({{QStringLiteral("category"), category}}) + u',';
    line += members({{QStringLiteral("message"), message}});
    if (!fields.isEmpty())
        line += QString(u',' + members({{QStringLiteral("fields"), masked(fields)}}));
    return escaped(redacted(line)).toUtf8() + '}';
}

LogLine::LogLine(Instant at, Severity level, QByteArrayView category, QByteArrayView message)
{
    m_line.reserve(320);
    m_line.append("{\"ts\":\"").append(toIsoString(at).toLatin1()).append("\",\"level\":\"");
    m_line.append(severityName(level)).append("\",\"category\":\"");
    appendText(m_line, category);
    m_line.append("\",\"message\":\"");
    appendText(m_line, message);
    m_line.append('"');
}

void LogLine::begin(QByteArrayView name)
{
    m_line.append(m_hasFields ? ",\"" : ",\"fields\":{\"").append(name).append("\":");
    m_hasFields = true;
}

LogLine &LogLine::add(QByteArrayView name, QStringView text)
{
    begin(name);
    m_line.append('"');
    appendText(m_line, text);
    m_line.append('"');
    return *this;
}

LogLine &LogLine::add(QByteArrayView name, QByteArrayView latin1)
{
    begin(name);
    m_line.append('"');
    appendText(m_line, latin1);
    m_line.append('"');
    return *this;
}

LogLine &LogLine::add(QByteArrayView name, qint64 number)
{
    begin(name);
    m_line.append(QByteArray::number(number));
    return *this;
}

LogLine &LogLine::add(QByteArrayView name, double number, int decimals)
{
    begin(name);
    m_line.append(QByteArray::number(number, 'f', decimals));
    return *this;
}

LogLine &LogLine::add(const QJsonObject &object)
{
    if (object.isEmpty())
        return *this;
    m_line.append(m_hasFields ? "," : ",\"fields\":{");
    m_line.append(escaped(redacted(members(masked(object)))).toUtf8());
    m_hasFields = true;
    return *this;
}

QByteArray LogLine::take()
{
    m_line.append(m_hasFields ? "}}" : "}");
    return std::move(m_line);
}

Logger::Logger(const Clock &clock, Sink sink, Severity atLeast)
    : m_clock(clock), m_sink(std::move(sink)), m_atLeast(atLeast)
{
}

Logger::~Logger()
{
    {
        const std::lock_guard lock(qtMutex);
        if (qtLogger == this) {
            qInstallMessageHandler(qtBefore);
            qtLogger = nullptr;
        }
    }
    if (!m_thread.joinable())
        return;
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

void Logger::write(Severity level, const QString &category, const QString &message,
                   const QJsonObject &fields)
{
    if (isEnabled(level))
        writeLine(logLine(m_clock.now(), level, category, message, fields));
}

void Logger::writeLine(QByteArray line)
{
    line += '\n';
    bool wakes = false;
    {
        const std::lock_guard lock(m_mutex);
        if (!m_thread.joinable())
            return m_sink(line);
        if (m_buffer.size() + line.size() > kBufferLimit) {
            m_dropped.fetch_add(1, std::memory_order_relaxed);
            return;
        }
        wakes = m_buffer.isEmpty();
        m_buffer.append(line.constData(), line.size()); // shares nothing with the caller
        ++m_put;
    }
    if (wakes)
        m_wake.notify_one();
}

void Logger::writeInBackground()
{
    const std::lock_guard lock(m_mutex);
    if (!m_thread.joinable())
        m_thread = std::thread([this] { loop(); });
}

void Logger::loop()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_wake.wait(lock, [this] { return m_stopping || !m_buffer.isEmpty(); });
        if (m_buffer.isEmpty())
            return;
        m_wake.wait_for(lock, kGather, [this] { return m_stopping || m_flushing > 0; });
        const QByteArray lines = takeBuffer();
        const quint64 put = m_put;
        lock.unlock();
        m_sink(lines);
        lock.lock();
        m_written = put;
        m_done.notify_all();
    }
}

/// What waits, and a line about what did not fit.
QByteArray Logger::takeBuffer()
{
    QByteArray lines = std::exchange(m_buffer, QByteArray());
    const quint64 dropped = m_dropped.load(std::memory_order_relaxed);
    if (dropped != m_reported) {
        lines += logLine(m_clock.now(), Severity::Warning, QStringLiteral("tokendesk.log"),
                         QStringLiteral("lines were dropped"),
                         {{QStringLiteral("count"), static_cast<qint64>(dropped - m_reported)}})
                 + '\n';
        m_reported = dropped;
    }
    return lines;
}

void Logger::flush()
{
    std::unique_lock lock(m_mutex);
    if (!m_thread.joinable())
        return;
    ++m_flushing;
    m_wake.notify_one();
    m_done.wait(lock, [this, target = m_put] { return m_written >= target; });
    --m_flushing;
}

void Logger::takeQtMessages()
{
    const std::lock_guard lock(qtMutex);
    const QtMessageHandler before = qInstallMessageHandler(handleQtMessage);
    if (!qtLogger)
        qtBefore = before;
    qtLogger = this;
}

void Logger::toStandardError(const QByteArray &line)
{
    qsizetype at = 0;
    while (at < line.size()) {
        const ssize_t written = ::write(STDERR_FILENO, line.constData() + at,
                                        static_cast<std::size_t>(line.size() - at));
        if (written < 0 && errno != EINTR)
            return; // nowhere left to complain
        at += std::max<ssize_t>(written, 0);
    }
}

} // namespace tokendesk
