// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/base/csv.h"

#include <QStringDecoder>

#include <algorithm>
#include <array>

namespace tokendesk {
namespace {

constexpr qsizetype kGuessBytes = 4096;
const QLatin1String kSeparatorLine("sep=");

tl::unexpected<Error> refuse(const QString &reason)
{
    return fail(ErrorCode::InvalidArgument, reason, QStringLiteral("file"));
}

tl::unexpected<Error> refuseLine(qint64 line, const QString &reason)
{
    return refuse(QStringLiteral("Line %1: %2").arg(line).arg(reason));
}

/// UTF-16 without a mark: text in Latin letters has a zero in every other byte.
std::optional<QStringConverter::Encoding> guessUtf16(QByteArrayView bytes)
{
    const QByteArrayView head = bytes.first(std::min(bytes.size(), kGuessBytes));
    std::array<qsizetype, 2> zeros{};
    for (qsizetype i = 0; i < head.size(); ++i) {
        if (head.at(i) == '\0')
            ++zeros[static_cast<std::size_t>(i % 2)];
    }
    const qsizetype many = head.size() / 4;
    if (bytes.size() % 2 != 0 || std::max(zeros[0], zeros[1]) <= many)
        return std::nullopt;
    return zeros[0] > zeros[1] ? QStringConverter::Utf16BE : QStringConverter::Utf16LE;
}

struct Decoded
{
    QString text;
    QString encoding;
};

Result<QString> decodeAs(QStringConverter::Encoding encoding, QByteArrayView bytes)
{
    const bool isUtf16 =
        encoding == QStringConverter::Utf16LE || encoding == QStringConverter::Utf16BE;
    if (isUtf16 && bytes.size() % 2 != 0)
        return refuse(QStringLiteral("It is no valid text."));
    QStringDecoder decoder(encoding, QStringConverter::Flag::Stateless);
    QString text = decoder(bytes);
    if (decoder.hasError() || !text.isValidUtf16())
        return refuse(QStringLiteral("It is no valid text."));
    return text;
}

Result<Decoded> decode(QByteArrayView bytes)
{
    auto encoding = QStringConverter::encodingForData(bytes);
    const bool isMarked = encoding.has_value();
    if (!encoding)
        encoding = guessUtf16(bytes);
    Decoded decoded;
    if (encoding && *encoding != QStringConverter::Utf8) {
        TRY_ASSIGN(decoded.text, decodeAs(*encoding, bytes));
        decoded.encoding =
            *encoding == QStringConverter::Utf16BE || *encoding == QStringConverter::Utf16LE
                ? QStringLiteral("UTF-16")
                : QStringLiteral("UTF-32");
    } else if (auto text = decodeAs(QStringConverter::Utf8, bytes)) {
        decoded = {*std::move(text), QStringLiteral("UTF-8")};
    } else if (isMarked) {
        return refuse(QStringLiteral("It is marked as UTF-8, but is not."));
    } else {
        decoded = {QString::fromLatin1(bytes), QStringLiteral("Latin-1")};
    }
    if (decoded.text.contains(QChar(u'\0')))
        return refuse(QStringLiteral("It holds zero bytes; it is no text."));
    return decoded;
}

bool isLineEnd(QChar c) { return c == u'\n' || c == u'\r'; }

/// What the first record has most of, outside of quotes.
QChar guessSeparator(QStringView text)
{
    constexpr std::array<QChar, 3> kKnown{u',', u';', u'\t'};
    std::array<qsizetype, 3> counts{};
    bool quoted = false;
    for (const QChar c : text) {
        if (c == u'"')
            quoted = !quoted;
        else if (!quoted && isLineEnd(c))
            break;
        for (std::size_t i = 0; i < kKnown.size() && !quoted; ++i)
            counts[i] += c == kKnown[i] ? 1 : 0;
    }
    const auto most = std::max_element(counts.begin(), counts.end());
    return kKnown[static_cast<std::size_t>(most - counts.begin())];
}

class Parser
{
public:
    Parser(QStringView text, QChar separator, const CsvLimits &limits)
        : m_text(text), m_separator(separator), m_limits(limits)
    {
    }

    void skipLine()
    {
        while (!atEnd() && !isLineEnd(peek()))
            ++m_at;
        endLine();
    }
    [[nodiscard]] bool atEnd() const { return m_at >= m_text.size(); }

    /// The next record; one empty field for a blank line.
    [[nodiscard]] Result<CsvRow> next()
    {
        CsvRow row;
        row.line = m_line;
        while (true) {
            if (row.fields.size() == m_limits.fields)
                return refuseLine(row.line,
                                  QStringLiteral("More than %1 fields.").arg(m_limits.fields));
            const bool quoted = !atEnd() && peek() == u'"';
            TRY_ASSIGN(QString field, quoted ? quotedField() : plainField());
            if (field.size() > m_limits.fieldLength)
                return refuseLine(row.line, QStringLiteral("A field of more than %1 characters.")
                                                .arg(m_limits.fieldLength));
            m_isBlank = row.fields.isEmpty() && field.isEmpty() && !quoted;
            row.fields.append(std::move(field));
            if (atEnd() || isLineEnd(peek()))
                break;
            ++m_at; // the separator
        }
        endLine();
        return row;
    }
    /// Whether the last record was a blank line.
    [[nodiscard]] bool isBlank() const { return m_isBlank; }

private:
    [[nodiscard]] QChar peek() const { return m_text.at(m_at); }

