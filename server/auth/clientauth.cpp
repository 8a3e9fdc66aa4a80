// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/clientauth.h"

#include "server/auth/eventlog.h"
#include "server/auth/loginthrottle.h"
#include "server/store/clientrepository.h"
#include "server/store/writer.h"
#include "server/token/hmac.h"

#include <openssl/evp.h>

namespace tokendesk::auth {
namespace {

constexpr qsizetype kHashSize = 32;
using Wait = LoginThrottle::Wait;

/// One attempt that failed, as the writer needs it.
struct Failure
{
    const Context &context;
    ThrottleRules rules;
    LoginThrottle::Subject subject;
    QString id; ///< of a client that exists; else empty: it may be a secret in the wrong field
    const char *reason;
    Client client;

    [[nodiscard]] Event event(const char *type, Instant at, QJsonObject detail) const
    {
        if (id.isEmpty())
            detail.insert(QStringLiteral("name_hash"),
                          QString::fromLatin1(subject.account.toHex()));
        else
            detail.insert(QStringLiteral("client"), id);
        Event event =
            makeEvent(type, {QString(), client.address, client.request}, at, std::move(detail));
        event.severity = Severity::Warning;
        return event;
    }

    Result<Wait> operator()(store::Connection &connection) const
    {
        const Instant now = context.clock.now();
        TRY_ASSIGN(const LoginThrottle::Failure counted,
                   context.throttle.noteFailure(connection, rules, subject, now));
        if (counted.refused)
            return counted.refused;
        TRY(EventLog::append(
            connection,
            event("client.refused", now, {{QStringLiteral("reason"), QLatin1String(reason)}})));
        if (counted.addressFull)
            TRY(EventLog::append(connection,
                                 event("client.throttled", now,
                                       {{QStringLiteral("scope"), QStringLiteral("address")},
                                        {QStringLiteral("failures"), rules.addressFailures}})));
        return Wait();
    }
};

/// Counts the failure, then refuses.
void refuse(Failure failure, ClientAuth::Refused refused)
{
    store::Writer &writer = failure.context.writer;
    writer.submit<Wait>(std::move(failure),
                        [refused = std::move(refused)](const Result<Wait> &wait) {
                            // A failure that could not be counted must not tell that the secret was
                            // wrong.
                            if (!wait)
                                return refused(Refusal::failed(wait.error()));
                            if (*wait)
                                return refused(Refusal::throttled(**wait));
                            refused({Refusal::Kind::BadCredentials, {}, {}, {}});
                        });
}

/// Why \a row does not let in whoever shows \a shown; null if it does. Takes the same time for
/// every secret.
const char *faultOf(const std::optional<store::ClientRow> &row, const SecretBytes &shown)
{
    const QByteArray nobody(kHashSize, '\0');
    const bool matches =
        token::constantTimeEquals(clientSecretHash(shown), row ? row->secretHash : nobody);
    if (!row)
        return "unknown_client";
    if (!matches)
        return "wrong_secret";
    return row->disabledAt ? "disabled" : nullptr;
}

/// Notes when the client was here, and that its address is one of its own. Nobody waits for it.
void noteUse(const Context &context, const ThrottleRules &rules,
             const LoginThrottle::Subject &subject, const QString &id, Instant now)
{
    context.writer.submit<bool>(
        [&context, rules, subject, id, now](store::Connection &connection) -> Result<bool> {
            TRY(store::ClientRepository(connection).noteUse(id, now));
            TRY(context.throttle.noteSuccess(connection, rules, subject, now, now));
            return true;
        },
        [](const Result<bool> &) {});
}

} // namespace

QByteArray clientSecretHash(const SecretBytes &secret)
{
    QByteArray digest(kHashSize, Qt::Uninitialized);
    unsigned size = 0;
    if (!EVP_Digest(secret.data(), static_cast<std::size_t>(secret.size()),
                    reinterpret_cast<unsigned char *>(digest.data()), &size, EVP_sha256(), nullptr))
        qFatal("OpenSSL has no SHA-256.");
    return digest;
}

ClientAuth::ClientAuth(const Context &context)
    : m_context(context), m_policies(context.policies) { }

bool ClientAuth::accepts(const ClientCredentials &credentials, const Client &client,
                         const Refused &refused)
{
    const auto accepted = judge(credentials, client, refused);
    if (!accepted)
        refused(accepted.error());
    return accepted && *accepted;
}

tl::expected<bool, Refusal> ClientAuth::judge(const ClientCredentials &credentials,
                                              const Client &client, const Refused &refused)
{
    const auto failed = [](const Error &error) { return tl::unexpected(Refusal::failed(error)); };
    const ThrottleRules rules = ThrottleRules::ofClients(m_policies.get().settings);
    const auto subject = m_context.throttle.clientSubject(credentials.id, client.address);
    const Instant now = m_context.clock.now();
    const auto connection = m_context.database.connection();
    if (!connection)
        return failed(connection.error());
    // Before anything is compared, so that an attempt too many tells nothing.
    const auto wait = m_context.throttle.waitOf(**connection, rules, subject, now);
    if (!wait)
        return failed(wait.error());
    if (*wait)
        return tl::unexpected(Refusal::throttled(**wait));

    const auto row = store::ClientRepository(**connection).find(credentials.id);
    if (!row)
        return failed(row.error());
    if (const char *fault = faultOf(*row, credentials.secret)) {
        // A client at home that goes on with an old secret, say: it keeps neither the writer busy
        // nor its siblings out.
        const auto full =
            m_context.throttle.waitOf(**connection, rules, {{}, subject.address}, now);
        if (!full)
            return failed(full.error());
        if (*full)
            return tl::unexpected(Refusal::throttled(**full));
        refuse({m_context, rules, subject, *row ? (*row)->id : QString(), fault, client}, refused);
        return false;
    }
    const Instant last = (*row)->lastUsedAt.value_or(Instant{});
    if (now - last >= kUseInterval || last > now)
        noteUse(m_context, rules, subject, (*row)->id, now);
    return true;
}

} // namespace tokendesk::auth
