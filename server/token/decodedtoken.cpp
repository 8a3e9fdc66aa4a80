// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/token/decodedtoken.h"

#include "server/token/base64url.h"

#include <algorithm>

namespace tokendesk::token {
namespace {

/// Longest `kid` that is looked up, in bytes. Source: SECURITY R10.
constexpr qsizetype kMaximumKeyIdSize = 128;

bool isPrintable(QByteArrayView text)
{
    return std::none_of(text.begin(), text.end(),
                        [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

} // namespace

Cause DecodedToken::decode(QByteArrayView token)
{
    m_headerJson.resize(0);
    m_claimsJson.resize(0);
    m_signature.resize(0);
    m_signingInput = {};
    m_algorithm.resize(0);
    m_keyId.reset();
    m_header.clear();
    m_claims.clear();

    if (token.size() > kMaximumTokenSize)
        return Cause::TooLong;
    const qsizetype first = token.indexOf('.');
    const qsizetype second = first < 0 ? -1 : token.indexOf('.', first + 1);
    if (second < 0 || token.indexOf('.', second + 1) >= 0)
        return Cause::NotThreeSegments;
    m_signingInput = token.first(second);

    // All three are tried, so that the inspector can show what is readable.
    const bool headerDecoded = fromBase64Url(token.first(first), m_headerJson);
    const bool claimsDecoded =
        fromBase64Url(token.sliced(first + 1, second - first - 1), m_claimsJson);
    const bool signatureDecoded = fromBase64Url(token.sliced(second + 1), m_signature);
    if (!headerDecoded)
        m_headerJson.resize(0);
    if (!claimsDecoded)
        m_claimsJson.resize(0);
    if (!signatureDecoded)
        m_signature.resize(0);
    const bool headerRead = headerDecoded && m_header.scan(m_headerJson) && m_header.isObject();
    const bool claimsRead = claimsDecoded && m_claims.scan(m_claimsJson) && m_claims.isObject();
    const Cause headerCause = headerRead ? readHeader() : Cause::HeaderNotJson;
    if (!headerDecoded || !claimsDecoded || !signatureDecoded)
        return Cause::NotBase64Url;
    if (headerCause != Cause::None)
        return headerCause;
    return claimsRead ? Cause::None : Cause::PayloadNotJson;
}

Cause DecodedToken::readHeader()
{
    Cause cause = Cause::None;
    for (const JsonMember &member : m_header.members()) {
        if (member.name == "alg") {
            if (member.type == JsonType::String)
                m_algorithm = jsonToUtf8(member.raw);
        } else if (member.name == "kid") {
            if (member.type != JsonType::String)
                return Cause::HeaderInvalid;
            m_keyId = jsonToUtf8(member.raw);
            if (m_keyId->size() > kMaximumKeyIdSize || !isPrintable(*m_keyId))
                return Cause::HeaderInvalid;
        } else if (member.name == "crit" || member.name == "b64") {
            // No extension is implemented, so whatever is critical must be refused. RFC 7515
            // section 4.1.11.
            cause = Cause::CriticalHeader;
        }
    }
    return cause;
}

} // namespace tokendesk::token
