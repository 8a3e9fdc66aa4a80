// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/metadata.h"

#include "server/token/algorithm.h"

#include <QCryptographicHash>
#include <QHostAddress>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>

namespace tokendesk::http {
namespace {

tl::unexpected<Error> unpublished(const char *reason)
{
    return fail(ErrorCode::NotFound,
                QStringLiteral("Nothing is published: setting issuer %1. Set it to the https URL "
                               "under which clients reach this server.")
                    .arg(QLatin1String(reason)));
}

bool isThisMachine(const QString &host)
{
    return host == QLatin1String("localhost") || QHostAddress(host).isLoopback();
}

/// The URL before the paths, without a slash at its end. Source: RFC 8414 sections 2 and 3.1.
Result<QString> baseOf(const QString &issuer)
{
    if (issuer.isEmpty())
        return unpublished("is empty");
    const QUrl url(issuer, QUrl::StrictMode);
    const bool isWeb =
        url.scheme() == QLatin1String("https") || url.scheme() == QLatin1String("http");
    if (!url.isValid() || !isWeb || url.host().isEmpty())
        return unpublished("is not a URL");
    if (url.scheme() == QLatin1String("http") && !isThisMachine(url.host()))
        return unpublished("is not an https URL");
    if (issuer.contains(QLatin1Char('?')) || issuer.contains(QLatin1Char('#')))
        return unpublished("has a query or a fragment");
    if (!url.userInfo().isEmpty())
        return unpublished("holds a user name");
    return issuer.endsWith(QLatin1Char('/')) ? issuer.chopped(1) : issuer;
}

QJsonArray algorithmsOf(const token::KeyRing &keys)
{
    QJsonArray names;
    for (const token::AlgorithmInfo &info : token::algorithmTable()) {
        for (const auto &key : keys.keys()) {
            if (key->algorithm() == info.algorithm) {
                names.append(QLatin1String(info.name));
                break;
            }
        }
    }
    return names;
}

} // namespace

Result<MetadataDocument> metadataDocument(const auth::PolicySnapshot &policies)
{
    const QString issuer = policies.settings.text(settings::kIssuer);
    TRY_ASSIGN(const QString base, baseOf(issuer));
    const auto at = [&base](const char *path) { return QString(base + QLatin1String(path)); };
    const QJsonArray authentication{QStringLiteral("client_secret_basic"),
                                    QStringLiteral("client_secret_post")};
    QJsonObject document{
        {QStringLiteral("issuer"), issuer},
        {QStringLiteral("jwks_uri"), at(kKeySetPath)},
        {QStringLiteral("response_types_supported"), QJsonArray()},
        {QStringLiteral("grant_types_supported"), QJsonArray()},
        {QStringLiteral("revocation_endpoint"), at(kRevocationPath)},
        {QStringLiteral("access_token_signing_alg_values_supported"), algorithmsOf(policies.keys)}};
    QJsonArray orNone = authentication;
    orNone.append(QStringLiteral("none"));
    document.insert(QStringLiteral("revocation_endpoint_auth_methods_supported"), orNone);
    if (policies.settings.boolean(settings::kTokenIntrospection)) {
        document.insert(QStringLiteral("introspection_endpoint"), at(kIntrospectionPath));
        document.insert(QStringLiteral("introspection_endpoint_auth_methods_supported"),
                        authentication);
    }
    MetadataDocument made;
    made.body = QJsonDocument(document).toJson(QJsonDocument::Compact);
    const QByteArray hash = QCryptographicHash::hash(made.body, QCryptographicHash::Sha256);
    made.etag = '"' + hash.toBase64(QByteArray::Base64UrlEncoding).first(22) + '"';
    return made;
}

} // namespace tokendesk::http
