// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/actions.h"

#include <QAction>

#include <algorithm>

namespace tokendesk::ui {

namespace {

/// Equal, or one begins the other, so that the first keys alone would be ambiguous.
bool clash(const QKeySequence &one, const QKeySequence &other)
{
    return one.matches(other) != QKeySequence::NoMatch
           || other.matches(one) != QKeySequence::NoMatch;
}

} // namespace

ActionRegistry::ActionRegistry(QObject *parent) : QObject(parent) { }

QAction *ActionRegistry::add(const QString &id, const QString &text, const QKeySequence &shortcut)
{
    auto *action = new QAction(text, this);
    action->setObjectName(id);
    action->setShortcut(shortcut);
    adopt(action, {});
    return action;
}

bool ActionRegistry::adopt(QAction *action, const QString &scope)
{
    QList<QKeySequence> free;
    for (const QKeySequence &shortcut : action->shortcuts()) {
        if (const QAction *holder = holderOf(shortcut, scope)) {
            m_conflicts.append(
                QStringLiteral("%1: %2, %3")
                    .arg(shortcut.toString(), holder->objectName(), action->objectName()));
        } else {
            free.append(shortcut);
        }
    }
    const bool clean = free.size() == action->shortcuts().size();
    if (!clean)
        action->setShortcuts(free);
    m_entries.push_back({action, scope});
    connect(action, &QObject::destroyed, this, [this, action] {
        std::erase_if(m_entries, [action](const Entry &entry) { return entry.action == action; });
    });
    return clean;
}

QAction *ActionRegistry::action(const QString &id) const
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(), [&](const Entry &entry) {
        return entry.scope.isEmpty() && entry.action->objectName() == id;
    });
    return found == m_entries.end() ? nullptr : found->action;
}

const QAction *ActionRegistry::holderOf(const QKeySequence &shortcut, const QString &scope) const
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(), [&](const Entry &entry) {
        const bool meets = scope.isEmpty() || entry.scope.isEmpty() || entry.scope == scope;
        const QList<QKeySequence> taken = entry.action->shortcuts();
        return meets && std::any_of(taken.begin(), taken.end(), [&](const QKeySequence &other) {
                   return clash(shortcut, other);
               });
    });
    return found == m_entries.end() ? nullptr : found->action;
}

} // namespace tokendesk::ui
