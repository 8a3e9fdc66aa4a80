// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/token/tampering.h"

#include "server/token/base64url.h"
#include "server/token/decodedtoken.h"
#include "server/token/hmac.h"
#include "server/token/keytext.h"

#include <QList>

#include <algorithm>

namespace tokendesk::token {
namespace {

/// Written into the header and used to sign, as an attacker would.
constexpr QByteArrayView kAttackersSecret = "a secret that only the attacker knows, of 48 bytes.";

/// The members of \a json without \a name, and with \a name: \a raw at the end; an empty \a raw
/// leaves it out.
QByteArray withMember(const JsonText &json, QByteArrayView name, QByteArrayView raw)
{
    QByteArray out = "{";
    const auto add = [&out](QByteArrayView member, QByteArrayView value) {
        if (out.size() > 1)
            out += ',';
        appendJsonString(out, member);
        out += ':';
        out += value;
    };
    for (const JsonMember &member : json.members()) {
        if (member.name != name)
            add(member.name, member.raw);
    }
    if (!raw.isEmpty())
        add(name, raw);
    return out + '}';
}

/// Another spelling of the same octets: an unused bit of the last character is set. Empty if there
/// is none. Source: RFC 4648 section 3.5.
QByteArray otherSpelling(QByteArray segment)
{
    static constexpr QByteArrayView kAlphabet =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const bool hasUnusedBits = segment.size() % 4 == 2 || segment.size() % 4 == 3;
    const qsizetype at = hasUnusedBits ? kAlphabet.indexOf(segment.back()) : -1;
    if (at < 0)
        return {};
    segment.back() = kAlphabet[at ^ 1];
    return segment;
}

class Bench
{
public:
    Bench(QByteArrayView token, const DecodedToken &decoded, const KeyRing &keys)
        : m_decoded(decoded), m_keys(keys), m_token(token.toByteArray())
    {
        const QList<QByteArray> segments = m_token.split('.');
        m_head = segments[0];
        m_body = segments[1];
        m_tag = segments[2];
    }

    Result<std::vector<Tampering>> run()
    {
        add("unchanged", QT_TRANSLATE_NOOP("Tampering", "Nothing changed, to compare with"),
            m_token);
        changeClaims();
        changeAlgorithm();
        changeSignature();
        changeSpelling();
        TRY(signAsAttacker());
        return std::move(m_made);
    }

private:
    void add(const char *name, const char *text, QByteArray token)
    {
        m_made.push_back({name, text, std::move(token)});
    }

    [[nodiscard]] QByteArray headWith(QByteArrayView name, QByteArrayView raw) const
    {
        return toBase64Url(withMember(m_decoded.header(), name, raw));
    }
    [[nodiscard]] QByteArray bodyWith(QByteArrayView name, QByteArrayView raw) const
    {
        return toBase64Url(withMember(m_decoded.claims(), name, raw));
    }
    [[nodiscard]] static QByteArray joined(const QByteArray &head, const QByteArray &body,
                                           const QByteArray &tag)
    {
        return head + '.' + body + '.' + tag;
    }

    void changeClaims()
    {
        add("superuser",
            QT_TRANSLATE_NOOP("Tampering", "Claims is_superuser, the signature is the old one"),
            joined(m_head, bodyWith("is_superuser", "true"), m_tag));
        const JsonMember *exp = m_decoded.claims().find("exp");
        const auto end = exp != nullptr ? jsonToInteger(exp->raw) : std::nullopt;
        constexpr qint64 kYear = 365 * 86400;
        if (end && *end < 100'000'000'000) {
            add("longer_life",
                QT_TRANSLATE_NOOP("Tampering", "Lives a year longer, the signature is the old one"),
                joined(m_head, bodyWith("exp", QByteArray::number(*end + kYear)), m_tag));
        }
        add("no_expiry",
            QT_TRANSLATE_NOOP("Tampering", "Without exp, the signature is the old one"),
            joined(m_head, bodyWith("exp", {}), m_tag));
        const JsonMember *type = m_decoded.claims().find("token_type");
        if (type != nullptr && type->type == JsonType::String) {
            const bool isAccess = jsonEquals(type->raw, "access");
            add("other_type",
                QT_TRANSLATE_NOOP("Tampering", "Says it is of the other type, access or refresh"),
                joined(m_head, bodyWith("token_type", isAccess ? "\"refresh\"" : "\"access\""),
                       m_tag));
        }
        QByteArray twice = m_decoded.claimsJson();
        twice.chop(twice.size() - twice.lastIndexOf('}'));
        twice += m_decoded.claims().members().empty() ? "" : ",";
        twice += "\"exp\":9999999998,\"exp\":9999999999}";
        add("claim_twice",
            QT_TRANSLATE_NOOP("Tampering", "Says exp twice, so that two readers may disagree"),
            joined(m_head, toBase64Url(twice), m_tag));
    }

    void changeAlgorithm()
    {
        add("alg_none", QT_TRANSLATE_NOOP("Tampering", "Algorithm none, without a signature"),
            joined(headWith("alg", "\"none\""), m_body, {}));
        add("alg_none_spelled",
            QT_TRANSLATE_NOOP("Tampering", "Algorithm nOnE, which a filter for none lets pass"),
            joined(headWith("alg", "\"nOnE\""), m_body, {}));
        const bool isHs256 = m_decoded.algorithm() == "HS256";
        add("alg_swapped",
            QT_TRANSLATE_NOOP("Tampering", "Names another algorithm, the signature is the old one"),
            joined(headWith("alg", isHs256 ? "\"HS512\"" : "\"HS256\""), m_body, m_tag));
        add("crit",
            QT_TRANSLATE_NOOP("Tampering", "Demands an extension that the server does not know"),
            joined(headWith("crit", "[\"exp\"]"), m_body, m_tag));
    }

