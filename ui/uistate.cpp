// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/uistate.h"

#include <QJsonDocument>

namespace tokendesk::ui {

QJsonObject UiState::object(const QString &key) const
{
    return QJsonDocument::fromJson(text(key).toUtf8()).object();
}

void UiState::setObject(const QString &key, const QJsonObject &value)
{
    setText(key, QString::fromUtf8(QJsonDocument(value).toJson(QJsonDocument::Compact)));
}

} // namespace tokendesk::ui
