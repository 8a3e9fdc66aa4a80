// SPDX-License-Identifier: GPL-3.0-or-later
// Keys of the administration in memory.
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

} // namespace tokendesk::test
