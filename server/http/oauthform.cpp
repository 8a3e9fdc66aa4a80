// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/oauthform.h"

#include "server/http/gatetarget.h"

#include <QStringDecoder>

#include <array>

namespace tokendesk::http {
namespace {

constexpr std::array<QByteArrayView, 4> kParameters = {"token", "token_type_hint", "client_id",
                                                       "client_secret"};

int hexValue(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

bool isUtf8(const QByteArray &bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder(bytes);
    return !decoder.hasError() && !text.contains(QChar(0));
}

/// What is shown in a Basic field; nothing if it is not as RFC 7617 has it.
std::optional<auth::ClientCredentials> readBasic(QByteArrayView encoded)
{
    const auto read = QByteArray::fromBase64Encoding(encoded.toByteArray(),
                                                     QByteArray::AbortOnBase64DecodingErrors);
    const QByteArrayView shown = *read;
    const qsizetype colon = read ? shown.indexOf(':') : -1;
    if (colon < 0)
        return std::nullopt;
    const auto id = fromFormEncoding(shown.first(colon));
    const auto secret = fromFormEncoding(shown.sliced(colon + 1));
    if (!id || id->isEmpty() || !secret || secret->isEmpty())
        return std::nullopt;
    return auth::ClientCredentials{QString::fromUtf8(*id), SecretBytes(QByteArrayView(*secret))};
}

ClientClaim malformed(const char *fault)
{
    return {ClientClaim::Kind::Malformed, {}, QByteArray(fault)};
}

} // namespace

std::optional<QByteArray> fromFormEncoding(QByteArrayView text)
{
    QByteArray decoded;
    decoded.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            decoded += text[i] == '+' ? ' ' : text[i];
            continue;
        }
        if (i + 2 >= text.size())
            return std::nullopt;
        const int high = hexValue(text[i + 1]);
        const int low = hexValue(text[i + 2]);
        if (high < 0 || low < 0)
            return std::nullopt;
        decoded += static_cast<char>(high * 16 + low);
        i += 2;
    }
    if (!isUtf8(decoded))
        return std::nullopt;
    return decoded;
}

OAuthForm::OAuthForm(const ApiRequest &request)
{
    if (request.body.isEmpty())
        return;
    const QByteArrayView contentType = request.header("Content-Type");
    const qsizetype end = contentType.indexOf(';');
    const QByteArrayView media = trimOws(end < 0 ? contentType : contentType.first(end));
    m_fault = equalsNoCase(media, "application/x-www-form-urlencoded")
                      && request.headerCount("Content-Type") == 1
                  ? read(request.body)
                  : QByteArrayLiteral("The body must be application/x-www-form-urlencoded.");
    if (!m_fault.isEmpty())
        m_values.clear();
}

QByteArray OAuthForm::read(QByteArrayView body)
{
    qsizetype start = 0;
    while (start <= body.size()) {
        qsizetype end = body.indexOf('&', start);
        if (end < 0)
            end = body.size();
        if (QByteArray fault = readPair(body.sliced(start, end - start)); !fault.isEmpty())
            return fault;
        start = end + 1;
    }
    return {};
}

QByteArray OAuthForm::readPair(QByteArrayView pair)
{
    if (pair.isEmpty())
        return {};
    const qsizetype equals = pair.indexOf('=');
    const auto name = fromFormEncoding(equals < 0 ? pair : pair.first(equals));
    const auto value = fromFormEncoding(equals < 0 ? QByteArrayView() : pair.sliced(equals + 1));
    // Never what was sent: it may be a secret in the wrong place.
    if (!name || !value)
        return QByteArrayLiteral("The body is not the form encoding of UTF-8 text.");
    if (m_values.contains(*name)) {
        for (const QByteArrayView known : kParameters) {
            if (*name == known)
                return "The parameter " + *name + " is there twice.";
        }
        return QByteArrayLiteral("A parameter is there twice.");
    }
    if (m_values.size() >= kLimit)
        return QByteArrayLiteral("There are too many parameters.");
    m_values.emplace(*name, *value);
    return {};
}

const QByteArray *OAuthForm::find(QByteArrayView name) const
{
    const auto found = m_values.find(name);
    return found == m_values.end() || found->second.isEmpty() ? nullptr : &found->second;
}

ClientClaim clientClaimOf(const ApiRequest &request, const OAuthForm &form)
{
    const QByteArray *id = form.find("client_id");
    const QByteArray *secret = form.find("client_secret");
    if (request.headerCount("Authorization") > 1)
        return malformed("There are two Authorization fields.");
    const QByteArrayView field = trimOws(request.header("Authorization"));
    const qsizetype blank = field.indexOf(' ');
    if (equalsNoCase(blank < 0 ? field : field.first(blank), "Basic")) {
        if (secret)
            return malformed("The client shows its secret both in Authorization and in the body.");
        auto shown = readBasic(blank < 0 ? QByteArrayView() : trimOws(field.sliced(blank + 1)));
        if (!shown)
            return {ClientClaim::Kind::Invalid, {}, {}};
        if (id && QString::fromUtf8(*id) != shown->id)
            return malformed("Authorization and client_id name two clients.");
        return {ClientClaim::Kind::Credentials, *std::move(shown), {}};
    }
    if (!secret)
        return {};
    if (!id)
        return malformed("There is a client_secret without a client_id.");
    return {ClientClaim::Kind::Credentials,
            {QString::fromUtf8(*id), SecretBytes(QByteArrayView(*secret))},
            {}};
}

} // namespace tokendesk::http
