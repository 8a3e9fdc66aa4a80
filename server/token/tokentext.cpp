// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/token/tokentext.h"

#include "server/base/json.h"
#include "server/token/base64url.h"

#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

namespace tokendesk::token {
namespace {

/// Characters of compact tokens, and those of plain base64, which must stay for the decoder to
/// complain of.
bool isSegmentChar(QChar c)
{
    const char16_t u = c.unicode();
    return (u >= u'A' && u <= u'Z') || (u >= u'a' && u <= u'z') || (u >= u'0' && u <= u'9')
           || u == u'-' || u == u'_' || u == u'+' || u == u'/' || u == u'=';
}

bool isTokenChar(QChar c) { return isSegmentChar(c) || c == u'.'; }

/// Characters that some programs put into copied text and nobody sees.
bool isInvisible(QChar c)
{
    const char16_t u = c.unicode();
    return u == 0xFEFF || u == 0x200B || u == 0x200C || u == 0x200D || u == 0x2060 || u == 0x00AD;
}

std::optional<QString> stringMember(QStringView segment, QByteArrayView name)
{
    const std::optional<QByteArray> json = fromBase64Url(segment.toLatin1());
    JsonText text;
    if (!json || !text.scan(*json) || !text.isObject())
        return {};
    const JsonMember *member = text.find(name);
    if (member == nullptr || member->type != JsonType::String)
        return {};
    return jsonToString(member->raw);
}

/// Whether \a size is the length of a whole signature by \a algorithm. Source: RFC 7518
/// section 3.1.
bool isSignatureLength(const QString &algorithm, qsizetype size)
{
    if (algorithm == QLatin1String("none"))
        return size == 0;
    if (algorithm.startsWith(QLatin1String("HS"))) {
        const QStringView bits = QStringView(algorithm).mid(2);
        return size == (bits == u"256" ? 43 : bits == u"384" ? 64 : 86);
    }
    if (algorithm.startsWith(QLatin1String("ES")))
        return size == 86 || size == 128 || size == 176;
    if (algorithm == QLatin1String("EdDSA"))
        return size == 86 || size == 152;
    return size == 171 || size == 342 || size == 512 || size == 683;
}

/// Walks along one token that starts at a given place, over line breaks that were put into it.
class TokenWalk
{
public:
    /// \a pureFrom: from here to the end there are token characters and white space only.
    TokenWalk(const QString &text, qsizetype start, qsizetype pureFrom)
        : m_text(text), m_pureFrom(pureFrom), m_at(start)
    {
        takeRun();
        while (m_at < m_text.size() && m_text[m_at].isSpace() && join()) { }
        // The full stop of a sentence that ends with a token.
        if (m_dots.size() == 3 && m_token.endsWith(u'.')) {
            m_token.chop(1);
            m_dots.removeLast();
        }
    }

    [[nodiscard]] const QString &token() const { return m_token; }
    [[nodiscard]] qsizetype end() const { return m_at; }
    [[nodiscard]] bool isToken() const
    {
        return m_dots.size() >= 2 && m_dots[0] > 0 && m_dots[1] > m_dots[0] + 1;
    }
    [[nodiscard]] bool joinedLines() const { return m_joinedLines; }
    [[nodiscard]] bool joinedWords() const { return m_joinedWords; }

private:
    void takeRun()
    {
        for (; m_at < m_text.size() && isTokenChar(m_text[m_at]); ++m_at) {
            if (m_text[m_at] == u'.')
                m_dots.append(m_token.size());
            m_token.append(m_text[m_at]);
        }
    }

    bool isComplete()
    {
        if (m_dots.size() != 2)
            return m_dots.size() > 2;
        if (!m_headerRead) {
            m_headerRead = true;
            m_algorithm = stringMember(QStringView(m_token).left(m_dots[0]), "alg");
        }
        return m_algorithm && isSignatureLength(*m_algorithm, m_token.size() - m_dots[1] - 1);
    }

    /// Goes on behind white space if what follows can only be the rest of the token.
    bool join()
    {
        if (isComplete())
            return false;
        qsizetype next = m_at;
        bool newLine = false;
        // The marks of a quoted mail count as part of the line break.
        while (next < m_text.size()
               && (m_text[next].isSpace() || (newLine && m_text[next] == u'>'))) {
            newLine = newLine || m_text[next] == u'\n' || m_text[next] == u'\r';
            ++next;
        }
        if (next >= m_text.size() || !isTokenChar(m_text[next]) || startsToken(next))
            return false;
        if (newLine ? !lineIsPure(next) : next < m_pureFrom)
            return false;
        (newLine ? m_joinedLines : m_joinedWords) = true;
        m_at = next;
        takeRun();
        return true;
    }

