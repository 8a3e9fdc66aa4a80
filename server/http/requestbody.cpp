// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/requestbody.h"

#include "server/base/utf8.h"

#include <QUrl>

#include <algorithm>

namespace tokendesk::http {
namespace {

/// How deep JSON bodies may nest. Python gives up near 1,000; nothing lawful comes close to this.
constexpr int kBodyDepth = 64;
/// Parts of a multipart body, of which no endpoint needs more than two.
constexpr int kMaximumParts = 100;

/// "line 1 column 14 (char 13)", as Python's json module says it.
QByteArray position(QByteArrayView text, qsizetype offset)
{
    const QByteArrayView before = text.first(offset);
    const auto line = std::count(before.begin(), before.end(), '\n') + 1;
    const qsizetype column = offset - (before.lastIndexOf('\n') + 1) + 1;
    return "line " + QByteArray::number(qint64(line)) + " column " + QByteArray::number(column)
           + " (char " + QByteArray::number(offset) + ')';
}

const char *pythonType(JsonType type, QByteArrayView raw)
{
    switch (type) {
    case JsonType::Array:
        return "list";
    case JsonType::String:
        return "str";
    case JsonType::Boolean:
        return "bool";
    case JsonType::Number:
        return raw.contains('.') || raw.contains('e') || raw.contains('E') ? "float" : "int";
    case JsonType::Null:
    case JsonType::Object:
        break;
    }
    return "dict";
}

/// A parameter of a header value: boundary=x or name="x".
std::optional<QByteArray> parameter(QByteArrayView value, QByteArrayView name)
{
    qsizetype at = value.indexOf(';');
    while (at >= 0) {
        const qsizetype start = at + 1;
        // A quoted value may hold semicolons.
        bool quoted = false;
        qsizetype end = start;
        while (end < value.size() && (quoted || value[end] != ';')) {
            if (value[end] == '"')
                quoted = !quoted;
            ++end;
        }
        const QByteArrayView part = value.sliced(start, end - start).trimmed();
        const qsizetype equals = part.indexOf('=');
        if (equals > 0 && part.first(equals).trimmed().compare(name, Qt::CaseInsensitive) == 0) {
            QByteArrayView text = part.sliced(equals + 1).trimmed();
            if (text.size() >= 2 && text.front() == '"' && text.back() == '"')
                text = text.sliced(1, text.size() - 2);
            return text.toByteArray();
        }
        at = end < value.size() ? end : -1;
    }
    return std::nullopt;
}

QByteArray headerOfPart(QByteArrayView head, QByteArrayView name)
{
    for (const QByteArray &line : head.toByteArray().split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0
            && QByteArrayView(line).first(colon).trimmed().compare(name, Qt::CaseInsensitive) == 0)
            return line.mid(colon + 1).trimmed();
    }
    return {};
}

} // namespace

QByteArray mediaTypeOf(QByteArrayView contentType)
{
    const qsizetype end = contentType.indexOf(';');
    return (end < 0 ? contentType : contentType.first(end)).trimmed().toByteArray().toLower();
}

QString formText(QByteArrayView encoded)
{
    QByteArray bytes = encoded.toByteArray();
    bytes.replace('+', ' ');
    return textFromUtf8(QByteArray::fromPercentEncoding(bytes));
}

QByteArray jsonParseError(const JsonText &json, QByteArrayView body)
{
    return QByteArray("JSON parse error - ") + json.errorText() + ": "
           + position(body, json.errorOffset());
}

RequestBody::RequestBody(const ApiRequest &request)
{
    if (request.body.isEmpty())
        return;
    const QByteArrayView contentType = request.header("Content-Type");
    const QByteArray mediaType = mediaTypeOf(contentType);
    if (mediaType == "application/json") {
        readJson(request.body);
    } else if (mediaType == "application/x-www-form-urlencoded") {
        readForm(request.body);
    } else if (mediaType == "multipart/form-data") {
        readMultipart(request.body, contentType);
    } else {
        m_state = State::UnsupportedMedia;
        m_detail = contentType.toByteArray();
    }
}

