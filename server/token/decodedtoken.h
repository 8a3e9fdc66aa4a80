// SPDX-License-Identifier: GPL-3.0-or-later
// Value: a compact JWS taken apart, nothing of it believed yet.
#pragma once

#include "server/base/json.h"
#include "server/token/verdict.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace tokendesk::token {

/// Longest token that is looked at, in bytes. Source: SECURITY R2.
inline constexpr qsizetype kMaximumTokenSize = 8192;

/// Header, payload and signature of one token. Reusable: decode() keeps the buffers. The token text
/// must outlive it. Source: RFC 7515 section 7.1.
class DecodedToken
{
public:
    DecodedToken() = default;
    DecodedToken(const DecodedToken &) = delete;
    DecodedToken &operator=(const DecodedToken &) = delete;

    /// Takes \a token apart. Cause::None, or why it has no right form. What could be decoded before
    /// is available even then, for the inspector.
    [[nodiscard]] Cause decode(QByteArrayView token);

    [[nodiscard]] const JsonText &header() const { return m_header; }
    [[nodiscard]] const JsonText &claims() const { return m_claims; }
    [[nodiscard]] const QByteArray &headerJson() const { return m_headerJson; }
    [[nodiscard]] const QByteArray &claimsJson() const { return m_claimsJson; }
    [[nodiscard]] const QByteArray &signature() const { return m_signature; }
    /// What the signature covers: header, dot, payload.
    [[nodiscard]] QByteArrayView signingInput() const { return m_signingInput; }
    /// `alg`, empty if there is none.
    [[nodiscard]] const QByteArray &algorithm() const { return m_algorithm; }
    /// `kid`, if there is one.
    [[nodiscard]] const std::optional<QByteArray> &keyId() const { return m_keyId; }

private:
    [[nodiscard]] Cause readHeader();

    QByteArray m_headerJson;
    QByteArray m_claimsJson;
    QByteArray m_signature;
    QByteArrayView m_signingInput;
    JsonText m_header;
    JsonText m_claims;
    QByteArray m_algorithm;
    std::optional<QByteArray> m_keyId;
};

} // namespace tokendesk::token