    [[nodiscard]] bool startsToken(qsizetype at) const
    {
        // The payload of a token that was broken at a dot starts like a token, too.
        return m_dots.size() >= 2 && QStringView(m_text).mid(at).startsWith(u"eyJ");
    }

    /// Whether the line has nothing but token characters, closing marks apart.
    [[nodiscard]] bool lineIsPure(qsizetype at) const
    {
        while (at < m_text.size() && isTokenChar(m_text[at]))
            ++at;
        static constexpr QStringView kClosing = u"\"'`,;)}]\\ \t\r";
        while (at < m_text.size() && kClosing.contains(m_text[at]))
            ++at;
        return at == m_text.size() || m_text[at] == u'\n';
    }

    const QString &m_text;
    qsizetype m_pureFrom;
    qsizetype m_at;
    QString m_token;
    QList<qsizetype> m_dots;
    std::optional<QString> m_algorithm;
    bool m_headerRead = false;
    bool m_joinedLines = false;
    bool m_joinedWords = false;
};

/// The kind a name stands for: "access_token", "refresh" …
QString kindOfName(const QString &name)
{
    const QString lower = name.toLower();
    for (const char *kind : {"refresh", "access", "sliding"}) {
        if (lower.contains(QLatin1String(kind)))
            return QLatin1String(kind);
    }
    return lower == QLatin1String("id_token") ? QStringLiteral("id") : QString();
}

/// What the token says it is, else what the name in front of it says.
QString kindOf(const QString &token, const QString &text, qsizetype start)
{
    const qsizetype firstDot = token.indexOf(u'.');
    const qsizetype secondDot = token.indexOf(u'.', firstDot + 1);
    const QStringView payload = QStringView(token).mid(firstDot + 1, secondDot - firstDot - 1);
    if (const auto type = stringMember(payload, "token_type")) {
        if (*type == QLatin1String("access") || *type == QLatin1String("refresh")
            || *type == QLatin1String("sliding"))
            return *type;
    }
    static const QRegularExpression kNameInFront(
        QStringLiteral("([A-Za-z_-]{2,40})\\\\?[\"']?\\s*[:=]\\s*\\\\?[\"']?$"));
    const QString before =
        text.mid(std::max<qsizetype>(0, start - 64), std::min<qsizetype>(start, 64));
    const QRegularExpressionMatch match = kNameInFront.match(before);
    return match.hasMatch() ? kindOfName(match.captured(1)) : QString();
}

/// Decodes URL-encoding that hides a token's surroundings or its dots; twice at most.
bool decodePercent(QString &text)
{
    static const QRegularExpression kTelling(
        QStringLiteral("%(?:25)?(?:2E|22|20|3D|7B|3A|2B|2F|0A|0D)"),
        QRegularExpression::CaseInsensitiveOption);
    bool decoded = false;
    for (int i = 0; i < 2 && text.contains(kTelling); ++i) {
        text = QUrl::fromPercentEncoding(text.toUtf8());
        decoded = true;
    }
    return decoded;
}

/// Names what stood around the tokens, in the order in which people think of it.
QStringList surroundings(const QString &rest, bool anything)
{
    QStringList parts;
    const auto has = [&rest](const char *pattern) {
        return rest.contains(
            QRegularExpression(QLatin1String(pattern), QRegularExpression::CaseInsensitiveOption
                                                           | QRegularExpression::MultilineOption));
    };
    if (has("^\\W*curl(\\.exe)?\\s"))
        parts.append(QStringLiteral("a curl command"));
    else if (has("authorization\\\\?[\"']?\\s*[:=]"))
        parts.append(QStringLiteral("an Authorization header"));
    else if (has("^\\W*(?:set-)?cookie\\s*:"))
        parts.append(QStringLiteral("a cookie"));
    else if (has("^\\s*\\{"))
        parts.append(QStringLiteral("a JSON document"));
    else if (has("^\\W*https?://"))
        parts.append(QStringLiteral("an address"));
    else if (has("\\b(?:Bearer|JWT|Token)\\s*$"))
        parts.append(QStringLiteral("the word in front of the token"));
    else if (has("[A-Za-z0-9]"))
        parts.append(QStringLiteral("text around the token"));
    else if (has("[\"'`]"))
        parts.append(QStringLiteral("quotes"));
    else if (anything)
        parts.append(QStringLiteral("white space or punctuation"));
    return parts;
}

/// Finds the tokens of one text and what else is in it.
class Finder
{
public:
    explicit Finder(QString text) : m_text(std::move(text)) { }

