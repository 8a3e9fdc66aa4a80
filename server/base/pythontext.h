// SPDX-License-Identifier: GPL-3.0-or-later
// Private to the readers of Python: the text and the position in it, with what lies below values.
#pragma once

#include "server/base/result.h"

#include <QRegularExpression>
#include <QString>

namespace tokendesk {

[[nodiscard]] inline bool isNameStart(QChar c) { return c.isLetter() || c == u'_'; }
[[nodiscard]] inline bool isNamePart(QChar c) { return c.isLetterOrNumber() || c == u'_'; }

/// Goes through a text of Python, which must outlive it. Blanks are what lies between values:
/// spaces, ends of lines and comments. Errors of all: InvalidArgument, with the line.
class PythonText
{
public:
    PythonText(const QString &text, qsizetype start) : m_text(text), m_at(start) { }

    [[nodiscard]] qsizetype position() const { return m_at; }
    [[nodiscard]] QString from(qsizetype begin) const { return m_text.mid(begin, m_at - begin); }
    [[nodiscard]] int lineOf(qsizetype position) const;
    /// "Line 7 …".
    [[nodiscard]] tl::unexpected<Error> refuse(const char *what) const;

    void skipBlanks();
    /// The next character behind blanks; null at the end.
    QChar peek();
    /// The character at the position, whatever it is; null at the end.
    [[nodiscard]] QChar at(qsizetype offset = 0) const
    {
        return m_at + offset < m_text.size() ? m_text[m_at + offset] : QChar();
    }
    QChar take() { return m_text[m_at++]; }
    void skip(qsizetype count = 1) { m_at += count; }
    bool takeIf(QChar wanted);
    /// Takes letters, digits and underscores.
    QString takeWord();
    /// What \a pattern, which begins with \\G, matches here; takes it.
    QRegularExpressionMatch takeMatch(const QRegularExpression &pattern);

    /// One string with its quotes; the position is at the first of them.
    Result<QString> stringToken(bool isRaw = false);
    /// Goes on to the end of the value, over brackets and strings.
    Result<void> skipRest();
    /// Goes behind the bracket that closes the one at the position.
    Result<void> skipBrackets();

private:
    Result<void> escape(QString &found);

    const QString &m_text;
    qsizetype m_at;
};

} // namespace tokendesk
