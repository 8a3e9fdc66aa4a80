// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/published.h"

#include <algorithm>

namespace tokendesk::http {
namespace {

/// Whether `If-None-Match` names \a etag. The comparison is the weak one, so W/ does not matter.
bool isKnown(const ApiRequest &request, const QByteArray &etag)
{
    return std::any_of(request.headers.begin(), request.headers.end(), [&](const Header &header) {
        if (header.first.compare("If-None-Match", Qt::CaseInsensitive) != 0)
            return false;
        const QList<QByteArray> tags = header.second.split(',');
        return std::any_of(tags.begin(), tags.end(), [&](const QByteArray &tag) {
            const QByteArray trimmed = tag.trimmed();
            return trimmed == "*" || trimmed == etag || trimmed == "W/" + etag;
        });
    });
}

} // namespace

ApiResponse publishedAnswer(const QByteArray &contentType, const QByteArray &body,
                            const QByteArray &etag, const ApiRequest &request)
{
    ApiResponse response;
    response.contentType = contentType;
    response.headers.emplace_back("Cache-Control", "public, max-age=300");
    response.headers.emplace_back("ETag", etag);
    if (isKnown(request, etag))
        response.status = 304;
    else
        response.body = body;
    return response;
}

} // namespace tokendesk::http
