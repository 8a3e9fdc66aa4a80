// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/clientadmin.h"

#include "server/auth/clientauth.h"
#include "server/auth/eventlog.h"
#include "server/auth/loginthrottle.h"
#include "server/store/writer.h"
#include "server/token/base64url.h"

#include <openssl/rand.h>

#include <algorithm>

namespace tokendesk::auth {
namespace {

using store::ClientRepository;
using store::ClientRow;

constexpr qsizetype kSecretSize = 32; ///< bytes

tl::unexpected<Error> refuse(const QString &reason, const char *field)
{
    return fail(ErrorCode::InvalidArgument, reason, QString::fromLatin1(field));
}

Result<void> checkId(const QString &id)
{
    const auto isPlain = [](QChar c) {
        return c.unicode() < 128 && (c.isLetterOrNumber() || QLatin1String("-._~").contains(c));
    };
    if (id.isEmpty() || id.size() > ClientAdmin::kLongestId)
        return refuse(
            QStringLiteral("must have between 1 and %1 characters").arg(ClientAdmin::kLongestId),
            "client");
    if (!std::all_of(id.begin(), id.end(), isPlain))
        return refuse(QStringLiteral("may have only letters from a to z, digits and - . _ ~"),
                      "client");
    if (!id.front().isLetterOrNumber())
        return refuse(QStringLiteral("must begin with a letter or a digit"), "client");
    return {};
}

Result<void> checkName(const QString &name)
{
    if (name.size() > ClientAdmin::kLongestName)
        return refuse(
            QStringLiteral("must have at most %1 characters").arg(ClientAdmin::kLongestName),
            "name");
    const bool isText = name.isValidUtf16() && std::all_of(name.begin(), name.end(), [](QChar c) {
                            return c.category() != QChar::Other_Control;
                        });
    if (!isText)
        return refuse(QStringLiteral("must not hold control characters"), "name");
    return {};
}

/// 256 random bits as text. Errors: Internal.
Result<std::shared_ptr<const SecretBytes>> newSecret()
{
    SecretBytes bytes(kSecretSize);
    if (RAND_priv_bytes(bytes.udata(), static_cast<int>(bytes.size())) != 1)
        return fail(ErrorCode::Internal, QStringLiteral("OpenSSL has no random bytes."));
    QByteArray text = token::toBase64Url(bytes.view());
    auto secret = std::make_shared<const SecretBytes>(QByteArrayView(text));
    explicit_bzero(text.data(), static_cast<std::size_t>(text.size()));
    return secret;
}

Result<ClientRow> find(store::Connection &connection, const QString &id)
{
    TRY_ASSIGN(auto row, ClientRepository(connection).find(id));
    if (!row)
        return fail(ErrorCode::NotFound, QStringLiteral("There is no client \"%1\".").arg(id),
                    QStringLiteral("client"));
    return *std::move(row);
}

Result<void> note(store::Connection &connection, const char *type, const ClientRow &row,
                  const Actor &actor, Instant now)
{
    return EventLog::append(connection,
                            makeEvent(type, actor, now, {{QStringLiteral("client"), row.id}}));
}

/// What is handed out.
ClientRow withoutHash(ClientRow row)
{
    row.secretHash.clear();
    return row;
}

Result<ClientRow> insert(store::Connection &connection, ClientRow row, const Actor &actor,
                         Instant now)
{
    ClientRepository clients(connection);
    TRY_ASSIGN(const auto all, clients.list());
    if (all.size() >= ClientAdmin::kLimit)
        return fail(ErrorCode::Conflict,
                    QStringLiteral("There may be at most %1 clients; delete one first.")
                        .arg(ClientAdmin::kLimit),
                    QStringLiteral("client"));
    row.createdAt = now;
    TRY(clients.insert(row));
    TRY(note(connection, "client.created", row, actor, now));
    return row;
}

} // namespace

Result<std::vector<ClientRow>> ClientAdmin::list() const
{
    TRY_ASSIGN(store::Connection * connection, m_context.database.connection());
    TRY_ASSIGN(auto rows, ClientRepository(*connection).list());
    for (ClientRow &row : rows)
        row.secretHash.clear();
    return rows;
}

void ClientAdmin::add(const QString &id, const QString &name, Actor actor,
                      Completion<ClientSecret> done)
{
    ClientRow row;
    row.id = id;
    row.name = name.trimmed().isEmpty() ? id : name.trimmed();
    if (const auto good = checkId(row.id); !good)
        return done(fail(good.error()));
    if (const auto good = checkName(row.name); !good)
        return done(fail(good.error()));
    const auto secret = newSecret();
    if (!secret)
        return done(fail(secret.error()));
    row.secretHash = clientSecretHash(**secret);
    m_context.writer.submit<ClientSecret>(
        [this, row, secret = *secret,
         actor = std::move(actor)](store::Connection &connection) -> Result<ClientSecret> {
            TRY_ASSIGN(ClientRow made, insert(connection, row, actor, m_context.clock.now()));
            return ClientSecret{withoutHash(std::move(made)), secret};
        },
        std::move(done));
}

void ClientAdmin::rotateSecret(const QString &id, Actor actor, Completion<ClientSecret> done)
{
    const auto secret = newSecret();
    if (!secret)
        return done(fail(secret.error()));
    m_context.writer.submit<ClientSecret>(
        [this, id, secret = *secret,
         actor = std::move(actor)](store::Connection &connection) -> Result<ClientSecret> {
            TRY_ASSIGN(ClientRow row, find(connection, id));
            row.secretHash = clientSecretHash(*secret);
            row.rotatedAt = m_context.clock.now();
            TRY(ClientRepository(connection).update(row));
            TRY(note(connection, "client.secret_rotated", row, actor, *row.rotatedAt));
            return ClientSecret{withoutHash(std::move(row)), secret};
        },
        std::move(done));
}

void ClientAdmin::setEnabled(const QString &id, bool isEnabled, Actor actor,
                             Completion<ClientRow> done)
{
    m_context.writer.submit<ClientRow>(
        [this, id, isEnabled,
         actor = std::move(actor)](store::Connection &connection) -> Result<ClientRow> {
            const Instant now = m_context.clock.now();
            TRY_ASSIGN(ClientRow row, find(connection, id));
            if (row.disabledAt.has_value() != isEnabled)
                return withoutHash(std::move(row));
            row.disabledAt = isEnabled ? std::nullopt : std::optional(now);
            TRY(ClientRepository(connection).update(row));
            TRY(note(connection, isEnabled ? "client.enabled" : "client.disabled", row, actor,
                     now));
            return withoutHash(std::move(row));
        },
        std::move(done));
}

void ClientAdmin::remove(const QString &id, Actor actor, Completion<ClientRow> done)
{
    m_context.writer.submit<ClientRow>(
        [this, id, actor = std::move(actor)](store::Connection &connection) -> Result<ClientRow> {
            TRY_ASSIGN(ClientRow row, find(connection, id));
            TRY(ClientRepository(connection).remove(id));
            // Whoever gets the id next is somebody else.
            TRY(m_context.throttle.forgetClient(connection, id));
            TRY(note(connection, "client.deleted", row, actor, m_context.clock.now()));
            return withoutHash(std::move(row));
        },
        std::move(done));
}

} // namespace tokendesk::auth
