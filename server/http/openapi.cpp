// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/openapi.h"

#include "server/http/routes.h"

#include <QCryptographicHash>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

static void loadOpenApiResource() { Q_INIT_RESOURCE(tokendesk_openapi); }

namespace tokendesk::http {
namespace {

QJsonObject reference(const char *kind, const QString &name)
{
    return {{QStringLiteral("$ref"),
             QStringLiteral("#/components/%1/%2").arg(QLatin1String(kind), name)}};
}

QJsonObject schema(const char *name) { return reference("schemas", QString::fromLatin1(name)); }

QJsonObject content(std::initializer_list<const char *> mediaTypes, const char *schemaName)
{
    QJsonObject content;
    for (const char *mediaType : mediaTypes)
        content.insert(QLatin1String(mediaType),
                       QJsonObject{{QStringLiteral("schema"), schema(schemaName)}});
    return content;
}

const char *mediaTypeOf(Action action)
{
    switch (action) {
    case Action::Metrics:
        return "text/plain; version=0.0.4; charset=utf-8";
    case Action::KeySet:
        return "application/jwk-set+json";
    default:
        return "application/json";
    }
}

bool isPeers(const QString &path)
{
    return path.startsWith(QLatin1String("/api/token")) || path.contains(QLatin1String("logout"))
           || path.startsWith(QLatin1String("/account/api/"));
}

/// The part of the document that \a path belongs to.
QString tagOf(const Route &route)
{
    const QString path = QString::fromLatin1(route.path);
    if (route.access == Access::Staff)
        return path.section(u'/', 3, 3); // /api/admin/users/…
    if (isPeers(path))
        return QStringLiteral("tokens");
    if (route.access == Access::Client)
        return QStringLiteral("oauth");
    return path.startsWith(QLatin1String("/account/")) ? QStringLiteral("account")
                                                       : QStringLiteral("server");
}

QString parameterOf(const QString &path) { return path.section(u'{', 1).section(u'}', 0, 0); }

QJsonArray parametersOf(const Operation &operation)
{
    QJsonArray parameters;
    const QStringList names = QString::fromLatin1(operation.query).split(u',', Qt::SkipEmptyParts);
    for (const QString &name : names)
        parameters.append(reference("parameters", name));
    return parameters;
}

/// What the endpoints for clients answer. Source: RFC 6749 section 5.2.
QJsonObject clientResponses(const Operation &operation)
{
    QJsonObject responses{{QStringLiteral("200"),
                           QJsonObject{{QStringLiteral("description"), QStringLiteral("Done.")},
                                       {QStringLiteral("content"),
                                        content({"application/json"}, operation.answer)}}}};
    for (const char *status : {"400", "401", "429", "503"})
        responses.insert(QLatin1String(status),
                         reference("responses", QStringLiteral("ClientRefused")));
    if (operation.action == Action::Introspect)
        responses.insert(QStringLiteral("404"), reference("responses", QStringLiteral("NotFound")));
    responses.insert(QStringLiteral("default"), reference("responses", QStringLiteral("Failure")));
    return responses;
}

QJsonObject responsesOf(const Route &route, const Operation &operation)
{
    if (route.access == Access::Client)
        return clientResponses(operation);
    QJsonObject responses;
    responses.insert(QString::number(operation.status),
                     QJsonObject{{QStringLiteral("description"), QStringLiteral("Done.")},
                                 {QStringLiteral("content"),
                                  content({mediaTypeOf(operation.action)}, operation.answer)}});
    const auto add = [&responses](const char *status, const char *name) {
        responses.insert(QLatin1String(status), reference("responses", QString::fromLatin1(name)));
    };
    const QString path = QString::fromLatin1(route.path);
    const bool takesBody = *operation.body != '\0';
    const bool isAdmin = route.access == Access::Staff;
    const Action action = operation.action;
    if (takesBody || *operation.query != '\0')
        add("400", "BadRequest");
    if (route.access >= Access::Bearer || isPeers(path))
        add("401", "Unauthorized");
    if (isAdmin || action == Action::Logout || action == Action::Blacklist
        || action == Action::Metrics)
        add("403", "Forbidden");
    if (path.contains(u'{') || action == Action::EndSessions
        || action == Action::RefuseEarlierTokens || action == Action::RotateKeys
        || action == Action::KeepSettings || action == Action::TakeSettingsBack
        || action == Action::Metadata)
        add("404", "NotFound");
    if (isAdmin && operation.method != Method::Get)
        add("409", "Conflict");
    if (takesBody)
        add("415", "UnsupportedMedia");
    if (action == Action::Login || action == Action::SlidingLogin
        || action == Action::ChangeOwnPassword)
        add("429", "Throttled");
    add("503", "Unavailable");
    add("default", "Failure");
    if (action == Action::KeySet || action == Action::Metadata || action == Action::OpenApi)
        responses.insert(QStringLiteral("304"),
                         QJsonObject{{QStringLiteral("description"),
                                      QStringLiteral("What If-None-Match names is still so.")}});
    return responses;
}

QJsonObject bodyOf(const Route &route, const Operation &operation, const QJsonObject &schemas)
{
    const QJsonObject wanted = schemas.value(QLatin1String(operation.body)).toObject();
    if (route.access == Access::Client)
        return {{QStringLiteral("required"), true},
                {QStringLiteral("content"),
                 content({"application/x-www-form-urlencoded"}, operation.body)}};
    // The peer's routes take forms too, and so does the change of one's own password.
    const bool takesForms = route.access != Access::Staff;
    return {{QStringLiteral("required"), wanted.contains(QLatin1String("required"))},
            {QStringLiteral("content"),
             takesForms ? content(
                 {"application/json", "application/x-www-form-urlencoded", "multipart/form-data"},
                 operation.body)
                        : content({"application/json"}, operation.body)}};
}

/// Each element is enough; an empty one: nothing is asked for.
QJsonArray securityOf(const Route &route, const Operation &operation)
{
    if (route.access == Access::Anyone)
        return {};
    if (route.access != Access::Client)
        return {QJsonObject{{QStringLiteral("bearer"), QJsonArray()}}};
    QJsonArray security{QJsonObject{{QStringLiteral("client"), QJsonArray()}}};
    // Or with client_id and client_secret in the body; revocation takes anonymous clients too.
    if (operation.action == Action::RevokeToken)
        security.append(QJsonObject());
    return security;
}

QJsonObject describe(const Route &route, const Operation &operation, const QJsonObject &schemas)
{
    QJsonObject described{{QStringLiteral("operationId"), QLatin1String(operation.id)},
                          {QStringLiteral("summary"), QLatin1String(operation.summary)},
                          {QStringLiteral("tags"), QJsonArray{tagOf(route)}},
                          {QStringLiteral("responses"), responsesOf(route, operation)}};
    const QJsonArray parameters = parametersOf(operation);
    if (!parameters.isEmpty())
        described.insert(QStringLiteral("parameters"), parameters);
    if (*operation.body != '\0')
        described.insert(QStringLiteral("requestBody"), bodyOf(route, operation, schemas));
    const QJsonArray security = securityOf(route, operation);
    if (!security.isEmpty())
        described.insert(QStringLiteral("security"), security);
    return described;
}

QJsonObject describe(const Route &route, const QJsonObject &schemas)
{
    QJsonObject item;
    for (const Operation &operation : route.operations)
        item.insert(QString::fromLatin1(methodName(operation.method)).toLower(),
                    describe(route, operation, schemas));
    const QString parameter = parameterOf(QString::fromLatin1(route.path));
    if (!parameter.isEmpty())
        item.insert(
            QStringLiteral("parameters"),
            QJsonArray{reference("parameters", QString(QStringLiteral("path_") + parameter))});
    return item;
}

OpenApiDocument makeDocument()
{
    loadOpenApiResource();
    QFile file(QStringLiteral(":/tokendesk/openapi/components.json"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("The resource %s is missing.", qPrintable(file.fileName()));
    const QJsonObject components = QJsonDocument::fromJson(file.readAll()).object();
    const QJsonObject schemas = components.value(QLatin1String("schemas")).toObject();
    QJsonObject paths;
    for (const Route &route : routes())
        paths.insert(QLatin1String(route.path), describe(route, schemas));
    const QJsonObject document{
        {QStringLiteral("openapi"), QStringLiteral("3.1.0")},
        {QStringLiteral("info"),
         QJsonObject{
             {QStringLiteral("title"), QStringLiteral("Tokendesk")},
             {QStringLiteral("version"), QStringLiteral(TOKENDESK_VERSION)},
             {QStringLiteral("description"),
              QStringLiteral("JSON Web Tokens with the wire contract of "
                             "djangorestframework-simplejwt, and the administration of them.")},
             {QStringLiteral("license"),
              QJsonObject{{QStringLiteral("name"), QStringLiteral("GPL-3.0-or-later")},
                          {QStringLiteral("identifier"), QStringLiteral("GPL-3.0-or-later")}}}}},
        {QStringLiteral("paths"), paths},
        {QStringLiteral("components"), components}};
    const QByteArray body = QJsonDocument(document).toJson(QJsonDocument::Compact);
    return {body, '"' + QCryptographicHash::hash(body, QCryptographicHash::Sha256).toHex().first(32)
                      + '"'};
}

} // namespace

const OpenApiDocument &openApiDocument()
{
    static const OpenApiDocument document = makeDocument();
    return document;
}

} // namespace tokendesk::http
