// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/httpservertls.h"

#include <QFile>
#include <QFileInfo>
#include <QSslCertificate>
#include <QSslKey>

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <memory>

namespace tokendesk::http {
namespace {

Result<QByteArray> readFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::TlsInvalid, path + QStringLiteral(": ") + file.errorString());
    return file.readAll();
}

QSslKey readKey(const QByteArray &pem)
{
    for (const QSsl::KeyAlgorithm algorithm : {QSsl::Rsa, QSsl::Ec}) {
        const QSslKey key(pem, algorithm, QSsl::Pem, QSsl::PrivateKey);
        if (!key.isNull())
            return key;
    }
    return {};
}

/// An encrypted key has nobody to ask for its password.
int noPassword(char *, int, int, void *) { return 0; }

bool fit(const QSslCertificate &certificate, const QByteArray &keyPem)
{
    const std::unique_ptr<BIO, decltype(&BIO_free)> text(
        BIO_new_mem_buf(keyPem.constData(), static_cast<int>(keyPem.size())), &BIO_free);
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(
        PEM_read_bio_PrivateKey(text.get(), nullptr, &noPassword, nullptr), &EVP_PKEY_free);
    auto *x509 = static_cast<X509 *>(certificate.handle());
    const bool good = x509 && key && X509_check_private_key(x509, key.get()) == 1;
    ERR_clear_error();
    return good;
}

} // namespace

Result<QSslConfiguration> loadTls(const QString &certificateFile, const QString &keyFile)
{
    TRY_ASSIGN(const QByteArray certificatePem, readFile(certificateFile));
    TRY_ASSIGN(const QByteArray keyPem, readFile(keyFile));
    const QList<QSslCertificate> chain = QSslCertificate::fromData(certificatePem, QSsl::Pem);
    if (chain.isEmpty() || chain.first().isNull())
        return fail(ErrorCode::TlsInvalid,
                    certificateFile + QStringLiteral(" holds no PEM certificate."));
    const QSslKey key = readKey(keyPem);
    if (key.isNull())
        return fail(ErrorCode::TlsInvalid,
                    keyFile + QStringLiteral(" holds no RSA or EC key in PEM form."));
    if (!fit(chain.first(), keyPem))
        return fail(ErrorCode::TlsInvalid,
                    QStringLiteral("The key does not belong to the certificate."));
    const QDateTime now = QDateTime::currentDateTimeUtc();
    if (chain.first().expiryDate() <= now) {
        return fail(ErrorCode::TlsInvalid,
                    QStringLiteral("The certificate expired on %1.")
                        .arg(chain.first().expiryDate().toUTC().toString(Qt::ISODate)));
    }
    if (chain.first().effectiveDate() > now) {
        return fail(ErrorCode::TlsInvalid,
                    QStringLiteral("The certificate is not valid before %1.")
                        .arg(chain.first().effectiveDate().toUTC().toString(Qt::ISODate)));
    }
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    configuration.setLocalCertificateChain(chain);
    configuration.setPrivateKey(key);
    return configuration;
}

TlsStamp tlsStamp(const QString &certificateFile, const QString &keyFile)
{
    const QFileInfo certificate(certificateFile);
    const QFileInfo key(keyFile);
    return {certificate.lastModified(), key.lastModified(), certificate.size(), key.size()};
}

} // namespace tokendesk::http
