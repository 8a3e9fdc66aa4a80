// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

namespace tokendesk::test {

/// The third-party vectors beside the checkout; a test says so and ends early where they are not
/// laid.
inline QString vectorPath(const QString &name)
{
    return QDir(QStringLiteral(TOKENDESK_SOURCE_DIR))
        .filePath(QStringLiteral("../shared/conformance/vectors/") + name);
}

/// A vector file as JSON; empty if it is not there.
inline QJsonObject readVectors(const QString &name)
{
    QFile file(vectorPath(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QJsonDocument::fromJson(file.readAll()).object();
}

} // namespace tokendesk::test
