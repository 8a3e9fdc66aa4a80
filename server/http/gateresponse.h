// SPDX-License-Identifier: GPL-3.0-or-later
// Service: turns an ApiResponse into the bytes of an HTTP/1.1 answer.
#pragma once

#include "server/http/api.h"

#include <QByteArrayView>

namespace tokendesk::http {

/// What the transport knows about an answer.
struct AnswerContext
{
    bool close = false; ///< "Connection: close"
    bool keepAlive10 = false; ///< the client speaks HTTP/1.0 and asked to keep the connection
    bool headOnly = false; ///< HEAD: no body, the length it would have
    bool secure = false; ///< TLS: adds Strict-Transport-Security
};

/// The reason phrase of \a status, "Unknown" if there is none.
[[nodiscard]] const char *reasonPhrase(int status);

/// {"detail": text} with \a status, as every refusal of the gate looks. \a text needs no escaping.
[[nodiscard]] ApiResponse refusal(int status, const char *text);

/// Whether the body of \a response follows its head.
[[nodiscard]] bool carriesBody(const ApiResponse &response, const AnswerContext &context);

/// Writes the heads of answers; keeps the Date field of the current second. Thread: that of its
/// owner.
class GateResponseWriter
{
public:
    /// Everything up to the empty line; valid until the next call. Fields of the response that
    /// would break the framing are left out and logged; security fields that the response sets
    /// itself replace the standard ones.
    [[nodiscard]] QByteArrayView head(const ApiResponse &response, const AnswerContext &context);

private:
    const QByteArray &date();

    qint64 m_second = 0;
    QByteArray m_date;
    QByteArray m_buffer;
};

} // namespace tokendesk::http