    void changeSignature()
    {
        const QByteArray &tag = m_decoded.signature();
        add("no_signature", QT_TRANSLATE_NOOP("Tampering", "Without the signature"),
            joined(m_head, m_body, {}));
        if (tag.isEmpty())
            return;
        add("signature_cut", QT_TRANSLATE_NOOP("Tampering", "Half of the signature"),
            joined(m_head, m_body, toBase64Url(QByteArrayView(tag).first(tag.size() / 2))));
        QByteArray flipped = tag;
        flipped.back() = static_cast<char>(flipped.back() ^ 1);
        add("signature_flipped", QT_TRANSLATE_NOOP("Tampering", "One bit of the signature changed"),
            joined(m_head, m_body, toBase64Url(flipped)));
        add("signature_zero",
            QT_TRANSLATE_NOOP("Tampering",
                              "A signature of zeros, which broken elliptic-curve code accepts"),
            joined(m_head, m_body, toBase64Url(QByteArray(tag.size(), '\0'))));
    }

    void changeSpelling()
    {
        add("padding", QT_TRANSLATE_NOOP("Tampering", "Base64 padding behind the signature"),
            m_token + '=');
        if (const QByteArray tag = otherSpelling(m_tag); !tag.isEmpty()) {
            add("other_spelling",
                QT_TRANSLATE_NOOP("Tampering",
                                  "The same signature spelled otherwise, past a list of revoked "
                                  "texts"),
                joined(m_head, m_body, tag));
        }
        // Around the token it would be taken away before anything is judged.
        add("white_space", QT_TRANSLATE_NOOP("Tampering", "A blank before the signature"),
            joined(m_head, m_body, ' ' + m_tag));
        add("fourth_part", QT_TRANSLATE_NOOP("Tampering", "A fourth part"), m_token + ".e30");
    }

    /// Signs \a head and the old payload with \a secret by HS256. Not by Key, which refuses such
    /// secrets.
    [[nodiscard]] Result<QByteArray> signedWith(const QByteArray &head, QByteArrayView secret) const
    {
        const QByteArray input = head + '.' + m_body;
        TRY_ASSIGN(const QByteArray tag,
                   hmacOnce(algorithmInfo(Algorithm::HS256).digest, secret, input));
        return input + '.' + toBase64Url(tag);
    }

    [[nodiscard]] Result<void> signAsAttacker()
    {
        TRY_ASSIGN(QByteArray own, signedWith(headWith("alg", "\"HS256\""), kAttackersSecret));
        add("own_secret", QT_TRANSLATE_NOOP("Tampering", "Signed with the attacker's own secret"),
            std::move(own));
        const QByteArray jwk = "{\"kty\":\"oct\",\"k\":\"" + toBase64Url(kAttackersSecret) + "\"}";
        JsonText header;
        const QByteArray named = withMember(m_decoded.header(), "alg", "\"HS256\"");
        if (!header.scan(named))
            return fail(ErrorCode::Internal, QStringLiteral("The header is not JSON."));
        TRY_ASSIGN(QByteArray embedded,
                   signedWith(toBase64Url(withMember(header, "jwk", jwk)), kAttackersSecret));
        add("key_inside",
            QT_TRANSLATE_NOOP("Tampering", "Brings its own key in the header, and is signed by it"),
            std::move(embedded));
        TRY_ASSIGN(QByteArray path,
                   signedWith(toBase64Url(withMember(header, "kid", "\"../../dev/null\"")),
                              QByteArrayView("\0", 1)));
        add("kid_path",
            QT_TRANSLATE_NOOP("Tampering", "The kid is the path of a file without content"),
            std::move(path));
        return confuseKeys(header);
    }

    /// A verifier that lets the token choose takes the public key's text for the secret.
    [[nodiscard]] Result<void> confuseKeys(const JsonText &header)
    {
        const auto &keys = m_keys.keys();
        const auto found = std::find_if(keys.begin(), keys.end(), [](const auto &key) {
            return algorithmInfo(key->algorithm()).type != KeyType::Oct;
        });
        if (found == keys.end())
            return {};
        TRY_ASSIGN(const QByteArray pem, publicPem((*found)->material()));
        TRY_ASSIGN(QByteArray confused, signedWith(toBase64Url(header.raw()), pem));
        add("key_confusion",
            QT_TRANSLATE_NOOP("Tampering", "HS256 with the public key's text as the secret"),
            std::move(confused));
        return {};
    }

    const DecodedToken &m_decoded;
    const KeyRing &m_keys;
    QByteArray m_token;
    QByteArray m_head;
    QByteArray m_body;
    QByteArray m_tag;
    std::vector<Tampering> m_made;
};

} // namespace

Result<std::vector<Tampering>> tamperWith(QByteArrayView token, const KeyRing &keys)
{
    DecodedToken decoded;
    if (const Cause cause = decoded.decode(token);
        cause != Cause::None && cause != Cause::CriticalHeader)
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("Only what has the form of a token can be tampered with: %1.")
                        .arg(QLatin1String(causeText(cause))),
                    QStringLiteral("token"));
    return Bench(token, decoded, keys).run();
}

} // namespace tokendesk::token
