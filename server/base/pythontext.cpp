// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/base/pythontext.h"

namespace tokendesk {

int PythonText::lineOf(qsizetype position) const
{
    return static_cast<int>(QStringView(m_text).first(position).count(u'\n')) + 1;
}
tl::unexpected<Error> PythonText::refuse(const char *what) const
{
    return fail(ErrorCode::InvalidArgument,
                QStringLiteral("Line %1 %2.").arg(lineOf(m_at)).arg(QLatin1String(what)));
}

void PythonText::skipBlanks()
{
    while (m_at < m_text.size()) {
        if (m_text[m_at].isSpace() || m_text[m_at] == u'\\') {
            ++m_at;
        } else if (m_text[m_at] == u'#') {
            while (m_at < m_text.size() && m_text[m_at] != u'\n')
                ++m_at;
        } else {
            break;
        }
    }
}

QChar PythonText::peek()
{
    skipBlanks();
    return m_at < m_text.size() ? m_text[m_at] : QChar();
}

bool PythonText::takeIf(QChar wanted)
{
    if (peek() != wanted)
        return false;
    ++m_at;
    return true;
}

Result<QString> PythonText::stringToken(bool isRaw)
{
    const QChar quote = m_text[m_at];
    const QString triple(3, quote);
    const bool isTriple = QStringView(m_text).sliced(m_at).startsWith(triple);
    m_at += isTriple ? 3 : 1;
    QString found;
    while (m_at < m_text.size()) {
        const QChar c = m_text[m_at];
        if (isTriple ? QStringView(m_text).sliced(m_at).startsWith(triple) : c == quote) {
            m_at += isTriple ? 3 : 1;
            return found;
        }
        if (c == u'\n' && !isTriple)
            break;
        ++m_at;
        if (c != u'\\' || m_at >= m_text.size()) {
            found += c;
            continue;
        }
        if (isRaw) {
            found += c;
            found += take();
            continue;
        }
        TRY(escape(found));
    }
    return refuse("holds a string without an end");
}

Result<void> PythonText::escape(QString &found)
{
    const QChar c = take();
    static const QString kNames = QStringLiteral("ntr0\\'\"\n");
    static const QString kValues = QStringLiteral("\n\t\r") + QChar(0) + QStringLiteral("\\'\"");
    if (const qsizetype at = kNames.indexOf(c); at >= 0) {
        if (c != u'\n') // a line that goes on
            found += kValues[at];
        return {};
    }
    const int digits = c == u'x' ? 2 : c == u'u' ? 4 : c == u'U' ? 8 : 0;
    if (digits == 0) {
        found += u'\\';
        found += c;
        return {};
    }
    bool ok = false;
    const uint code = QStringView(m_text).mid(m_at, digits).toUInt(&ok, 16);
    if (!ok || code > 0x10ffff)
        return refuse("holds a string with an unreadable escape");
    m_at += digits;
    const char32_t character = code;
    found += QString::fromUcs4(&character, 1);
    return {};
}

Result<void> PythonText::skipRest()
{
    int open = 0;
    while (true) {
        const QChar next = peek();
        if (next.isNull())
            return refuse("ends within a value");
        const bool closes = next == u')' || next == u']' || next == u'}';
        if (open == 0 && (closes || next == u',' || next == u':'))
            return {};
        if (next == u'\'' || next == u'"') {
            TRY(stringToken());
            continue;
        }
        open += next == u'(' || next == u'[' || next == u'{' ? 1 : closes ? -1 : 0;
        ++m_at;
    }
}

Result<void> PythonText::skipBrackets()
{
    int open = 0;
    do {
        const QChar next = peek();
        if (next.isNull())
            return refuse("ends within brackets");
        if (next == u'\'' || next == u'"') {
            TRY(stringToken());
            continue;
        }
        open += next == u'(' || next == u'[' || next == u'{'   ? 1
                : next == u')' || next == u']' || next == u'}' ? -1
                                                               : 0;
        ++m_at;
    } while (open > 0);
    return {};
}

QString PythonText::takeWord()
{
    const qsizetype begin = m_at;
    while (m_at < m_text.size() && isNamePart(m_text[m_at]))
        ++m_at;
    return from(begin);
}

QRegularExpressionMatch PythonText::takeMatch(const QRegularExpression &pattern)
{
    QRegularExpressionMatch match = pattern.match(m_text, m_at);
    m_at += match.capturedLength();
    return match;
}

} // namespace tokendesk
