// SPDX-License-Identifier: GPL-3.0-or-later
// Service: the TLS certificate and key of the server, checked and watched.
#pragma once

#include "server/base/result.h"

#include <QDateTime>
#include <QSslConfiguration>
#include <QString>

namespace tokendesk::http {

/// TLS 1.2 and 1.3 with the certificate chain and key of two PEM files. Errors: TlsInvalid with the
/// reason: a file cannot be read or parsed, the key does not fit, the certificate is not valid now.
[[nodiscard]] Result<QSslConfiguration> loadTls(const QString &certificateFile,
                                                const QString &keyFile);

/// Changes when one of two files does.
struct TlsStamp
{
    QDateTime certificate;
    QDateTime key;
    qint64 certificateSize = 0;
    qint64 keySize = 0;

    friend bool operator==(const TlsStamp &, const TlsStamp &) = default;
};

/// The present stamp of the two files.
[[nodiscard]] TlsStamp tlsStamp(const QString &certificateFile, const QString &keyFile);

} // namespace tokendesk::http
