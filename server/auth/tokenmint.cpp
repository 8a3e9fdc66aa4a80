// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/tokenmint.h"

#include "server/auth/eventlog.h"
#include "server/auth/policystore.h"
#include "server/auth/sessiontokens.h"
#include "server/auth/tokenservice.h"
#include "server/auth/userclaims.h"
#include "server/store/sessionrepository.h"
#include "server/store/userrepository.h"
#include "server/store/writer.h"
#include "server/token/base64url.h"
#include "server/token/issue.h"

#include <utility>

namespace tokendesk::auth {
namespace {

// The bounds of every lifetime. Source: DESIGN section 4.
constexpr std::chrono::seconds kShortest{10};
constexpr std::chrono::seconds kLongest = std::chrono::hours{24 * 365};

Result<store::UserRecord> activeUser(const Context &context, UserId id)
{
    TRY_ASSIGN(store::Connection * connection, context.database.connection());
    TRY_ASSIGN(auto found, store::UserRepository(*connection).find(id));
    if (!found || found->user.deletedAt)
        return fail(ErrorCode::NotFound, QStringLiteral("There is no such user."),
                    QStringLiteral("user"));
    if (!found->user.active)
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("The user is inactive: the token would be refused."),
                    QStringLiteral("user"));
    return *std::move(found);
}

Result<QByteArray> signedToken(const PolicySnapshot &snapshot, const store::UserRecord &record,
                               const MintOrder &order, const Session &session)
{
    const auto &key = snapshot.keys.active();
    if (!key)
        return fail(ErrorCode::NoSigningKey);
    const token::Policy &policy = snapshot.policy;
    TRY_ASSIGN(const QByteArray carried,
               token::withClaims(policy,
                                 fittingClaims(policy, record.user, record.passwordHash).text,
                                 order.claims));
    TRY_ASSIGN(const Jti jti, token::newAccessJti(session.id));
    token::TokenSpec spec;
    spec.issuedAt = session.createdAt;
    spec.expiresAt = session.accessUntil;
    spec.id = jti.toHex();
    spec.session = session.id;
    TRY_ASSIGN(QByteArray text, token::issueToken(policy, *key, spec, carried));
    if (text.size() > token::kMaximumTokenSize)
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("The claims make the token longer than %1 bytes.")
                        .arg(token::kMaximumTokenSize),
                    QStringLiteral("claim"));
    return text;
}

Result<Session> sessionFor(const PolicySnapshot &snapshot, const MintOrder &order, Instant now)
{
    const auto lifetime = order.lifetime.value_or(snapshot.policy.accessLifetime);
    if (lifetime < kShortest || lifetime > kLongest)
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("The lifetime must be from %1 to %2.")
                        .arg(durationText(kShortest), durationText(kLongest)),
                    QStringLiteral("lifetime"));
    TRY_ASSIGN(Session session, newSession(snapshot, SessionKind::Pair, order.user,
                                           {{}, QStringLiteral("token mint")}, now));
    session.accessUntil = std::chrono::floor<std::chrono::seconds>(now) + lifetime;
    session.expiresAt = session.accessUntil;
    session.maximumAt = session.accessUntil;
    return session;
}

} // namespace

Result<ClaimsPreview> TokenMint::preview(UserId user) const
{
    TRY_ASSIGN(store::Connection * connection, m_context.database.connection());
    TRY_ASSIGN(const auto record, store::UserRepository(*connection).find(user));
    if (!record)
        return fail(ErrorCode::NotFound, QStringLiteral("There is no such user."),
                    QStringLiteral("user"));
    const auto snapshot = m_context.policies.current();
    MintOrder order;
    order.user = user;
    TRY_ASSIGN(const Session session, sessionFor(*snapshot, order, m_context.clock.now()));
    // Signed as any other, so that nothing here can differ from what is issued; it goes nowhere.
    TRY_ASSIGN(const QByteArray text, signedToken(*snapshot, *record, order, session));
    const QList<QByteArray> parts = text.split('.');
    ClaimsPreview preview;
    preview.payload = token::fromBase64Url(parts.value(1)).value_or(QByteArray());
    preview.tokenBytes = text.size();
    const QStringList mapped = token::mappedClaims(snapshot->policy, record->user).keys();
    for (const QString &name : mapped) {
        if (token::isReservedClaim(snapshot->policy, name.toUtf8()))
            preview.leftOut.append(name);
    }
    preview.leftOut += fittingClaims(snapshot->policy, record->user, record->passwordHash).leftOut;
    return preview;
}

void TokenMint::mint(const MintOrder &order, Actor actor, Completion<Minted> done) const
{
    const auto snapshot = m_context.policies.current();
    const auto record = activeUser(m_context, order.user);
    if (!record)
        return done(fail(record.error()));
    const auto session = sessionFor(*snapshot, order, m_context.clock.now());
    if (!session)
        return done(fail(session.error()));
    auto text = signedToken(*snapshot, *record, order, *session);
    if (!text)
        return done(fail(std::move(text).error()));
    const Minted minted{*std::move(text), session->id, session->accessUntil};
    m_context.writer.submit<Minted>(
        [session = *session, minted,
         actor = std::move(actor)](store::Connection &connection) -> Result<Minted> {
            TRY(store::SessionRepository(connection).insert(session));
            Event event =
                makeEvent("token.minted", actor, session.createdAt,
                          {{QStringLiteral("expires_at"), toIsoString(session.accessUntil)}});
            event.userId = session.userId;
            event.sessionId = session.id;
            TRY(EventLog::append(connection, event));
            return minted;
        },
        std::move(done));
}

} // namespace tokendesk::auth
