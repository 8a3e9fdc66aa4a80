// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/base/pythonliteral.h"

#include "server/base/pythontext.h"

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

/// Recursive descent over the text; each function leaves the position behind what it read.
class Parser : private PythonText
{
public:
    using PythonText::PythonText;

    Result<PythonValue> expression()
    {
        const Depth depth(m_depth);
        if (m_depth > kDeepest)
            return refuse("is nested too deeply");
        skipBlanks();
        const qsizetype begin = position();
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
        value.source = from(begin).trimmed();
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

    /// Whether what comes next ends a value inside of brackets.
    bool atEnd()
    {
        const QChar next = peek();
        return next.isNull() || next == u',' || next == u':' || next == u')' || next == u']'
               || next == u'}' || m_depth == 1;
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
        while (peek() == u'*' && !at(1).isNull() && at(1) != u'*') {
            skip();
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
            skip();
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
        QString text = takeMatch(kNumber).captured();
        bool ok = false;
        PythonValue value;
        value.type = Type::Number;
        value.number = text.remove(u'_').toDouble(&ok);
        if (!ok || !std::isfinite(value.number))
            return refuse("holds a number that cannot be read");
        return value;
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
        QString word = takeWord();
        if (word.size() <= 2 && (at() == u'\'' || at() == u'"'))
            return strings(word);
        bool isPlain = true;
        while (at() == u'.' && isNameStart(at(1))) {
            skip();
            word = takeWord();
            isPlain = false;
        }
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
            if (at() == u'.') {
                skip();
                continue;
            }
            TRY(skipBrackets());
        }
        takeWord(); // of a call on what was called
        return value;
    }

    /// The arguments of timedelta().
    Result<PythonValue> duration()
    {
        skip();
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
        skip();
        return isKnown ? value : unknown();
    }

    std::optional<QString> argumentName()
    {
        skipBlanks();
        static const QRegularExpression kKeyword(QStringLiteral("\\G([A-Za-z_]\\w*)\\s*=(?!=)"));
        const auto match = takeMatch(kKeyword);
        return match.hasMatch() ? std::optional(match.captured(1)) : std::nullopt;
    }

    Result<PythonValue> list(QChar end)
    {
        skip();
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
        skip();
        // Brackets around one value are only brackets.
        if (end == u')' && value.items.size() == 1 && !hasComma)
            return PythonValue(value.items.front());
        return value;
    }

    Result<PythonValue> dictionary()
    {
        skip();
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
        skip();
        return value;
    }

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
