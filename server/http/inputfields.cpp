// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/inputfields.h"

#include "server/base/json.h"
#include "server/http/answers.h"
#include "server/http/requestbody.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <cmath>

namespace tokendesk::http {
namespace {

/// Parameters that a query may have; no list takes as many.
constexpr qsizetype kMaximumParameters = 64;

QString tooLow(qint64 minimum)
{
    return QStringLiteral("Ensure this value is greater than or equal to %1.").arg(minimum);
}

QString tooHigh(qint64 maximum)
{
    return QStringLiteral("Ensure this value is less than or equal to %1.").arg(maximum);
}

/// The name of a JSON type as DRF writes it.
QString pythonType(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Bool:
        return QStringLiteral("bool");
    case QJsonValue::Double:
        return value.toDouble() == std::floor(value.toDouble()) ? QStringLiteral("int")
                                                                : QStringLiteral("float");
    case QJsonValue::String:
        return QStringLiteral("str");
    case QJsonValue::Array:
        return QStringLiteral("list");
    default:
        return QStringLiteral("dict");
    }
}

bool hasNull(const QString &text) { return text.contains(QChar(0)); }

/// Whether U+0000 is anywhere in \a value, names included. Source: SECURITY R90.
bool hasNull(const QJsonValue &value)
{
    if (value.isString())
        return hasNull(value.toString());
    if (value.isArray()) {
        const QJsonArray array = value.toArray();
        return std::any_of(array.begin(), array.end(),
                           [](const QJsonValue &item) { return hasNull(item); });
    }
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (hasNull(it.key()) || hasNull(QJsonValue(it.value())))
            return true;
    }
    return false;
}

} // namespace

void FieldErrors::refuse(const QByteArray &field, const QString &message)
{
    const QString name = QString::fromUtf8(field);
    QJsonArray messages = m_errors.value(name).toArray();
    messages.append(message);
    m_errors.insert(name, messages);
}

ApiResponse FieldErrors::refusal() const
{
    return jsonAnswer(400, QJsonDocument(m_errors).toJson(QJsonDocument::Compact));
}

QueryInput::QueryInput(QByteArrayView query)
{
    const QList<QByteArray> pairs = query.toByteArray().split('&');
    for (const QByteArray &pair : pairs.first(std::min(pairs.size(), kMaximumParameters))) {
        const qsizetype equals = pair.indexOf('=');
        if (equals > 0)
            m_values.insert_or_assign(pair.first(equals), formText(pair.sliced(equals + 1)));
    }
}

std::optional<QString> QueryInput::text(const char *name, qsizetype limit)
{
    const auto found = m_values.find(name);
    if (found == m_values.end() || found->second.isEmpty())
        return std::nullopt;
    if (hasNull(found->second))
        refuse(name, QStringLiteral("Null characters are not allowed."));
    else if (found->second.size() > limit)
        refuse(name,
               QStringLiteral("Ensure this field has no more than %1 characters.").arg(limit));
    else
        return found->second;
    return std::nullopt;
}

std::optional<bool> QueryInput::boolean(const char *name)
{
    const auto given = text(name);
    if (!given)
        return std::nullopt;
    if (*given == QLatin1String("true") || *given == QLatin1String("1"))
        return true;
    if (*given == QLatin1String("false") || *given == QLatin1String("0"))
        return false;
    refuse(name, QStringLiteral("Must be a valid boolean."));
    return std::nullopt;
}

std::optional<qint64> QueryInput::integer(const char *name, qint64 minimum, qint64 maximum)
{
    const auto given = text(name);
    if (!given)
        return std::nullopt;
    const std::optional<qint64> value = jsonToInteger(given->toUtf8());
    if (!value)
        refuse(name, QStringLiteral("A valid integer is required."));
    else if (*value < minimum)
        refuse(name, tooLow(minimum));
    else if (*value > maximum)
        refuse(name, tooHigh(maximum));
    else
        return value;
    return std::nullopt;
}

std::optional<std::size_t> QueryInput::choice(const char *name, std::span<const char *const> words)
{
    const auto given = text(name);
    if (!given)
        return std::nullopt;
    const auto found = std::find_if(words.begin(), words.end(), [&given](const char *word) {
        return *given == QLatin1String(word);
    });
    if (found != words.end())
        return static_cast<std::size_t>(found - words.begin());
    refuse(name, QStringLiteral("\"%1\" is not a valid choice.").arg(*given));
    return std::nullopt;
}