    void endLine()
    {
        if (atEnd())
            return;
        const bool pair =
            peek() == u'\r' && m_at + 1 < m_text.size() && m_text.at(m_at + 1) == u'\n';
        m_at += pair ? 2 : 1;
        ++m_line;
    }

    Result<QString> plainField()
    {
        const qsizetype start = m_at;
        for (; !atEnd() && peek() != m_separator && !isLineEnd(peek()); ++m_at) {
            if (peek() == u'"')
                return refuseLine(m_line, QStringLiteral("A quotation mark inside of a field that "
                                                         "does not begin with one."));
        }
        return m_text.sliced(start, m_at - start).toString();
    }

    Result<QString> quotedField()
    {
        const qint64 from = m_line;
        QString field;
        for (++m_at; !atEnd(); ++m_at) {
            const QChar c = peek();
            if (c == u'"') {
                const bool twice = m_at + 1 < m_text.size() && m_text.at(m_at + 1) == u'"';
                if (!twice)
                    return closed(std::move(field));
                ++m_at;
            } else if (c == u'\n' || (c == u'\r' && m_text.mid(m_at + 1, 1) != u"\n")) {
                ++m_line;
            }
            if (field.size() > m_limits.fieldLength)
                break; // a mark that is missing far above, most likely
            field += c;
        }
        return refuseLine(from, QStringLiteral("The quotation mark that begins a field here is not "
                                               "closed."));
    }

    Result<QString> closed(QString field)
    {
        ++m_at;
        if (!atEnd() && peek() != m_separator && !isLineEnd(peek()))
            return refuseLine(m_line, QStringLiteral("Text after the closing quotation mark."));
        return field;
    }

    QStringView m_text;
    QChar m_separator;
    const CsvLimits &m_limits;
    qsizetype m_at = 0;
    qint64 m_line = 1;
    bool m_isBlank = false;
};

/// The separator that a first line such as `sep=;` names.
std::optional<QChar> namedSeparator(QStringView text)
{
    const qsizetype size = kSeparatorLine.size();
    if (!text.startsWith(kSeparatorLine, Qt::CaseInsensitive) || text.size() <= size
        || isLineEnd(text.at(size)) || text.at(size) == u'"')
        return std::nullopt;
    if (text.size() > size + 1 && !isLineEnd(text.at(size + 1)))
        return std::nullopt;
    return text.at(size);
}

bool mustQuote(const QString &field, QChar separator)
{
    return std::any_of(field.begin(), field.end(),
                       [=](QChar c) { return c == separator || c == u'"' || isLineEnd(c); })
           || field.startsWith(u' ') || field.endsWith(u' ')
           || field.startsWith(kSeparatorLine, Qt::CaseInsensitive);
}

/// Whether \a text, after any apostrophes, begins like a formula.
bool isFormula(const QString &text)
{
    const auto first = std::find_if(text.begin(), text.end(), [](QChar c) { return c != u'\''; });
    return first != text.end() && QStringView(u"=+-@\t\r").contains(*first);
}

} // namespace

Result<CsvTable> readCsv(QByteArrayView bytes, std::optional<QChar> separator,
                         const CsvLimits &limits)
{
    if (bytes.size() > limits.bytes)
        return refuse(QStringLiteral("More than %1 bytes.").arg(limits.bytes));
    TRY_ASSIGN(const Decoded decoded, decode(bytes));
    const auto named = namedSeparator(decoded.text);
    CsvTable table;
    table.encoding = decoded.encoding;
    table.separator = named ? *named : separator ? *separator : guessSeparator(decoded.text);
    if (table.separator == u'"' || isLineEnd(table.separator))
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("A quotation mark or a line end separates nothing."),
                    QStringLiteral("separator"));
    Parser parser(decoded.text, table.separator, limits);
    if (named)
        parser.skipLine();
    bool hasHeader = false;
    while (!parser.atEnd()) {
        TRY_ASSIGN(CsvRow row, parser.next());
        if (parser.isBlank() && row.fields.size() == 1)
            continue;
        if (!hasHeader) {
            table.header = std::move(row);
            hasHeader = true;
            continue;
        }
        if (table.rows.size() == static_cast<std::size_t>(limits.rows))
            return refuseLine(row.line, QStringLiteral("More than %1 rows.").arg(limits.rows));
        table.rows.push_back(std::move(row));
    }
    if (!hasHeader)
        return refuse(QStringLiteral("It is empty; its first line must name the columns."));
    return table;
}

QString csvLine(const QStringList &fields, QChar separator)
{
    QString line;
    for (qsizetype i = 0; i < fields.size(); ++i) {
        if (i > 0)
            line += separator;
        QString field = fields.at(i);
        const bool looksBlank = fields.size() == 1 && field.isEmpty();
        if (looksBlank || mustQuote(field, separator))
            line += u'"' + field.replace(u'"', QLatin1String("\"\"")) + u'"';
        else
            line += field;
    }
    return line + QLatin1String("\r\n");
}

QString formulaSafe(const QString &text) { return isFormula(text) ? u'\'' + text : text; }

QString fromFormulaSafe(const QString &text)
{
    return text.startsWith(u'\'') && isFormula(text) ? text.mid(1) : text;
}

} // namespace tokendesk
