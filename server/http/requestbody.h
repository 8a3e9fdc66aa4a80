// SPDX-License-Identifier: GPL-3.0-or-later
// Value: the fields of a request, whatever its media type, as Django REST framework reads them.
#pragma once

#include "server/base/json.h"
#include "server/http/api.h"

#include <QString>

#include <map>
#include <optional>
#include <variant>

namespace tokendesk::http {

/// The media type of a Content-Type, in lower case and without its parameters.
[[nodiscard]] QByteArray mediaTypeOf(QByteArrayView contentType);
/// Percent-decodes a form component; '+' is a blank.
[[nodiscard]] QString formText(QByteArrayView encoded);
/// What Python says of \a body, at which \a json stopped.
[[nodiscard]] QByteArray jsonParseError(const JsonText &json, QByteArrayView body);

/// What was sent in one field.
struct FieldValue
{
    enum class Kind { Text, Null, Other };
    Kind kind = Kind::Text;
    QString text; ///< numbers as they were written; may hold lone surrogates and U+0000
};

/// The parsed body. Source: contract section 1.
class RequestBody
{
public:
    enum class State {
        Fields, ///< find() tells
        NotAnObject, ///< JSON of another type: typeName()
        NoData, ///< JSON null
        ParseError, ///< errorText()
        UnsupportedMedia ///< mediaType() as sent
    };

    /// Reads \a request. An empty body has no fields, whatever its type.
    explicit RequestBody(const ApiRequest &request);

    [[nodiscard]] State state() const { return m_state; }
    /// The last field called \a name, or null.
    [[nodiscard]] const FieldValue *find(QByteArrayView name) const;
    /// "list", "str", "int", "float" or "bool".
    [[nodiscard]] const QByteArray &typeName() const { return m_detail; }
    [[nodiscard]] const QByteArray &errorText() const { return m_detail; }
    [[nodiscard]] const QByteArray &mediaType() const { return m_detail; }

private:
    void readJson(QByteArrayView body);
    void readForm(QByteArrayView body);
    void readMultipart(QByteArrayView body, QByteArrayView mediaType);

    State m_state = State::Fields;
    std::map<QByteArray, FieldValue, std::less<>> m_fields;
    QByteArray m_detail;
};

/// One text field of an endpoint.
struct FieldRule
{
    const char *name;
    const char *label; ///< as OPTIONS tells it
    bool trims = true;
    qsizetype maximumBytes = 0; ///< 0: only the body limit
};

/// The value of a field, or DRF's complaint about it.
struct CheckedField
{
    QString value;
    QByteArray error; ///< empty: the value is good

    [[nodiscard]] bool good() const { return error.isEmpty(); }
};

/// Checks one field the way a DRF CharField does. Source: contract section 1 "String fields".
[[nodiscard]] CheckedField checkField(const RequestBody &body, const FieldRule &rule);

} // namespace tokendesk::http
