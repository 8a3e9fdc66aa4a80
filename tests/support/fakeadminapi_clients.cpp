// SPDX-License-Identifier: GPL-3.0-or-later
// OAuth clients of the administration in memory.
#include "tests/support/fakeadminapi.h"

#include <algorithm>

namespace tokendesk::test {
namespace {

ClientSecret withSecret(const ClientInfo &client)
{
    return {client, std::make_shared<const SecretBytes>(
                        QByteArrayView("c2VjcmV0IG9mIHRoZSBjbGllbnQgaW4gbWVtb3J5IQ"))};
}

} // namespace

Result<ClientInfo *> FakeAdminApi::findClient(const QString &id)
{
    const auto found = std::find_if(m_clients.begin(), m_clients.end(),
                                    [&id](const ClientInfo &client) { return client.id == id; });
    if (found == m_clients.end())
        return fail(ErrorCode::NotFound, {}, QStringLiteral("client"));
    return &*found;
}

FakeAdminApi::Answer<std::vector<ClientInfo>> FakeAdminApi::listClients()
{
    return answer<std::vector<ClientInfo>>(
        QStringLiteral("listClients"),
        [this]() -> Result<std::vector<ClientInfo>> { return m_clients; });
}

FakeAdminApi::Answer<ClientSecret> FakeAdminApi::addClient(QString id, QString name)
{
    return answer<ClientSecret>(
        QStringLiteral("addClient"), [this, id, name]() -> Result<ClientSecret> {
            if (id.isEmpty())
                return fail(ErrorCode::InvalidArgument, {}, QStringLiteral("client"));
            if (findClient(id))
                return fail(ErrorCode::AlreadyExists, {}, QStringLiteral("client"));
            ClientInfo client;
            client.id = id;
            client.name = name.isEmpty() ? id : name;
            client.createdAt = m_clock.now();
            m_clients.push_back(client);
            std::sort(m_clients.begin(), m_clients.end(),
                      [](const ClientInfo &a, const ClientInfo &b) { return a.id < b.id; });
            record(QStringLiteral("client.created"));
            notify();
            return withSecret(client);
        });
}

FakeAdminApi::Answer<ClientSecret> FakeAdminApi::rotateClientSecret(QString id)
{
    return answer<ClientSecret>(QStringLiteral("rotateClientSecret"),
                                [this, id]() -> Result<ClientSecret> {
                                    TRY_ASSIGN(ClientInfo * client, findClient(id));
                                    client->rotatedAt = m_clock.now();
                                    record(QStringLiteral("client.secret_rotated"));
                                    notify();
                                    return withSecret(*client);
                                });
}

FakeAdminApi::Answer<ClientInfo> FakeAdminApi::setClientEnabled(QString id, bool isEnabled)
{
    return answer<ClientInfo>(
        QStringLiteral("setClientEnabled"), [this, id, isEnabled]() -> Result<ClientInfo> {
            TRY_ASSIGN(ClientInfo * client, findClient(id));
            if (client->disabledAt.has_value() != isEnabled)
                return *client;
            client->disabledAt = isEnabled ? std::nullopt : std::optional(m_clock.now());
            record(isEnabled ? QStringLiteral("client.enabled")
                             : QStringLiteral("client.disabled"));
            notify();
            return *client;
        });
}

FakeAdminApi::Answer<ClientInfo> FakeAdminApi::deleteClient(QString id)
{
    return answer<ClientInfo>(QStringLiteral("deleteClient"), [this, id]() -> Result<ClientInfo> {
        TRY_ASSIGN(const ClientInfo *client, findClient(id));
        const ClientInfo gone = *client;
        std::erase(m_clients, gone);
        record(QStringLiteral("client.deleted"));
        notify();
        return gone;
    });
}

} // namespace tokendesk::test
