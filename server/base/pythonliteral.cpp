// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/base/pythonliteral.h"

#include <QRegularExpression>

#include <array>
#include <cmath>
#include <optional>

namespace tokendesk {
namespace {

using Type = PythonValue::Type;

constexpr qsizetype kLongest = 1'048'576;
constexpr int kDeepest = 20;

/// Seconds of the arguments of timedelta(), in the order in which they may be given without a name.
constexpr std::array<std::pair<const char *, double>, 7> kUnits = {{{"days", 86'400},
                                                                    {"seconds", 1},
                                                                    {"microseconds", 1e-6},
                                                                    {"milliseconds", 1e-3},
                                                                    {"minutes", 60},
                                                                    {"hours", 3'600},
                                                                    {"weeks", 604'800}}};

bool isNameStart(QChar c) { return c.isLetter() || c == u'_'; }
bool isNamePart(QChar c) { return c.isLetterOrNumber() || c == u'_'; }

/// Recursive descent over the text; each function leaves the position behind what it read.
class Parser
{
public:
    explicit Parser(const QString &text, qsizetype from) : m_text(text), m_at(from) { }

    Result<PythonValue> expression()
    {
        const Depth depth(m_depth);
        if (m_depth > kDeepest)
            return refuse("is nested too deeply");
        skipBlanks();
        const qsizetype begin = m_at;
        const int line = lineOf(begin);
        TRY_ASSIGN(PythonValue value, product());
        while (peek() == u'+' || peek() == u'-') {
            const bool isSum = take() == u'+';
            TRY_ASSIGN(const PythonValue other, product());
            value = isSum ? sum(value, other, 1) : sum(value, other, -1);
        }
        // What goes on is an operator that is not known here: "if", "or", "%", a comparison.
        if (!atEnd()) {
            value = PythonValue();
            value.type = Type::Unknown;
            TRY(skipRest());
        }
        value.source = m_text.mid(begin, m_at - begin).trimmed();
        value.line = line;
        return value;
    }

private:
    struct Depth
    {
        explicit Depth(int &depth) : level(depth) { ++level; }
        ~Depth() { --level; }
        Depth(const Depth &) = delete;
        Depth &operator=(const Depth &) = delete;
        int &level;
    };

    [[nodiscard]] int lineOf(qsizetype position) const
    {
        return static_cast<int>(QStringView(m_text).first(position).count(u'\n')) + 1;
    }
    [[nodiscard]] tl::unexpected<Error> refuse(const char *what) const
    {
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("Line %1 %2.").arg(lineOf(m_at)).arg(QLatin1String(what)));
    }

    void skipBlanks()
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
    QChar peek()
    {
        skipBlanks();
        return m_at < m_text.size() ? m_text[m_at] : QChar();
    }
    QChar take() { return m_text[m_at++]; }
    bool takeIf(QChar wanted)
    {
        if (peek() != wanted)
            return false;
        ++m_at;
        return true;
    }
    /// Whether what comes next ends a value inside of brackets.
    bool atEnd()
    {
        const QChar next = peek();
        return next.isNull() || next == u',' || next == u':' || next == u')' || next == u']'
               || next == u'}' || m_depth == 1;
    }

    /// Goes on to the end of the value, over brackets and strings.
    Result<void> skipRest()
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

    static PythonValue unknown()
    {
        PythonValue value;
        value.type = Type::Unknown;
        return value;
    }

    static PythonValue sum(const PythonValue &a, const PythonValue &b, int sign)
    {
        const bool isNumber = a.type == Type::Number || a.type == Type::Duration;
        if (!isNumber || a.type != b.type)
            return unknown();
        PythonValue value = a;
        value.number += sign * b.number;
        return value;
    }

    Result<PythonValue> product()
    {
        TRY_ASSIGN(PythonValue value, term());
        while (peek() == u'*' && m_at + 1 < m_text.size() && m_text[m_at + 1] != u'*') {
            ++m_at;
            TRY_ASSIGN(const PythonValue other, term());
            const bool numbers = value.type == Type::Number && other.type == Type::Number;
            const bool scaled = (value.type == Type::Duration && other.type == Type::Number)
                                || (value.type == Type::Number && other.type == Type::Duration);
            if (!numbers && !scaled) {
                value = unknown();
                continue;
            }
            value.number *= other.number;
            value.type = numbers ? Type::Number : Type::Duration;
        }
        return value;
    }

    Result<PythonValue> term()
    {
        const QChar next = peek();
        if (next == u'-' || next == u'+') {
            ++m_at;
            TRY_ASSIGN(PythonValue value, term());
            if (value.type != Type::Number && value.type != Type::Duration)
                return unknown();
            if (next == u'-')
                value.number = -value.number;
            return value;
        }
        if (next == u'{')
            return dictionary();
        if (next == u'[')
            return list(u']');
        if (next == u'(')
            return list(u')');
        if (next == u'\'' || next == u'"')
            return strings();
        if (next.isDigit() || next == u'.')
            return number();
        if (isNameStart(next))
            return name();
        return refuse("holds something that is no value");
    }

    Result<PythonValue> number()
    {
        static const QRegularExpression kNumber(
            QStringLiteral("\\G(?:\\d[\\d_]*)?(?:\\.\\d*)?(?:[eE][+-]?\\d+)?"));
        const auto match = kNumber.match(m_text, m_at);
        QString text = match.captured();
        m_at += text.size();
        bool ok = false;
        PythonValue value;
        value.type = Type::Number;
        value.number = text.remove(u'_').toDouble(&ok);
        if (!ok || !std::isfinite(value.number))
            return refuse("holds a number that cannot be read");
        return value;
    }

    /// One string with its quotes; the position is at the first of them.
    Result<QString> stringToken(bool isRaw = false)
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

    Result<void> escape(QString &found)
    {
        const QChar c = take();
        static const QString kNames = QStringLiteral("ntr0\\'\"\n");
        static const QString kValues =
            QStringLiteral("\n\t\r") + QChar(0) + QStringLiteral("\\'\"");
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

    /// Strings that stand side by side are one.
    Result<PythonValue> strings(const QString &prefix = {})
    {
        PythonValue value;
        value.type = Type::String;
        TRY_ASSIGN(value.string, stringToken(prefix.contains(u'r', Qt::CaseInsensitive)));
        while (peek() == u'\'' || peek() == u'"') {
            TRY_ASSIGN(const QString more, stringToken());
            value.string += more;
        }
        if (prefix.contains(u'f', Qt::CaseInsensitive)
            || prefix.contains(u'b', Qt::CaseInsensitive))
            value.type = Type::Unknown;
        return value;
    }

    Result<PythonValue> name()
    {
        const qsizetype begin = m_at;
        while (m_at < m_text.size() && isNamePart(m_text[m_at]))
            ++m_at;
        QString word = m_text.mid(begin, m_at - begin);
        if (word.size() <= 2 && m_at < m_text.size()
            && (m_text[m_at] == u'\'' || m_text[m_at] == u'"'))
            return strings(word);
        while (m_at + 1 < m_text.size() && m_text[m_at] == u'.' && isNameStart(m_text[m_at + 1])) {
            ++m_at;
            const qsizetype part = m_at;
            while (m_at < m_text.size() && isNamePart(m_text[m_at]))
                ++m_at;
            word = m_text.mid(part, m_at - part);
        }
        const bool isPlain = m_at - begin == word.size();
        if (word == u"timedelta" && peek() == u'(')
            return duration();
        PythonValue value;
        if (isPlain && (word == u"True" || word == u"False")) {
            value.type = Type::Boolean;
            value.boolean = word == u"True";
            return value;
        }
        if (isPlain && word == u"None")
            return value;
        value.type = Type::Unknown;
        while (peek() == u'(' || peek() == u'[' || peek() == u'.') {
            if (take() == u'.')
                continue;
            --m_at;
            TRY(skipBrackets());
        }
        while (m_at < m_text.size() && isNamePart(m_text[m_at])) // of a call on what was called
            ++m_at;
        return value;
    }

    Result<void> skipBrackets()
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

    /// The arguments of timedelta().
    Result<PythonValue> duration()
    {
        ++m_at;
        PythonValue value;
        value.type = Type::Duration;
        bool isKnown = true;
        for (std::size_t position = 0; peek() != u')'; ++position) {
            const std::optional<QString> keyword = argumentName();
            TRY_ASSIGN(const PythonValue amount, expression());
            std::optional<double> unit;
            for (std::size_t i = 0; i < kUnits.size(); ++i) {
                if (keyword ? *keyword == QLatin1String(kUnits[i].first) : i == position)
                    unit = kUnits[i].second;
            }
            if (!unit)
                return refuse("gives timedelta an argument that it does not have");
            isKnown = isKnown && amount.type == Type::Number;
            value.number += amount.number * *unit;
            if (!takeIf(u',') && peek() != u')')
                return refuse("ends within timedelta");
        }
        ++m_at;
        return isKnown ? value : unknown();
    }

    std::optional<QString> argumentName()
    {
        skipBlanks();
        static const QRegularExpression kKeyword(QStringLiteral("\\G([A-Za-z_]\\w*)\\s*=(?!=)"));
        const auto match = kKeyword.match(m_text, m_at);
        if (!match.hasMatch())
            return {};
        m_at += match.capturedLength();
        return match.captured(1);
    }

    Result<PythonValue> list(QChar end)
    {
        ++m_at;
        PythonValue value;
        value.type = Type::List;
        bool hasComma = false;
        while (peek() != end) {
            TRY_ASSIGN(PythonValue item, expression());
            value.items.push_back(std::move(item));
            if (takeIf(u','))
                hasComma = true;
            else if (peek() != end)
                return refuse("ends within a list");
        }
        ++m_at;
        // Brackets around one value are only brackets.
        if (end == u')' && value.items.size() == 1 && !hasComma)
            return PythonValue(value.items.front());
        return value;
    }

    Result<PythonValue> dictionary()
    {
        ++m_at;
        PythonValue value;
        value.type = Type::Dictionary;
        while (peek() != u'}') {
            if (peek() == u'*') { // another dictionary, unpacked
                TRY(skipRest());
                PythonValue all = unknown();
                value.members.emplace_back(all, all);
            } else {
                TRY_ASSIGN(PythonValue key, expression());
                if (!takeIf(u':'))
                    return refuse("has no : after a key");
                TRY_ASSIGN(PythonValue member, expression());
                value.members.emplace_back(std::move(key), std::move(member));
            }
            if (!takeIf(u',') && peek() != u'}')
                return refuse("ends within a dictionary");
        }
        ++m_at;
        return value;
    }

    const QString &m_text;
    qsizetype m_at;
    int m_depth = 0;
};

} // namespace

Result<PythonValue> readPythonDictionary(const QString &text, const QString &name)
{
    if (text.size() > kLongest)
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("More than %1 characters.").arg(kLongest));
    const QRegularExpression assignment(QStringLiteral("^[ \\t]*%1\\s*(?::[^=\\n]*)?=\\s*(?=\\{)")
                                            .arg(QRegularExpression::escape(name)),
                                        QRegularExpression::MultilineOption);
    const auto match = assignment.match(text);
    qsizetype from = match.capturedEnd();
    if (!match.hasMatch()) {
        static const QRegularExpression kBlanks(QStringLiteral("\\A(?:\\s|#[^\\n]*)*"));
        from = kBlanks.match(text).capturedEnd();
        if (from >= text.size() || text[from] != u'{')
            return fail(ErrorCode::InvalidArgument,
                        QStringLiteral("There is no %1 = {…} in it.").arg(name));
    }
    return Parser(text, from).expression();
}

} // namespace tokendesk
