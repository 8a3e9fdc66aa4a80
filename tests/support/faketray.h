// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/trayicon.h"

#include <QStringList>

namespace tokendesk::test {

/// A tray that keeps what it is told.
class FakeTray final : public ui::TrayIcon
{
public:
    [[nodiscard]] bool isShown() const override { return wanted && available; }
    void setShown(bool shown) override { wanted = shown; }
    void setIcon(const QIcon &value) override { icon = value; }
    void setToolTip(const QString &text) override { toolTip = text; }
    void setMenu(QMenu *value) override { menu = value; }
    void notify(const QString &title, const QString &text) override
    {
        notes.append(title + QStringLiteral(": ") + text);
    }

    bool available = true;
    bool wanted = false;
    QIcon icon;
    QString toolTip;
    QMenu *menu = nullptr;
    QStringList notes;
};

} // namespace tokendesk::test
