// SPDX-License-Identifier: GPL-3.0-or-later
// Values: a strict view of JSON text. QJsonDocument takes duplicates, control characters, a byte
// order mark and more (SECURITY R4), so nothing from outside reaches it unless it passed here.
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <deque>
#include <optional>
#include <vector>

namespace tokendesk {

enum class JsonType { Null, Boolean, Number, String, Array, Object };

/// What scan() insists on beyond RFC 8259.
struct JsonRules
{
    int depth = 32; ///< of nested arrays and objects, the outermost included
    bool uniqueNames = true; ///< in every object; else the last of equal names counts
    bool pairedSurrogates = true; ///< refuse escapes of lone surrogates
};

/// One member of the outermost object.
struct JsonMember
{
    QByteArrayView name; ///< unescaped UTF-8
    JsonType type = JsonType::Null;
    QByteArrayView raw; ///< the value as written: strings with their quotes
};

/// One scanned JSON text and its outermost members; views into the text, which must outlive it.
/// Reusable: scan() keeps the capacity it has.
class JsonText
{
public:
    /// Whether \a text is one JSON value by RFC 8259 in valid UTF-8, within \a rules.
    [[nodiscard]] bool scan(QByteArrayView text, const JsonRules &rules = {});

    /// Forgets the last text, keeps the capacity.
    void clear();

    [[nodiscard]] JsonType type() const { return m_type; }
    [[nodiscard]] bool isObject() const { return m_type == JsonType::Object; }
    [[nodiscard]] QByteArrayView raw() const { return m_raw; }
    [[nodiscard]] const std::vector<JsonMember> &members() const { return m_members; }
    /// The last member called \a name, or null.
    [[nodiscard]] const JsonMember *find(QByteArrayView name) const;
    /// Where scan() stopped: offset in bytes, and what it expected, as a sentence of Python's json
    /// module.
    [[nodiscard]] qsizetype errorOffset() const { return m_errorOffset; }
    [[nodiscard]] const char *errorText() const { return m_errorText; }

private:
    friend class JsonScanner;
    JsonType m_type = JsonType::Null;
    QByteArrayView m_raw;
    std::vector<JsonMember> m_members;
    std::deque<QByteArray> m_unescaped; ///< names that were written with escapes
    qsizetype m_errorOffset = 0;
    const char *m_errorText = "";
};

/// Value of a JSON string in quotes, from text that scan() has accepted. Lone surrogates stay as
/// they are.
[[nodiscard]] QString jsonToString(QByteArrayView raw);
/// The same in UTF-8; lone surrogates become U+FFFD.
[[nodiscard]] QByteArray jsonToUtf8(QByteArrayView raw);
/// Whether the JSON string \a raw is \a utf8, without a copy in the common case.
[[nodiscard]] bool jsonEquals(QByteArrayView raw, QByteArrayView utf8);
/// A JSON number that is finite as a double.
[[nodiscard]] std::optional<double> jsonToDouble(QByteArrayView raw);
/// A JSON number written as a plain integer within 64 bits.
[[nodiscard]] std::optional<qint64> jsonToInteger(QByteArrayView raw);

/// Appends \a utf8 as a JSON string with its quotes.
void appendJsonString(QByteArray &out, QByteArrayView utf8);

} // namespace tokendesk
