// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/token/knownsecrets.h"

#include <QByteArray>

#include <algorithm>
#include <array>

namespace tokendesk::token {
namespace {

constexpr std::array kKnownSecrets = {
    "secret",
    "your-256-bit-secret",
    "your-384-bit-secret",
    "your-512-bit-secret",
    "a-string-secret-at-least-256-bits-long",
    "a-valid-string-secret-that-is-at-least-384-bits-long",
    "a-valid-string-secret-that-is-at-least-512-bits-long-which-is-very-long",
    "changeme",
    "change-me",
    "change_me",
    "password",
    "mysecret",
    "my-secret",
    "my_secret",
    "mysecretkey",
    "my-secret-key",
    "my_secret_key",
    "my_secret_jwt_key",
    "jwt",
    "jwt-secret",
    "jwt_secret",
    "jwtsecret",
    "jwt_secret_key",
    "jwt-secret-key",
    "jwtsecretkey",
    "supersecret",
    "super-secret",
    "super_secret",
    "supersecretkey",
    "super-secret-key",
    "super_secret_key",
    "secretkey",
    "secret-key",
    "secret_key",
    "your-secret-key",
    "your_secret_key",
    "yoursecretkey",
    "your-jwt-secret",
    "your_jwt_secret",
    "your-very-secret-key",
    "your-super-secret-jwt-token-with-at-least-32-characters-long",
    "shhhh",
    "shhhhh",
    "shhhhhhared-secret",
    "secret123",
    "secret1234",
    "topsecret",
    "top-secret",
    "s3cr3t",
    "key",
    "privatekey",
    "private-key",
    "signing-key",
    "some-secret",
    "some_secret",
    "example",
    "example_key",
    "test",
    "testing",
    "test-secret",
    "token",
    "hmac-secret",
    "hello",
    "admin",
    "root",
    "default",
    "1234",
    "12345",
    "123456",
    "12345678",
    "123456789",
    "1234567890",
    "qwerty",
    "abc123",
    "letmein",
};

} // namespace

std::span<const char *const> knownSecrets() { return kKnownSecrets; }

bool isKnownSecret(QByteArrayView secret)
{
    const QByteArray lower = secret.toByteArray().toLower();
    return std::any_of(kKnownSecrets.begin(), kKnownSecrets.end(),
                       [&lower](const char *known) { return lower == known; });
}

} // namespace tokendesk::token
