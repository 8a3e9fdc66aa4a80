// SPDX-License-Identifier: GPL-3.0-or-later
// Values: what a handler sees of HTTP. Knows neither Qt HttpServer nor tokens.
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QHostAddress>

#include <functional>
#include <memory>
#include <utility>
#include <vector>

namespace tokendesk::http {

/// One header field. Names keep the case they came with and compare without case.
using Header = std::pair<QByteArray, QByteArray>;

/// A complete request. Method and path are exact bytes; the path is percent-decoded once and normal
/// (the gate refuses dot segments, %00, %2f, backslash and invalid escapes); the body is
/// de-chunked.
struct ApiRequest
{
    QByteArray method;
    QByteArray path;
    QByteArray query; ///< without '?', as sent
    std::vector<Header> headers;
    QByteArray body;
    QHostAddress peer; ///< client address, behind trusted proxies the forwarded one
    bool secure = false; ///< came over TLS
    quint64 id = 0; ///< correlation id of the process, also in the log

    /// First value of \a name, or a null view.
    [[nodiscard]] QByteArrayView header(QByteArrayView name) const;
    /// How many fields are called \a name.
    [[nodiscard]] int headerCount(QByteArrayView name) const;
};

/// An answer. Content-Length, Date, Connection and the security headers are added by the transport.
struct ApiResponse
{
    int status = 200;
    QByteArray contentType = QByteArrayLiteral("application/json");
    QByteArray body;
    std::vector<Header> headers;
};

/// One-shot way to answer a request, from any thread. Copies share the shot. An answer that nobody
/// waits for any more is dropped; a Reply that dies unanswered answers 500. Holds a number and a
/// mailbox, never a socket.
class Reply
{
public:
    /// Told once what became of the answer: written to its client, or dropped because the client is
    /// gone, was answered for the handler's delay, or the server ends. Thread: any; must not block.
    using Outcome = std::function<void(bool written)>;

    /// Where answers are posted to; implemented by the transport.
    class Mailbox
    {
    public:
        virtual ~Mailbox() = default;
        /// \a outcome may be empty. Thread: any.
        virtual void post(quint64 request, ApiResponse response, Outcome outcome) = 0;
    };

    Reply(std::shared_ptr<Mailbox> mailbox, quint64 request);
    /// Answers; the second answer of one request is dropped, with its \a outcome. Thread: any.
    void send(ApiResponse response, Outcome outcome = {}) const;

private:
    struct Shot;
    std::shared_ptr<Shot> m_shot;
};

/// Serves requests: called in a worker thread, must not block, must answer through \a reply, now or
/// later. One Handler object exists for each worker thread, so that it can keep what belongs to the
/// thread.
class Handler
{
public:
    virtual ~Handler() = default;
    virtual void handle(const ApiRequest &request, Reply reply) = 0;
};

/// Makes the Handler of a worker; called in that worker's thread.
using HandlerFactory = std::function<std::unique_ptr<Handler>()>;

} // namespace tokendesk::http
