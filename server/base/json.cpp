// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/base/json.h"
#include "server/base/jsonhex.h"
#include "server/base/jsonplain.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace tokendesk {
namespace {

bool isDigit(char c) { return c >= '0' && c <= '9'; }

/// Length of the valid UTF-8 sequence of two bytes or more at \a at, or 0. Source: RFC 3629
/// section 4.
int utf8Length(const char *at, const char *end)
{
    const auto byte = [at](int i) { return static_cast<unsigned char>(at[i]); };
    const auto continues = [&](int i) { return (byte(i) & 0xc0U) == 0x80U; };
    const unsigned lead = byte(0);
    const auto left = end - at;
    if (lead >= 0xc2 && lead <= 0xdf)
        return left >= 2 && continues(1) ? 2 : 0;
    if (lead >= 0xe0 && lead <= 0xef) {
        if (left < 3 || !continues(1) || !continues(2))
            return 0;
        const bool overlong = lead == 0xe0 && byte(1) < 0xa0;
        const bool surrogate = lead == 0xed && byte(1) > 0x9f;
        return overlong || surrogate ? 0 : 3;
    }
    if (lead >= 0xf0 && lead <= 0xf4) {
        if (left < 4 || !continues(1) || !continues(2) || !continues(3))
            return 0;
        const bool overlong = lead == 0xf0 && byte(1) < 0x90;
        const bool tooLarge = lead == 0xf4 && byte(1) > 0x8f;
        return overlong || tooLarge ? 0 : 4;
    }
    return 0;
}

} // namespace

class JsonScanner
{
    static constexpr std::size_t kUsualNames = 16;

public:
    JsonScanner(JsonText &result, QByteArrayView text, const JsonRules &rules)
        : m_result(result), m_begin(text.data()), m_at(text.data()),
          m_end(text.data() + text.size()), m_rules(rules)
    {
    }

    bool run()
    {
        skipBlanks();
        const char *start = m_at;
        JsonType type{};
        if (!value(type, 0))
            return false;
        m_result.m_type = type;
        m_result.m_raw = QByteArrayView(start, m_at - start);
        skipBlanks();
        return m_at == m_end || failed("Extra data");
    }

private:
    bool failed(const char *why)
    {
        if (*m_result.m_errorText == '\0') {
            m_result.m_errorText = why;
            m_result.m_errorOffset = m_at - m_begin;
        }
        return false;
    }

    void skipBlanks()
    {
        while (m_at < m_end && (*m_at == ' ' || *m_at == '\t' || *m_at == '\n' || *m_at == '\r'))
            ++m_at;
    }

    bool value(JsonType &type, int depth)
    {
        if (m_at == m_end)
            return failed("Expecting value");
        switch (*m_at) {
        case '{':
            type = JsonType::Object;
            return object(depth + 1);
        case '[':
            type = JsonType::Array;
            return array(depth + 1);
        case '"':
            type = JsonType::String;
            return string();
        case 't':
            type = JsonType::Boolean;
            return word("true");
        case 'f':
            type = JsonType::Boolean;
            return word("false");
        case 'n':
            type = JsonType::Null;
            return word("null");
        default:
            type = JsonType::Number;
            return number();
        }
    }

    bool word(QByteArrayView expected)
    {
        if (!QByteArrayView(m_at, m_end - m_at).startsWith(expected))
            return failed("Expecting value");
        m_at += expected.size();
        return true;
    }

    bool digits()
    {
        if (m_at == m_end || !isDigit(*m_at))
            return failed("Expecting value");
        while (m_at < m_end && isDigit(*m_at))
            ++m_at;
        return true;
    }

    bool number()
    {
        if (m_at < m_end && *m_at == '-')
            ++m_at;
        if (m_at < m_end && *m_at == '0')
            ++m_at;
        else if (!digits())
            return false;
        if (m_at < m_end && *m_at == '.') {
            ++m_at;
            if (!digits())
                return false;
        }
        if (m_at < m_end && (*m_at == 'e' || *m_at == 'E')) {
            ++m_at;
            if (m_at < m_end && (*m_at == '+' || *m_at == '-'))
                ++m_at;
            if (!digits())
                return false;
        }
        return true;
    }

    bool string()
    {
        ++m_at;
        while (m_at < m_end) {
            m_at = skipPlainJson(m_at, m_end);
            if (m_at == m_end)
                break;
            const auto byte = static_cast<unsigned char>(*m_at);
            if (byte == '"') {
                ++m_at;
                return true;
            }
            if (byte < 0x20)
                return failed("Invalid control character at");
            if (byte == '\\') {
                if (!escape())
                    return false;
            } else if (byte < 0x80) {
                ++m_at;
            } else {
                const int length = utf8Length(m_at, m_end);
                if (length == 0)
                    return failed("Invalid UTF-8 at");
                m_at += length;
            }
        }
        return failed("Unterminated string starting at");
    }

