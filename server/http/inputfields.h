// SPDX-License-Identifier: GPL-3.0-or-later
// Values: typed input of the endpoints that the peer does not have, from the query or a JSON body.
// Complaints are DRF's, all of a request at once.
#pragma once

#include "server/http/api.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <map>
#include <optional>
#include <span>

namespace tokendesk::http {

/// What is wrong with the fields of a request.
class FieldErrors
{
public:
    void refuse(const QByteArray &field, const QString &message);
    [[nodiscard]] bool good() const { return m_errors.isEmpty(); }
    /// 400 `{"field":["..."],...}`; only if not good.
    [[nodiscard]] ApiResponse refusal() const;

private:
    QJsonObject m_errors;
};

/// Which page of a list is asked for.
struct PageInput
{
    static constexpr int kDefaultSize = 50;
    static constexpr int kMaximumSize = 200;

    QByteArray cursor; ///< opaque; empty: the first page
    int size = kDefaultSize;
    bool withTotal = false;
};

/// Parameters of a query string; of equal names the last counts, unknown ones are ignored.
class QueryInput : public FieldErrors
{
public:
    explicit QueryInput(QByteArrayView query);

    /// At most \a limit characters.
    [[nodiscard]] std::optional<QString> text(const char *name, qsizetype limit = 256);
    /// "true", "false", "1" or "0".
    [[nodiscard]] std::optional<bool> boolean(const char *name);
    [[nodiscard]] std::optional<qint64> integer(const char *name, qint64 minimum, qint64 maximum);
    /// Index of the word in \a words.
    [[nodiscard]] std::optional<std::size_t> choice(const char *name,
                                                    std::span<const char *const> words);
    /// page_size, cursor and total.
    [[nodiscard]] PageInput page();

private:
    std::map<QByteArray, QString> m_values;
};

/// Members of a JSON object; unknown ones are ignored. Source: SECURITY R84, R88 to R91.
class JsonInput : public FieldErrors
{
public:
    /// An empty body has no members. Check isReadable() first.
    explicit JsonInput(const ApiRequest &request);

    /// Whether the body is one JSON object, or nothing.
    [[nodiscard]] bool isReadable() const { return !m_failure; }
    /// 415 or 400; only if not readable.
    [[nodiscard]] ApiResponse failure() const { return *m_failure; }
    [[nodiscard]] const QJsonObject &object() const { return m_object; }

    /// Nothing, and a complaint where \a isRequired, if the member is missing.
    [[nodiscard]] std::optional<QString> text(const char *name, bool isRequired = false);
    [[nodiscard]] std::optional<bool> boolean(const char *name);
    [[nodiscard]] std::optional<qint64> integer(const char *name, qint64 minimum, qint64 maximum);
    [[nodiscard]] std::optional<QStringList> textList(const char *name, qsizetype limit);
    [[nodiscard]] std::optional<QJsonObject> jsonObject(const char *name);

private:
    [[nodiscard]] std::optional<QJsonValue> member(const char *name);

    QJsonObject m_object;
    std::optional<ApiResponse> m_failure;
};

} // namespace tokendesk::http