    ExtractedTokens run()
    {
        const qsizetype before = m_text.size();
        m_text.removeIf(isInvisible);
        m_invisible = m_text.size() != before;
        m_percent = decodePercent(m_text);
        search();
        if (m_found.tokens.empty())
            takeSingleWord();
        if (!m_found.tokens.empty())
            describe();
        return std::move(m_found);
    }

private:
    void search()
    {
        qsizetype pureFrom = m_text.size();
        while (pureFrom > 0
               && (isTokenChar(m_text[pureFrom - 1]) || m_text[pureFrom - 1].isSpace()))
            --pureFrom;
        qsizetype from = 0;
        for (qsizetype at = 0; (at = m_text.indexOf(QLatin1String("ey"), at)) >= 0;) {
            if (at > from && isSegmentChar(m_text[at - 1]) && m_text[at - 1] != u'='
                && m_text[at - 1] != u'/') {
                ++at;
                continue;
            }
            TokenWalk walk(m_text, at, pureFrom);
            if (walk.isToken() && m_found.tokens.size() < kMaximumPastedTokens) {
                m_rest += QStringView(m_text).mid(from, at - from);
                take(walk, at);
                from = walk.end();
            }
            at = std::max(walk.end(), at + 1);
        }
        m_rest += QStringView(m_text).mid(from);
    }

    void take(const TokenWalk &walk, qsizetype start)
    {
        m_lines = m_lines || walk.joinedLines();
        m_words = m_words || walk.joinedWords();
        QString token = walk.token();
        // A path of an address may go on behind the token.
        if (start > 0 && m_text[start - 1] == u'/' && token.endsWith(u'/'))
            token.chop(1);
        const auto same = [&token](const ExtractedToken &other) { return other.text == token; };
        if (std::none_of(m_found.tokens.cbegin(), m_found.tokens.cend(), same))
            m_found.tokens.push_back({token, kindOf(token, m_text, start)});
    }

    /// Without anything that looks like a token, one word is taken for a damaged one.
    void takeSingleWord()
    {
        static const QRegularExpression kPrefix(
            QStringLiteral(
                "^[\\s\"'`]*(?:authorization\\s*:\\s*)?(?:(?:bearer|jwt|token)\\s+)?[\\s\"'`]*"),
            QRegularExpression::CaseInsensitiveOption);
        QString word = m_text;
        word.remove(kPrefix);
        static const QRegularExpression kEnd(QStringLiteral("[\\s\"'`,;]+$"));
        word.remove(kEnd);
        if (word.isEmpty()) {
            if (!m_text.trimmed().isEmpty())
                m_found.problem = QStringLiteral("There is no token in this text.");
            return;
        }
        static const QRegularExpression kSpace(QStringLiteral("\\s"));
        const bool dotted = word.count(u'.') >= 2 && !word.contains(u' ');
        if (word.contains(kSpace) && !dotted) {
            m_found.problem = QStringLiteral("There is no token in this text: a token is one word "
                                             "of three parts with dots between.");
            return;
        }
        m_lines = word.contains(kSpace);
        word.remove(kSpace);
        m_rest = m_text;
        m_rest.remove(word);
        m_found.tokens.push_back({word, {}});
    }

    void describe()
    {
        QStringList parts = surroundings(m_rest, !m_rest.trimmed().isEmpty());
        if (m_lines)
            parts.append(QStringLiteral("line breaks inside the token"));
        if (m_words)
            parts.append(QStringLiteral("blanks inside the token"));
        if (m_percent)
            parts.append(QStringLiteral("URL-encoding"));
        if (m_invisible)
            parts.append(QStringLiteral("invisible characters"));
        if (!parts.isEmpty())
            m_found.stripped = QStringLiteral("Removed: %1.").arg(parts.join(QLatin1String(", ")));
        m_found.removed = std::move(parts);
    }

    QString m_text;
    QString m_rest;
    ExtractedTokens m_found;
    bool m_lines = false;
    bool m_words = false;
    bool m_percent = false;
    bool m_invisible = false;
};

} // namespace

ExtractedTokens extractTokens(const QString &pasted)
{
    if (pasted.size() > kMaximumPastedLength) {
        ExtractedTokens tooLong;
        tooLong.problem = QStringLiteral("The text is longer than 1 MiB. Paste the token alone.");
        return tooLong;
    }
    return Finder(pasted).run();
}

} // namespace tokendesk::token
