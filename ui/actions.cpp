// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/actions.h"

#include <QAction>
#include <QActionGroup>

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

ActionRegistry::ActionRegistry(QObject *parent) : QObject(parent), m_group(new QActionGroup(this))
{
    m_group->setExclusionPolicy(QActionGroup::ExclusionPolicy::None);
}

void ActionRegistry::setBlocked(bool isBlocked, const QStringList &except)
{
    for (const Entry &entry : m_entries) {
        if (except.contains(entry.action->objectName()))
            m_group->removeAction(entry.action);
        else if (entry.action->actionGroup() == nullptr)
            m_group->addAction(entry.action);
    }
    // A group keeps what owners want of their actions meanwhile, and gives it back at its end.
    m_group->setEnabled(!isBlocked);
}

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
    if (!m_group->isEnabled() && action->actionGroup() == nullptr)
        m_group->addAction(action);
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
