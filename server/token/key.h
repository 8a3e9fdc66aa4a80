// SPDX-License-Identifier: GPL-3.0-or-later
// Values: keys bound to their algorithm, and the key ring.
#pragma once

#include "server/base/result.h"
#include "server/base/secretbytes.h"
#include "server/token/algorithm.h"
#include "server/token/keymaterial.h"

#include <QByteArray>
#include <QByteArrayView>

#include <memory>
#include <vector>

namespace tokendesk::token {

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
    /// A key of any kind. Errors: those of fromSecret(); KeyInvalid (\a material is none for \a
    /// algorithm: another type or another curve). Source: SECURITY R6.
    [[nodiscard]] static Result<std::shared_ptr<const Key>> fromMaterial(Algorithm algorithm,
                                                                         KeyMaterial material,
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

    /// False: only the public part is known, which verifies.
    [[nodiscard]] bool canSign() const { return m_material.isPrivate(); }
    [[nodiscard]] const KeyMaterial &material() const { return m_material; }

    /// Signature of \a input, raw bytes. Errors: InvalidArgument (a public key), Internal (OpenSSL
    /// failed).
    [[nodiscard]] Result<QByteArray> sign(QByteArrayView input) const;
    /// Whether \a signature is that of \a input; HMAC tags are compared in constant time and never
    /// truncated.
    [[nodiscard]] bool verify(QByteArrayView input, QByteArrayView signature) const;

private:
    Key() = default;
    Algorithm m_algorithm = Algorithm::HS256;
    QByteArray m_kid;
    KeyMaterial m_material;
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
