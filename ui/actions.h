// SPDX-License-Identifier: GPL-3.0-or-later
// QObject: every action and shortcut of the window in one place.
#pragma once

#include <QHash>
#include <QKeySequence>
#include <QList>
#include <QObject>
#include <QString>
#include <QStringList>

#include <vector>

class QAction;
class QActionGroup;

namespace tokendesk::ui {

/// Keeps actions by id and refuses a shortcut that another action already has or that begins
/// another's ("Ctrl+K" beside "Ctrl+K, Ctrl+S"). Scopes: the empty
/// one is the whole window, any other the page of that id; a page's shortcut may not be the
/// window's, but two pages may share one, since only one of them is ever shown. Thread: GUI.
class ActionRegistry : public QObject
{
    Q_OBJECT
public:
    explicit ActionRegistry(QObject *parent = nullptr);

    /// A new action of the window. Its objectName is \a id.
    QAction *add(const QString &id, const QString &text, const QKeySequence &shortcut = {});
    /// Takes an action that another object owns. A shortcut that is taken is removed from it and
    /// noted in conflicts(); false then.
    bool adopt(QAction *action, const QString &scope);

    /// While blocked no action can be triggered, whatever its owner enables meanwhile, but those of
    /// the ids in \a except and those in an action group of their own.
    void setBlocked(bool isBlocked, const QStringList &except = {});

    /// The window's action \a id; null if there is none.
    [[nodiscard]] QAction *action(const QString &id) const;
    /// "Ctrl+F: find, extraFind" for each shortcut that was refused.
    [[nodiscard]] const QStringList &conflicts() const { return m_conflicts; }

    /// An action with the scope it was registered in.
    struct Entry
    {
        QAction *action = nullptr;
        QString scope;
    };
    [[nodiscard]] const std::vector<Entry> &entries() const { return m_entries; }

private:
    [[nodiscard]] const QAction *holderOf(const QKeySequence &shortcut, const QString &scope) const;

    std::vector<Entry> m_entries;
    QStringList m_conflicts;
    QActionGroup *m_group = nullptr; ///< of all that setBlocked() blocks
};

} // namespace tokendesk::ui
