// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/api.h"

#include <atomic>

namespace tokendesk::http {

QByteArrayView ApiRequest::header(QByteArrayView name) const
{
    for (const Header &field : headers) {
        if (field.first.size() == name.size()
            && field.first.compare(name, Qt::CaseInsensitive) == 0) {
            return field.second.isNull() ? QByteArrayView("") : QByteArrayView(field.second);
        }
    }
    return {};
}

int ApiRequest::headerCount(QByteArrayView name) const
{
    int count = 0;
    for (const Header &field : headers) {
        if (field.first.size() == name.size()
            && field.first.compare(name, Qt::CaseInsensitive) == 0)
            ++count;
    }
    return count;
}

struct Reply::Shot
{
    std::shared_ptr<Mailbox> mailbox;
    quint64 request;
    std::atomic_flag spent{};

    Shot(std::shared_ptr<Mailbox> box, quint64 id) : mailbox(std::move(box)), request(id) { }
    Shot(const Shot &) = delete;
    Shot &operator=(const Shot &) = delete;
    ~Shot()
    {
        if (!spent.test_and_set())
            mailbox->post(request, internalError(), {});
    }

    static ApiResponse internalError()
    {
        ApiResponse response;
        response.status = 500;
        response.body = QByteArrayLiteral("{\"detail\": \"Internal server error.\"}");
        return response;
    }
};

Reply::Reply(std::shared_ptr<Mailbox> mailbox, quint64 request)
    : m_shot(std::make_shared<Shot>(std::move(mailbox), request))
{
}

void Reply::send(ApiResponse response, Outcome outcome) const
{
    if (!m_shot->spent.test_and_set())
        m_shot->mailbox->post(m_shot->request, std::move(response), std::move(outcome));
}

} // namespace tokendesk::http
