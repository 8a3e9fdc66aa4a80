// SPDX-License-Identifier: GPL-3.0-or-later
// Service: the log, one JSON object per line.
#pragma once

#include "server/base/clock.h"
#include "server/base/error.h"

#include <QByteArray>
#include <QJsonObject>

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

namespace tokendesk {

/// "debug", "info", "warning", "error".
[[nodiscard]] const char *severityName(Severity severity);
[[nodiscard]] std::optional<Severity> severityFromName(QStringView name);

/// \a text with everything that looks like a JWT replaced by "[token]". Source: SECURITY R99.
[[nodiscard]] QString redacted(const QString &text);

/// One line without its end: {"ts":…,"level":…,"category":…,"message":…, then \a fields}. Control,
/// bidi and line-separator characters are escaped, tokens redacted, and fields named after a secret
/// masked. Source: SECURITY R98 to R100; CWE-117.
[[nodiscard]] QByteArray logLine(Instant at, Severity level, const QString &category,
                                 const QString &message, const QJsonObject &fields = {});

/// Makes a line of the same form piece by piece, many times faster: for lines that come with every
/// request. Texts are escaped and redacted alike; whether a field is a secret the caller knows.
class LogLine
{
public:
    LogLine(Instant at, Severity level, QByteArrayView category, QByteArrayView message);
    /// \a name needs no escaping.
    LogLine &add(QByteArrayView name, QStringView text);
    LogLine &add(QByteArrayView name, QByteArrayView latin1);
    LogLine &add(QByteArrayView name, qint64 number);
    /// \a decimals digits behind the point.
    LogLine &add(QByteArrayView name, double number, int decimals);
    /// Each member of \a object, with those masked that are named after a secret.
    LogLine &add(const QJsonObject &object);
    /// The line; the builder is spent.
    [[nodiscard]] QByteArray take();

private:
    void begin(QByteArrayView name);

    QByteArray m_line;
    bool m_hasFields = false;
};

/// Writes lines to a sink, at once or, after writeInBackground(), from a thread of its own. Thread:
/// any; lines of several threads never mix.
class Logger
{
public:
    /// Bytes that may wait for the background thread; what does not fit is dropped and counted.
    static constexpr qsizetype kBufferLimit = 1024 * 1024;

    /// Takes whole lines with their ends, one or many; calls never overlap.
    using Sink = std::function<void(const QByteArray &line)>;

    explicit Logger(const Clock &clock, Sink sink = toStandardError,
                    Severity atLeast = Severity::Info);
    /// Gives Qt's messages back if takeQtMessages() took them, and writes what waits.
    ~Logger();
    Logger(const Logger &) = delete;
    Logger &operator=(const Logger &) = delete;

    void write(Severity level, const QString &category, const QString &message,
               const QJsonObject &fields = {});
    /// Takes a line that was made elsewhere, without its end; the caller has asked isEnabled() and
    /// answers for what is in it.
    void writeLine(QByteArray line);
    void setLevel(Severity atLeast) { m_atLeast.store(atLeast, std::memory_order_relaxed); }
    [[nodiscard]] bool isEnabled(Severity level) const
    {
        return level >= m_atLeast.load(std::memory_order_relaxed);
    }
    [[nodiscard]] const Clock &clock() const { return m_clock; }

    /// From now on nobody who writes waits for the sink: lines go into a bounded buffer. To be
    /// called before the first line, at most once.
    void writeInBackground();
    /// Returns once every line written before the call has been handed to the sink.
    void flush();
    /// Lines dropped because the buffer was full; the log itself says so too.
    [[nodiscard]] quint64 dropped() const { return m_dropped.load(std::memory_order_relaxed); }

    /// Routes qDebug(), qCWarning() and the rest here; one logger of a process at a time.
    void takeQtMessages();

    /// One write(2) to descriptor 2 per line.
    static void toStandardError(const QByteArray &line);

private:
    void loop();
    [[nodiscard]] QByteArray takeBuffer();

    const Clock &m_clock;
    const Sink m_sink;
    std::atomic<Severity> m_atLeast;
    std::atomic<quint64> m_dropped{0};
    std::mutex m_mutex; ///< guards what follows, and the sink while there is no thread
    std::condition_variable m_wake;
    std::condition_variable m_done;
    QByteArray m_buffer;
    quint64 m_put = 0; ///< lines that went into the buffer
    quint64 m_written = 0; ///< of these, taken by the sink
    quint64 m_reported = 0; ///< of the dropped lines
    int m_flushing = 0;
    bool m_stopping = false;
    std::thread m_thread;
};

} // namespace tokendesk