void RequestBody::readJson(QByteArrayView body)
{
    JsonText json;
    if (!json.scan(body, {kBodyDepth, false, false})) {
        m_state = State::ParseError;
        m_detail = jsonParseError(json, body);
        return;
    }
    if (json.type() == JsonType::Null) {
        m_state = State::NoData;
        return;
    }
    if (!json.isObject()) {
        m_state = State::NotAnObject;
        m_detail = pythonType(json.type(), json.raw());
        return;
    }
    for (const JsonMember &member : json.members()) {
        FieldValue value;
        if (member.type == JsonType::String)
            value.text = jsonToString(member.raw);
        else if (member.type == JsonType::Number)
            value.text = QString::fromLatin1(member.raw);
        else
            value.kind =
                member.type == JsonType::Null ? FieldValue::Kind::Null : FieldValue::Kind::Other;
        m_fields.insert_or_assign(member.name.toByteArray(), std::move(value));
    }
}

void RequestBody::readForm(QByteArrayView body)
{
    qsizetype start = 0;
    while (start <= body.size()) {
        qsizetype end = body.indexOf('&', start);
        if (end < 0)
            end = body.size();
        const QByteArrayView pair = body.sliced(start, end - start);
        const qsizetype equals = pair.indexOf('=');
        if (!pair.isEmpty()) {
            const QByteArrayView name = equals < 0 ? pair : pair.first(equals);
            const QByteArrayView text = equals < 0 ? QByteArrayView() : pair.sliced(equals + 1);
            m_fields.insert_or_assign(formText(name).toUtf8(),
                                      FieldValue{FieldValue::Kind::Text, formText(text)});
        }
        start = end + 1;
    }
}

void RequestBody::readMultipart(QByteArrayView body, QByteArrayView mediaType)
{
    const auto boundary = parameter(mediaType, "boundary");
    if (!boundary || boundary->isEmpty() || boundary->size() > 70) {
        m_state = State::ParseError;
        m_detail = "Multipart form parse error - Invalid boundary in multipart: "
                   + (boundary ? *boundary : QByteArrayLiteral("None"));
        return;
    }
    const QByteArray delimiter = "--" + *boundary;
    qsizetype at = body.indexOf(delimiter);
    for (int parts = 0; at >= 0 && parts < kMaximumParts; ++parts) {
        at += delimiter.size();
        if (body.sliced(at).startsWith("--"))
            return;
        const qsizetype end = body.indexOf(QByteArray("\r\n" + delimiter), at);
        const qsizetype headEnd = body.indexOf("\r\n\r\n", at);
        if (end < 0 || headEnd < 0 || headEnd > end)
            return; // what is cut off does not count, as in Django
        const QByteArray disposition =
            headerOfPart(body.sliced(at, headEnd - at), "Content-Disposition");
        const auto name = parameter(disposition, "name");
        if (name && !parameter(disposition, "filename")) {
            const QByteArrayView text = body.sliced(headEnd + 4, end - headEnd - 4);
            m_fields.insert_or_assign(*name,
                                      FieldValue{FieldValue::Kind::Text, textFromUtf8(text)});
        }
        at = end + 2;
    }
}

const FieldValue *RequestBody::find(QByteArrayView name) const
{
    const auto found = m_fields.find(name);
    return found == m_fields.end() ? nullptr : &found->second;
}

CheckedField checkField(const RequestBody &body, const FieldRule &rule)
{
    const FieldValue *field = body.find(rule.name);
    if (!field)
        return {{}, "This field is required."};
    if (field->kind == FieldValue::Kind::Null)
        return {{}, "This field may not be null."};
    if (field->kind == FieldValue::Kind::Other)
        return {{}, "Not a valid string."};
    const QString text = rule.trims ? field->text.trimmed() : field->text;
    if (text.isEmpty())
        return {{}, "This field may not be blank."};
    if (text.contains(QChar(0)))
        return {{}, "Null characters are not allowed."};
    const bool hasSurrogates =
        std::any_of(text.begin(), text.end(), [](QChar unit) { return unit.isSurrogate(); });
    for (qsizetype i = 0; hasSurrogates && i < text.size(); ++i) {
        const QChar unit = text[i];
        const bool pair =
            unit.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        if (unit.isSurrogate() && !pair)
            return {{},
                    "Surrogate characters are not allowed: U+"
                        + QByteArray::number(unit.unicode(), 16).toUpper() + '.'};
        i += pair ? 1 : 0;
    }
    if (rule.maximumBytes > 0 && text.toUtf8().size() > rule.maximumBytes)
        return {{},
                "Ensure this field has no more than " + QByteArray::number(rule.maximumBytes)
                    + " bytes."};
    return {text, {}};
}

} // namespace tokendesk::http
