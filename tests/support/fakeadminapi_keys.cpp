// SPDX-License-Identifier: GPL-3.0-or-later
// Keys of the administration in memory.
#include "server/base/json.h"
#include "server/runtime/verdictsentence.h"
#include "server/token/base64url.h"
#include "server/token/tampering.h"
#include "tests/support/fakeadminapi.h"

#include <algorithm>

namespace tokendesk::test {

KeyInfo *FakeAdminApi::findKey(const QString &kid)
{
    const auto found = std::find_if(m_keys.begin(), m_keys.end(),
                                    [&kid](const KeyInfo &key) { return key.kid == kid; });
    return found == m_keys.end() ? nullptr : &*found;
}

void FakeAdminApi::stepDown()
{
    for (KeyInfo &key : m_keys) {
        if (key.state != KeyInfo::State::Active)
            continue;
        key.state = KeyInfo::State::Retiring;
        key.leavesAt = m_clock.now() + std::chrono::hours{24 * 7};
    }
}

KeyInfo FakeAdminApi::addNewKey(KeyInfo key, bool activate)
{
    if (activate)
        stepDown();
    key.state = activate ? KeyInfo::State::Active : KeyInfo::State::Next;
    key.createdAt = m_clock.now();
    if (activate)
        key.activatedAt = key.createdAt;
    m_keys.push_back(key);
    record(key.imported ? QStringLiteral("key.imported") : QStringLiteral("key.generated"));
    notify();
    return key;
}

FakeAdminApi::Answer<KeyInfo> FakeAdminApi::generateKey(NewKey key)
{
    m_lastNewKey = key;
    return answer<KeyInfo>(QStringLiteral("generateKey"), [this, key]() -> Result<KeyInfo> {
        KeyInfo info;
        info.kid = QStringLiteral("generated-%1").arg(m_keys.size());
        info.algorithm = key.algorithm.isEmpty() ? QStringLiteral("HS256") : key.algorithm;
        return addNewKey(info, key.activate);
    });
}

FakeAdminApi::Answer<KeyInfo> FakeAdminApi::rotateKeys(QString kid, std::optional<Instant> at)
{
    return answer<KeyInfo>(QStringLiteral("rotateKeys"), [this, kid, at]() -> Result<KeyInfo> {
        QString chosen = kid;
        for (const KeyInfo &key : m_keys) {
            if (chosen.isEmpty() && key.state == KeyInfo::State::Next && !key.activatesAt)
                chosen = key.kid;
        }
        if (chosen.isEmpty()) {
            KeyInfo info;
            info.kid = chosen = QStringLiteral("generated-%1").arg(m_keys.size());
            info.algorithm = QStringLiteral("HS256");
            (void)addNewKey(info, false);
        }
        KeyInfo *key = findKey(chosen);
        if (!key)
            return fail(ErrorCode::NotFound);
        if (at && *at > m_clock.now()) {
            key->activatesAt = at;
        } else {
            stepDown();
            key->state = KeyInfo::State::Active;
            key->activatedAt = m_clock.now();
            key->activatesAt.reset();
            key->leavesAt.reset();
            record(QStringLiteral("key.activated"));
        }
        notify();
        return *key;
    });
}

FakeAdminApi::Answer<KeyInfo> FakeAdminApi::unscheduleKey(QString kid)
{
    return answer<KeyInfo>(QStringLiteral("unscheduleKey"), [this, kid]() -> Result<KeyInfo> {
        KeyInfo *key = findKey(kid);
        if (!key)
            return fail(ErrorCode::NotFound);
        if (!key->activatesAt)
            return fail(ErrorCode::Conflict);
        key->activatesAt.reset();
        record(QStringLiteral("key.unscheduled"));
        notify();
        return *key;
    });
}

FakeAdminApi::Answer<KeyInfo> FakeAdminApi::retireKey(QString kid)
{
    return answer<KeyInfo>(QStringLiteral("retireKey"), [this, kid]() -> Result<KeyInfo> {
        KeyInfo *key = findKey(kid);
        if (!key)
            return fail(ErrorCode::NotFound);
        if (key->state == KeyInfo::State::Active || key->state == KeyInfo::State::Retired)
            return fail(ErrorCode::Conflict);
        key->state = KeyInfo::State::Retired;
        key->retiredAt = m_clock.now();
        key->leavesAt.reset();
        record(QStringLiteral("key.retired"));
        notify();
        return *key;
    });
}

FakeAdminApi::Answer<QByteArray> FakeAdminApi::exportKey(QString kid, KeyPart part,
                                                         SecretBytes passphrase)
{
    const bool isProtected = part != KeyPart::PrivatePem || passphrase.size() >= 8;
    m_lastPassphrase = passphrase.view().toByteArray();
    return answer<QByteArray>(
        QStringLiteral("exportKey"), [this, kid, part, isProtected]() -> Result<QByteArray> {
            const KeyInfo *key = findKey(kid);
            if (!key)
                return fail(ErrorCode::NotFound);
            if (key->algorithm.startsWith(QLatin1String("HS")) || !isProtected)
                return fail(ErrorCode::InvalidArgument);
            if (part == KeyPart::PublicJwk)
                return QByteArray("{\"kid\":\"" + kid.toUtf8() + "\"}");
            return part == KeyPart::PublicPem
                       ? QByteArrayLiteral("-----BEGIN PUBLIC KEY-----\n")
                       : QByteArrayLiteral("-----BEGIN ENCRYPTED PRIVATE KEY-----\n");
        });
}

FakeAdminApi::Answer<MintedToken> FakeAdminApi::mintToken(NewToken token)
{
    return answer<MintedToken>(QStringLiteral("mintToken"), [this, token]() -> Result<MintedToken> {
        const User *user = findUser(token.user);
        if (!user)
            return fail(ErrorCode::NotFound);
        if (!user->active)
            return fail(ErrorCode::InvalidArgument);
        const SessionId session = addSession(token.user);
        record(QStringLiteral("token.minted"), token.user, session);
        notify();
        return MintedToken{
            QStringLiteral("eyJhbGciOiJIUzI1NiJ9.eyJ0b2tlbl90eXBlIjoiYWNjZXNzIn0.c2ln"), session,
            m_clock.now() + token.lifetime.value_or(std::chrono::minutes{15})};
    });
}

FakeAdminApi::Answer<std::vector<TamperTrial>> FakeAdminApi::tamper(QString token,
                                                                    InspectOptions options)
{
    const Instant at = options.at.value_or(m_clock.now());
    return answer<std::vector<TamperTrial>>(
        QStringLiteral("tamper"), [token, at]() -> Result<std::vector<TamperTrial>> {
            TRY_ASSIGN(const auto changed, token::tamperWith(token.toUtf8(), {}));
            std::vector<TamperTrial> trials;
            for (const token::Tampering &tampering : changed) {
                TamperTrial trial{QLatin1String(tampering.name),
                                  QLatin1String(tampering.text),
                                  QString::fromUtf8(tampering.token),
                                  {},
                                  {},
                                  {},
                                  {}};
                trial.verdict.examinedAt = at;
                trial.verdict.expiresAt = at + std::chrono::minutes{14};
                const bool isFirst = trials.empty();
                if (!isFirst) {
                    trial.verdict.firstFailure = token::Check::Signature;
                    trial.verdict.checks[static_cast<std::size_t>(token::Check::Signature)] = {
                        token::Outcome::Failed, token::Cause::SignatureWrong};
                }
                Inspection found;
                found.verdict = trial.verdict;
                trial.sentence = verdictSentence(found, QStringLiteral("access"), {}, {});
                trial.answer = {QStringLiteral("profile"), isFirst ? 200 : 401,
                                isFirst ? R"({"id":1,"username":"anna","email":"anna@example.org"})"
                                        : R"({"detail":"Given token not valid for any token type",)"
                                          R"("code":"token_not_valid"})"};
                trial.answers = {trial.answer};
                trials.push_back(std::move(trial));
            }
            return trials;
        });
}

FakeAdminApi::Answer<SignedToken> FakeAdminApi::signToken(TokenToSign token)
{
    const bool isByServer = !token.key;
    m_signedWith = token.key ? token.key->view().toByteArray() : QByteArray();
    m_signedPassphrase = token.passphrase.view().toByteArray();
    return answer<SignedToken>(
        QStringLiteral("signToken"),
        [this, isByServer, header = token.header,
         payload = token.payload]() -> Result<SignedToken> {
            JsonText text;
            if (!text.scan(payload) || !text.isObject())
                return fail(ErrorCode::InvalidArgument,
                            QStringLiteral("The payload is no JSON object."),
                            QStringLiteral("payload"));
            SignedToken made;
            made.header = isByServer ? QByteArray("{\"alg\":\"HS256\",\"kid\":\"k-1\"}") : header;
            made.kid = isByServer ? QStringLiteral("k-1") : QStringLiteral("own");
            made.token = QString::fromLatin1(token::toBase64Url(made.header) + '.'
                                             + token::toBase64Url(payload) + '.'
                                             + token::toBase64Url(QByteArray(32, 's')));
            if (isByServer) {
                record(QStringLiteral("token.signed"));
                notify();
            }
            return made;
        });
}

} // namespace tokendesk::test