    bool escape()
    {
        if (m_end - m_at < 2)
            return failed("Unterminated string starting at");
        const char kind = m_at[1];
        if (kind != 'u') {
            if (!QByteArrayView("\"\\/bfnrt").contains(kind))
                return failed("Invalid \\escape");
            m_at += 2;
            return true;
        }
        const int unit = unitHere();
        if (unit < 0)
            return failed("Invalid \\uXXXX escape");
        const bool high = unit >= 0xd800 && unit <= 0xdbff;
        const bool low = unit >= 0xdc00 && unit <= 0xdfff;
        if (m_rules.pairedSurrogates && low)
            return failed("Unpaired surrogate at");
        m_at += 6;
        if (m_rules.pairedSurrogates && high) {
            const int second = unitHere();
            if (second < 0xdc00 || second > 0xdfff)
                return failed("Unpaired surrogate at");
            m_at += 6;
        }
        return true;
    }

    /// The unit of a `\uXXXX` here, or -1.
    int unitHere() const
    {
        return m_end - m_at >= 6 && m_at[0] == '\\' && m_at[1] == 'u' ? jsonHexUnit(m_at + 2) : -1;
    }

    bool array(int depth)
    {
        if (depth > m_rules.depth)
            return failed("Nested too deep");
        ++m_at;
        skipBlanks();
        if (m_at < m_end && *m_at == ']') {
            ++m_at;
            return true;
        }
        for (;;) {
            skipBlanks();
            JsonType type{};
            if (!value(type, depth))
                return false;
            skipBlanks();
            if (m_at == m_end)
                return failed("Expecting ',' delimiter");
            if (*m_at == ']') {
                ++m_at;
                return true;
            }
            if (*m_at != ',')
                return failed("Expecting ',' delimiter");
            ++m_at;
        }
    }

    bool object(int depth)
    {
        if (depth > m_rules.depth)
            return failed("Nested too deep");
        const std::size_t firstName = m_names.size();
        ++m_at;
        skipBlanks();
        if (m_at < m_end && *m_at == '}') {
            ++m_at;
            return true;
        }
        for (;;) {
            if (!member(depth))
                return false;
            if (m_at == m_end)
                return failed("Expecting ',' delimiter");
            if (*m_at == '}')
                break;
            if (*m_at != ',')
                return failed("Expecting ',' delimiter");
            ++m_at;
        }
        if (m_rules.uniqueNames && hasDuplicates(firstName))
            return failed("Duplicate name in the object that ends at");
        ++m_at;
        m_names.resize(firstName);
        return true;
    }

    bool member(int depth)
    {
        skipBlanks();
        if (m_at == m_end || *m_at != '"')
            return failed("Expecting property name enclosed in double quotes");
        const char *start = m_at;
        if (!string())
            return false;
        const QByteArrayView name = plain(QByteArrayView(start, m_at - start));
        skipBlanks();
        if (m_at == m_end || *m_at != ':')
            return failed("Expecting ':' delimiter");
        ++m_at;
        skipBlanks();
        const char *valueStart = m_at;
        JsonType type{};
        if (m_rules.uniqueNames) {
            if (m_names.capacity() == 0)
                m_names.reserve(kUsualNames);
            m_names.push_back(name);
        }
        if (!value(type, depth))
            return false;
        if (depth == 1)
            m_result.m_members.push_back(
                {name, type, QByteArrayView(valueStart, m_at - valueStart)});
        skipBlanks();
        return true;
    }

    QByteArrayView plain(QByteArrayView quoted)
    {
        if (!quoted.contains('\\'))
            return quoted.sliced(1, quoted.size() - 2);
        return m_result.m_unescaped.emplace_back(jsonToUtf8(quoted));
    }

    bool hasDuplicates(std::size_t first)
    {
        const auto begin = m_names.begin() + static_cast<std::ptrdiff_t>(first);
        constexpr std::ptrdiff_t kFew = 12; // below this, comparing each with each beats sorting
        if (m_names.end() - begin <= kFew) {
            for (auto name = begin; name != m_names.end(); ++name) {
                if (std::find(name + 1, m_names.end(), *name) != m_names.end())
                    return true;
            }
            return false;
        }
        std::sort(begin, m_names.end());
        return std::adjacent_find(begin, m_names.end()) != m_names.end();
    }

    JsonText &m_result;
    const char *m_begin;
    const char *m_at;
    const char *m_end;
    const JsonRules &m_rules;
    std::vector<QByteArrayView> m_names; ///< of the objects that are open, innermost last
};

void JsonText::clear()
{
    m_type = JsonType::Null;
    m_raw = {};
    m_members.clear();
    m_unescaped.clear();
    m_errorOffset = 0;
    m_errorText = "";
}

bool JsonText::scan(QByteArrayView text, const JsonRules &rules)
{
    clear();
    return JsonScanner(*this, text, rules).run();
}

const JsonMember *JsonText::find(QByteArrayView name) const
{
    const auto found = std::find_if(m_members.rbegin(), m_members.rend(),
                                    [name](const JsonMember &m) { return m.name == name; });
    return found == m_members.rend() ? nullptr : &*found;
}

} // namespace tokendesk
