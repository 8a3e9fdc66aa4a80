// SPDX-License-Identifier: GPL-3.0-or-later
// Value: the OpenAPI document, made of the route table and resources/openapi/components.json.
#pragma once

#include <QByteArray>

namespace tokendesk::http {

/// JSON, and the entity tag it is published with.
struct OpenApiDocument
{
    QByteArray body;
    QByteArray etag;
};

/// All routes with their bodies, answers and errors; made once. Source: OpenAPI 3.1.0. Thread: any.
[[nodiscard]] const OpenApiDocument &openApiDocument();

} // namespace tokendesk::http
