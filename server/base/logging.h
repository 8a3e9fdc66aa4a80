// SPDX-License-Identifier: GPL-3.0-or-later
// Service: the log, one JSON object per line.
#pragma once

#include "server/base/clock.h"
#include "server/base/error.h"

#include <QByteArray>
#include <QJsonObject>

#include <atomic>
#include <functional>
#include <mutex>

namespace tokendesk {

/// "debug", "info", "warning", "error".
[[nodiscard]] const char *severityName(Severity severity);

/// \a text with everything that looks like a JWT replaced by "[token]". Source: SECURITY R99.
[[nodiscard]] QString redacted(const QString &text);

/// One line without its end: {"ts":…,"level":…,"category":…,"message":…, then \a fields}. Control,
/// bidi and line-separator characters are escaped, tokens redacted, and fields named after a secret
/// masked. Source: SECURITY R98 to R100; CWE-117.
[[nodiscard]] QByteArray logLine(Instant at, Severity level, const QString &category,
                                 const QString &message, const QJsonObject &fields = {});

/// Writes lines to a sink. Thread: any; lines of several threads never mix.
class Logger
{
public:
    /// Takes one whole line with its end; called under the logger's lock.
    using Sink = std::function<void(const QByteArray &line)>;

    explicit Logger(const Clock &clock, Sink sink = toStandardError,
                    Severity atLeast = Severity::Info);
    /// Gives Qt's messages back if takeQtMessages() took them.
    ~Logger();
    Logger(const Logger &) = delete;
    Logger &operator=(const Logger &) = delete;

    void write(Severity level, const QString &category, const QString &message,
               const QJsonObject &fields = {});
    void setLevel(Severity atLeast) { m_atLeast.store(atLeast); }
    [[nodiscard]] bool isEnabled(Severity level) const { return level >= m_atLeast.load(); }

    /// Routes qDebug(), qCWarning() and the rest here; one logger of a process at a time.
    void takeQtMessages();

    /// One write(2) to descriptor 2 per line.
    static void toStandardError(const QByteArray &line);

private:
    const Clock &m_clock;
    const Sink m_sink;
    std::atomic<Severity> m_atLeast;
    std::mutex m_mutex;
};

} // namespace tokendesk
