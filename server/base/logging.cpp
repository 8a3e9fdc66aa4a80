// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/base/logging.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <cerrno>
#include <unistd.h>

namespace tokendesk {
namespace {

/// The logger that Qt's messages go to; Qt's handler is a plain function and has no other way to
/// know.
std::mutex qtMutex;
Logger *qtLogger = nullptr;
QtMessageHandler qtBefore = nullptr;

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

void handleQtMessage(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    const std::lock_guard lock(qtMutex);
    if (qtLogger)
        qtLogger->write(severityOf(type), QString::fromUtf8(context.category), message);
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

QString redacted(const QString &text)
{
    // Base64url of '{"' begins with eyJ, whatever follows.
    static const QRegularExpression token(QStringLiteral("eyJ[A-Za-z0-9_+/=%.-]*"));
    QString out = text;
    return out.replace(token, QStringLiteral("[token]"));
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

Logger::Logger(const Clock &clock, Sink sink, Severity atLeast)
    : m_clock(clock), m_sink(std::move(sink)), m_atLeast(atLeast)
{
}

Logger::~Logger()
{
    const std::lock_guard lock(qtMutex);
    if (qtLogger == this) {
        qInstallMessageHandler(qtBefore);
        qtLogger = nullptr;
    }
}

void Logger::write(Severity level, const QString &category, const QString &message,
                   const QJsonObject &fields)
{
    if (!isEnabled(level))
        return;
    const QByteArray line = logLine(m_clock.now(), level, category, message, fields) + '\n';
    const std::lock_guard lock(m_mutex);
    m_sink(line);
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