PageInput QueryInput::page()
{
    PageInput page;
    page.size = static_cast<int>(
        integer("page_size", 1, PageInput::kMaximumSize).value_or(PageInput::kDefaultSize));
    page.cursor = text("cursor", 2048).value_or(QString()).toLatin1();
    page.withTotal = boolean("total").value_or(false);
    return page;
}

JsonInput::JsonInput(const ApiRequest &request)
{
    if (request.body.isEmpty())
        return;
    const QByteArrayView contentType = request.header("Content-Type");
    if (mediaTypeOf(contentType) != "application/json") {
        m_failure = detailAnswer(415, QByteArray("Unsupported media type \""
                                                 + contentType.toByteArray() + "\" in request."));
        return;
    }
    JsonText json;
    if (!json.scan(request.body)) {
        m_failure = detailAnswer(400, jsonParseError(json, request.body));
        return;
    }
    if (!json.isObject()) {
        m_failure = fieldErrors({{"non_field_errors", "Invalid data. Expected a dictionary."}});
        return;
    }
    m_object = QJsonDocument::fromJson(request.body).object();
}

std::optional<QJsonValue> JsonInput::member(const char *name)
{
    const auto found = m_object.constFind(QLatin1String(name));
    if (found == m_object.constEnd())
        return std::nullopt;
    if (found->isNull()) {
        refuse(name, QStringLiteral("This field may not be null."));
        return std::nullopt;
    }
    if (hasNull(QJsonValue(*found))) {
        refuse(name, QStringLiteral("Null characters are not allowed."));
        return std::nullopt;
    }
    return *found;
}

std::optional<QString> JsonInput::text(const char *name, bool isRequired)
{
    if (isRequired && !m_object.contains(QLatin1String(name)))
        refuse(name, QStringLiteral("This field is required."));
    const auto value = member(name);
    if (!value)
        return std::nullopt;
    if (!value->isString())
        refuse(name, QStringLiteral("Not a valid string."));
    else if (isRequired && value->toString().isEmpty())
        refuse(name, QStringLiteral("This field may not be blank."));
    else
        return value->toString();
    return std::nullopt;
}

std::optional<bool> JsonInput::boolean(const char *name)
{
    const auto value = member(name);
    if (!value)
        return std::nullopt;
    if (value->isBool())
        return value->toBool();
    refuse(name, QStringLiteral("Must be a valid boolean."));
    return std::nullopt;
}

std::optional<qint64> JsonInput::integer(const char *name, qint64 minimum, qint64 maximum)
{
    const auto value = member(name);
    if (!value)
        return std::nullopt;
    const double number = value->toDouble(0.5); // no integer where it is no number
    if (number != std::floor(number) || std::abs(number) > 9e15)
        refuse(name, QStringLiteral("A valid integer is required."));
    else if (value->toInteger() < minimum)
        refuse(name, tooLow(minimum));
    else if (value->toInteger() > maximum)
        refuse(name, tooHigh(maximum));
    else
        return value->toInteger();
    return std::nullopt;
}

std::optional<QStringList> JsonInput::textList(const char *name, qsizetype limit)
{
    const auto value = member(name);
    if (!value)
        return std::nullopt;
    if (!value->isArray()) {
        refuse(name, QStringLiteral("Expected a list of items but got type \"%1\".")
                         .arg(pythonType(*value)));
        return std::nullopt;
    }
    const QJsonArray array = value->toArray();
    if (array.size() > limit) {
        refuse(name, QStringLiteral("Ensure this field has no more than %1 elements.").arg(limit));
        return std::nullopt;
    }
    QStringList list;
    for (const QJsonValue item : array) {
        if (!item.isString()) {
            refuse(name, QStringLiteral("Not a valid string."));
            return std::nullopt;
        }
        list.append(item.toString());
    }
    return list;
}

std::optional<QJsonObject> JsonInput::jsonObject(const char *name)
{
    const auto value = member(name);
    if (!value)
        return std::nullopt;
    if (value->isObject())
        return value->toObject();
    refuse(name, QStringLiteral("Expected a dictionary of items but got type \"%1\".")
                     .arg(pythonType(*value)));
    return std::nullopt;
}

} // namespace tokendesk::http
