// SPDX-License-Identifier: GPL-3.0-or-later
// Value: bytes that are wiped when they are no longer needed.
#pragma once

#include <QByteArrayView>
#include <QString>

#include <cstring>
#include <string.h>
#include <utility>
#include <vector>

namespace tokendesk {

/// Key material or a password. Moves, copies only by clone(), never prints, is wiped on
/// destruction.
class SecretBytes
{
public:
    SecretBytes() = default;
    explicit SecretBytes(qsizetype size) : m_bytes(static_cast<std::size_t>(size)) { }
    explicit SecretBytes(QByteArrayView bytes) : m_bytes(bytes.begin(), bytes.end()) { }
    ~SecretBytes() { wipe(); }
    SecretBytes(SecretBytes &&other) noexcept : m_bytes(std::exchange(other.m_bytes, {})) { }
    SecretBytes &operator=(SecretBytes &&other) noexcept
    {
        if (this != &other) {
            wipe();
            m_bytes = std::exchange(other.m_bytes, {});
        }
        return *this;
    }
    SecretBytes(const SecretBytes &) = delete;
    SecretBytes &operator=(const SecretBytes &) = delete;

    /// The UTF-8 bytes of \a text.
    [[nodiscard]] static SecretBytes fromText(const QString &text)
    {
        QByteArray utf8 = text.toUtf8();
        SecretBytes secret{QByteArrayView(utf8)};
        explicit_bzero(utf8.data(), static_cast<std::size_t>(utf8.size()));
        return secret;
    }

    [[nodiscard]] SecretBytes clone() const { return SecretBytes(view()); }
    [[nodiscard]] QByteArrayView view() const
    {
        return QByteArrayView(m_bytes.data(), static_cast<qsizetype>(m_bytes.size()));
    }
    [[nodiscard]] char *data() { return m_bytes.data(); }
    [[nodiscard]] const char *data() const { return m_bytes.data(); }
    [[nodiscard]] const unsigned char *udata() const
    {
        return reinterpret_cast<const unsigned char *>(m_bytes.data());
    }
    [[nodiscard]] unsigned char *udata()
    {
        return reinterpret_cast<unsigned char *>(m_bytes.data());
    }
    [[nodiscard]] qsizetype size() const { return static_cast<qsizetype>(m_bytes.size()); }
    [[nodiscard]] bool isEmpty() const { return m_bytes.empty(); }
    void wipe()
    {
        if (!m_bytes.empty())
            explicit_bzero(m_bytes.data(), m_bytes.size());
        m_bytes.clear();
    }

private:
    std::vector<char> m_bytes;
};

} // namespace tokendesk
