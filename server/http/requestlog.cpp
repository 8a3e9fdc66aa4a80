// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/requestlog.h"

namespace tokendesk::http {
namespace {

Severity severityOf(int status)
{
    if (status >= 500)
        return Severity::Warning;
    return status >= 400 ? Severity::Info : Severity::Debug;
}

} // namespace

void RequestLog::note(const RequestRecord &record)
{
    const Severity severity = severityOf(record.status);
    if (!m_log || !m_log->isEnabled(severity))
        return;
    const Instant now = m_log->clock().now();
    qint64 skipped = 0;
    Budget &budget = severity >= Severity::Warning ? m_failures : m_refusals;
    if (!m_log->isEnabled(Severity::Debug) && !budget.admit(now, skipped))
        return;
    LogLine line(now, severity, "http", "request");
    line.add("request", static_cast<qint64>(record.id))
        .add("method", record.method)
        .add("route", record.route)
        .add("status", qint64{record.status})
        .add("ms", std::chrono::duration<double, std::milli>(record.duration).count(), 3)
        .add("address", record.peer.toString())
        .add("bytes", static_cast<qint64>(record.bytes));
    if (!record.written)
        line.add("answer", QByteArrayView("dropped"));
    if (record.error) {
        line.add("error", QByteArrayView(errorInfo(record.error->code).apiName));
        line.add("why", record.error->message());
    }
    if (skipped > 0)
        line.add("skipped", skipped);
    m_log->writeLine(line.take());
}

bool RequestLog::Budget::admit(Instant now, qint64 &left)
{
    const qint64 current = toEpochSeconds(now);
    qint64 before = second.load(std::memory_order_relaxed);
    if (before != current && second.compare_exchange_strong(before, current)) {
        lines.store(0, std::memory_order_relaxed);
        left = skipped.exchange(0, std::memory_order_relaxed);
    }
    if (lines.fetch_add(1, std::memory_order_relaxed) < kPerSecond)
        return true;
    skipped.fetch_add(1, std::memory_order_relaxed);
    return false;
}

} // namespace tokendesk::http
