// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/verb.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace tokendesk::cli {

void VerbContext::show(const QJsonValue &value, const QString &text) const
{
    if (json) {
        const QJsonDocument document =
            value.isArray() ? QJsonDocument(value.toArray()) : QJsonDocument(value.toObject());
        out << QString::fromUtf8(document.toJson(QJsonDocument::Indented));
    } else {
        out << text;
    }
    out.flush();
}

} // namespace tokendesk::cli
