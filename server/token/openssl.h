// SPDX-License-Identifier: GPL-3.0-or-later
// Owners of OpenSSL objects, for the sources of server/token and server/auth alone.
#pragma once

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>

#include <memory>

namespace tokendesk::token {

template<auto Free>
struct OpenSslFree
{
    template<typename T>
    void operator()(T *object) const
    {
        Free(object);
    }
};
template<typename T, auto Free>
using OpenSslPtr = std::unique_ptr<T, OpenSslFree<Free>>;

using PKeyContext = OpenSslPtr<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using DigestContext = OpenSslPtr<EVP_MD_CTX, EVP_MD_CTX_free>;
using BigNumber = OpenSslPtr<BIGNUM, BN_clear_free>; ///< wiped: may be private
using BigNumberContext = OpenSslPtr<BN_CTX, BN_CTX_free>;
using Bio = OpenSslPtr<BIO, BIO_free_all>;

/// Leaves the thread's error queue empty, whatever happens in its scope. Source: SECURITY R14.
class ErrorQueue
{
public:
    ErrorQueue() = default;
    ~ErrorQueue() { ERR_clear_error(); }
    ErrorQueue(const ErrorQueue &) = delete;
    ErrorQueue &operator=(const ErrorQueue &) = delete;
};

} // namespace tokendesk::token
