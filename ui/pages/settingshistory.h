// SPDX-License-Identifier: GPL-3.0-or-later
// Widget: the latest saves of the settings.
#pragma once

#include "server/runtime/adminapi.h"

#include <QWidget>

class QPushButton;
class QTreeWidget;

namespace tokendesk::ui {

class Theme;

/// Version, time, author and difference of the latest saves, newest first, each of which can be
/// undone. Object names: versionsList, undoVersionButton. Thread: GUI.
class SettingsHistory : public QWidget
{
    Q_OBJECT
public:
    explicit SettingsHistory(Theme &theme, QWidget *parent = nullptr);

    void setVersions(const std::vector<SettingsVersion> &versions);

signals:
    void undoRequested(qint64 version);

private:
    void undoCurrent();

    QTreeWidget *m_list = nullptr;
    QPushButton *m_undo = nullptr;
};

/// What \a version changed: "Access token lifetime: 15 min → 5 min", one line each.
[[nodiscard]] QStringList versionDifference(const SettingsVersion &version);

} // namespace tokendesk::ui
