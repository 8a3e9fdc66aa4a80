// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/base/integration.h"

#include "server/base/nearest.h"

#include <QFile>
#include <QHash>
#include <QRegularExpression>

#include <algorithm>
#include <array>

static void initIntegrationResources() { Q_INIT_RESOURCE(integrate); }

namespace tokendesk {
namespace {

constexpr std::array<IntegrationTarget, 7> kTargets = {{{"drf", "Django REST framework"},
                                                        {"fastapi", "FastAPI"},
                                                        {"express", "Express"},
                                                        {"spring", "Spring Boot"},
                                                        {"go", "Go"},
                                                        {"nginx", "nginx"},
                                                        {"curl", "curl"}}};

/// What the text of nginx, which is a sample by itself, has for the address.
constexpr auto kSampleUrl = "http://127.0.0.1:8000";

/// Inside of double quotes; Python, JavaScript, Java and Go agree so far.
QString quoted(QString text)
{
    text.replace(u'\\', QLatin1String("\\\\"));
    text.replace(u'"', QLatin1String("\\\""));
    return text;
}

/// One word of a POSIX shell.
QString shellWord(QString text)
{
    text.replace(u'\'', QLatin1String("'\\''"));
    return u'\'' + text + u'\'';
}

QString wsgiName(const QString &header)
{
    return QStringLiteral("HTTP_") + QString(header).replace(u'-', u'_').toUpper();
}

QHash<QString, QString> valuesOf(const IntegrationFacts &facts)
{
    const Settings &values = facts.settings;
    return {{QStringLiteral("url"), facts.url},
            {QStringLiteral("algorithm"), facts.algorithm},
            {QStringLiteral("issuer"), values.text(settings::kIssuer)},
            {QStringLiteral("audience"), values.text(settings::kAudience)},
            {QStringLiteral("leeway"), QString::number(values.integer(settings::kLeeway))},
            {QStringLiteral("header_type"), values.textList(settings::kAuthHeaderTypes).value(0)},
            {QStringLiteral("header_name"), values.text(settings::kAuthHeaderName)},
            {QStringLiteral("wsgi_header"), wsgiName(values.text(settings::kAuthHeaderName))},
            {QStringLiteral("user_id_claim"), values.text(settings::kUserIdClaim)},
            {QStringLiteral("token_type_claim"), values.text(settings::kTokenTypeClaim)},
            {QStringLiteral("jti_claim"), values.text(settings::kJtiClaim)}};
}

/// The sections that stay.
QStringList sectionsOf(const IntegrationFacts &facts)
{
    QStringList names = {facts.algorithm.startsWith(u"HS") ? QStringLiteral("shared")
                                                           : QStringLiteral("jwks")};
    if (!facts.settings.text(settings::kIssuer).isEmpty())
        names.append(QStringLiteral("issuer"));
    if (!facts.settings.text(settings::kAudience).isEmpty())
        names.append(QStringLiteral("audience"));
    if (facts.settings.integer(settings::kLeeway) > 0)
        names.append(QStringLiteral("leeway"));
    if (facts.settings.boolean(settings::kRotateRefreshTokens))
        names.append(QStringLiteral("rotates"));
    return names;
}

/// Fills in one line: {{name}} for a quoted text, {{shell:name}} for a word of a shell.
QString filledLine(const QString &line, const QHash<QString, QString> &values)
{
    static const QRegularExpression kPlace(QStringLiteral("\\{\\{(shell:)?(\\w+)\\}\\}"));
    QString filled;
    qsizetype end = 0;
    for (auto found = kPlace.globalMatch(line); found.hasNext();) {
        const QRegularExpressionMatch place = found.next();
        const QString value = values.value(place.captured(2));
        filled += line.mid(end, place.capturedStart() - end);
        filled += place.captured(1).isEmpty() ? quoted(value) : shellWord(value);
        end = place.capturedEnd();
    }
    return filled + line.mid(end);
}

/// Lines between {{#name}} and {{/name}} stay if \a sections has the name, and those of all
/// sections around it.
QString filled(const QString &text, const QStringList &sections,
               const QHash<QString, QString> &values)
{
    static const QRegularExpression kSection(QStringLiteral("^\\{\\{([#/])(\\w+)\\}\\}$"));
    QString result;
    QStringList open;
    const QStringList lines = text.trimmed().split(u'\n');
    for (const QString &line : lines) {
        if (const auto section = kSection.match(line); section.hasMatch()) {
            if (section.captured(1) == u"#")
                open.append(section.captured(2));
            else
                open.removeAll(section.captured(2));
        } else if (std::all_of(open.begin(), open.end(), [&sections](const QString &name) {
                       return sections.contains(name);
                   })) {
            result += filledLine(line, values) + u'\n';
        }
    }
    return result;
}

} // namespace

std::span<const IntegrationTarget> integrationTargets() { return kTargets; }

Result<QString> integrationText(const QString &target, const IntegrationFacts &facts)
{
    initIntegrationResources();
    QStringList known;
    for (const IntegrationTarget &each : kTargets)
        known.append(QString::fromLatin1(each.id));
    if (!known.contains(target))
        return fail(ErrorCode::NotFound, QStringLiteral("There is no text for \"%1\"; did you mean "
                                                        "\"%2\"?")
                                             .arg(target, nearestName(target, known)));
    QFile file(QStringLiteral(":/tokendesk/integrate/%1.txt").arg(target));
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Internal, file.errorString());
    QString text = QString::fromUtf8(file.readAll());
    if (target == u"nginx") {
        text.remove(QStringLiteral("# SPDX-License-Identifier: GPL-3.0-or-later\n#\n"));
        return text.replace(QLatin1String(kSampleUrl), facts.url);
    }
    return filled(text, sectionsOf(facts), valuesOf(facts));
}

} // namespace tokendesk
