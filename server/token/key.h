// SPDX-License-Identifier: GPL-3.0-or-later
// Values: algorithms, keys and the key ring.
#pragma once

#include "server/base/result.h"
#include "server/base/secretbytes.h"

#include <QByteArray>
#include <QByteArrayView>

#include <memory>
#include <optional>
#include <vector>

namespace tokendesk::token {

/// Signature algorithms by their registered names. `none` does not exist here. Source: RFC 7518
/// section 3.1.
enum class Algorithm { HS256, HS384, HS512 };

/// One row of the algorithm table.
struct AlgorithmInfo
{
    Algorithm algorithm;
    const char *name; ///< `alg`
    const char *digest; ///< OpenSSL name
    int signatureSize; ///< bytes
    int minimumKeySize; ///< bytes; RFC 7518 section 3.2
};
[[nodiscard]] const AlgorithmInfo &algorithmInfo(Algorithm algorithm);
/// Byte for byte, nothing for any other text.
[[nodiscard]] std::optional<Algorithm> algorithmFromName(QByteArrayView name);

/// A key and the one algorithm it is for; immutable and shared. Thread: any.
class Key
{
public:
    /// An HMAC key. \a inspecting takes secrets that are too short to issue with (shortSecret()
    /// tells). Errors: KeyTooShort (RFC 7518 section 3.2), KeyInvalid (PEM or JWK text, a repeated
    /// character or a secret known from tutorials, unless \a allowWeak).
    [[nodiscard]] static Result<std::shared_ptr<const Key>> fromSecret(Algorithm algorithm,
                                                                       SecretBytes secret,
                                                                       QByteArray kid = {},
                                                                       bool allowWeak = false);

    ~Key();
    Key(const Key &) = delete;
    Key &operator=(const Key &) = delete;

    [[nodiscard]] Algorithm algorithm() const { return m_algorithm; }
    /// RFC 7638 SHA-256 thumbprint in base64url, unless one was given.
    [[nodiscard]] const QByteArray &kid() const { return m_kid; }
    [[nodiscard]] bool isShort() const { return m_short; }
    /// Different for each Key object of the process; names per-thread contexts.
    [[nodiscard]] quint64 serial() const { return m_serial; }

    /// Signature of \a input, raw bytes. Errors: Internal (OpenSSL failed).
    [[nodiscard]] Result<QByteArray> sign(QByteArrayView input) const;
    /// Whether \a signature is that of \a input; compared in constant time, no truncated tags.
    [[nodiscard]] bool verify(QByteArrayView input, QByteArrayView signature) const;

private:
    Key() = default;
    Algorithm m_algorithm = Algorithm::HS256;
    QByteArray m_kid;
    SecretBytes m_secret;
    bool m_short = false;
    quint64 m_serial = 0;
};

/// The keys in force: one signs, all verify. At most 16. Source: SECURITY R10, R36.
class KeyRing
{
public:
    static constexpr std::size_t kLimit = 16;

    KeyRing() = default;
    /// \a active must be among \a keys, or null.
    KeyRing(std::vector<std::shared_ptr<const Key>> keys, std::shared_ptr<const Key> active)
        : m_keys(std::move(keys)), m_active(std::move(active))
    {
    }

    [[nodiscard]] const std::shared_ptr<const Key> &active() const { return m_active; }
    [[nodiscard]] const std::vector<std::shared_ptr<const Key>> &keys() const { return m_keys; }
    /// Exact match, or null.
    [[nodiscard]] const Key *byId(QByteArrayView kid) const;
    [[nodiscard]] bool isEmpty() const { return m_keys.empty(); }

private:
    std::vector<std::shared_ptr<const Key>> m_keys;
    std::shared_ptr<const Key> m_active;
};

} // namespace tokendesk::token
