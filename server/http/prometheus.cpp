// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/prometheus.h"

#include <QLocale>

namespace tokendesk::http {

QByteArray prometheusNumber(double value)
{
    return QByteArray::number(value, 'f', QLocale::FloatingPointShortest);
}

void PrometheusText::family(QByteArrayView name, const char *type, QByteArrayView help)
{
    m_name = name.toByteArray();
    m_text.append("# HELP ").append(name).append(' ').append(help).append("\n# TYPE ");
    m_text.append(name).append(' ').append(type).append('\n');
}

void PrometheusText::begin(QByteArrayView suffix, Labels labels)
{
    m_text.append(m_name).append(suffix);
    if (labels.size() == 0) {
        m_text.append(' ');
        return;
    }
    char separator = '{';
    for (const auto &[name, value] : labels) {
        m_text.append(separator).append(name).append("=\"");
        for (const char c : value) {
            if (c == '\n')
                m_text.append("\\n");
            else if (c == '"' || c == '\\')
                m_text.append('\\').append(c);
            else
                m_text.append(c);
        }
        m_text.append('"');
        separator = ',';
    }
    m_text.append("} ");
}

void PrometheusText::sample(QByteArrayView suffix, Labels labels, quint64 value)
{
    begin(suffix, labels);
    m_text.append(QByteArray::number(value)).append('\n');
}

void PrometheusText::sample(QByteArrayView suffix, Labels labels, double value)
{
    begin(suffix, labels);
    m_text.append(prometheusNumber(value)).append('\n');
}

void PrometheusText::counter(QByteArrayView name, QByteArrayView help, quint64 value)
{
    family(name, "counter", help);
    sample({}, {}, value);
}

void PrometheusText::counter(QByteArrayView name, QByteArrayView help, double value)
{
    family(name, "counter", help);
    sample({}, {}, value);
}

void PrometheusText::gauge(QByteArrayView name, QByteArrayView help, double value)
{
    family(name, "gauge", help);
    sample({}, {}, value);
}

} // namespace tokendesk::http
