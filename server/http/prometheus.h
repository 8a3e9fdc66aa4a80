// SPDX-License-Identifier: GPL-3.0-or-later
// Service: writes the text format of Prometheus.
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <initializer_list>
#include <utility>

namespace tokendesk::http {

/// Builds one exposition, family by family. Names of metrics and labels, and help texts, need no
/// escaping; label values are escaped. Source: Prometheus exposition formats, text format 0.0.4.
class PrometheusText
{
public:
    using Labels = std::initializer_list<std::pair<QByteArrayView, QByteArrayView>>;

    static constexpr char kContentType[] = "text/plain; version=0.0.4; charset=utf-8";

    /// Begins the metric \a name; its samples follow. \a type: counter, gauge, histogram, summary.
    void family(QByteArrayView name, const char *type, QByteArrayView help);
    /// \a suffix: "", or "_bucket", "_sum", "_count" as the type wants it.
    void sample(QByteArrayView suffix, Labels labels, quint64 value);
    void sample(QByteArrayView suffix, Labels labels, double value);
    /// A family of one sample without labels.
    void counter(QByteArrayView name, QByteArrayView help, quint64 value);
    void counter(QByteArrayView name, QByteArrayView help, double value);
    void gauge(QByteArrayView name, QByteArrayView help, double value);

    [[nodiscard]] QByteArray take() { return std::move(m_text); }

private:
    void begin(QByteArrayView suffix, Labels labels);

    QByteArray m_text;
    QByteArray m_name;
};

/// A number as samples and the label `le` want it, as short as it is exact.
[[nodiscard]] QByteArray prometheusNumber(double value);

} // namespace tokendesk::http
