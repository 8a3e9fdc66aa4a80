// SPDX-License-Identifier: GPL-3.0-or-later
// Delegates: the state of a row as shape and word, and a span of time as bar and word.
#pragma once

#include "server/base/clock.h"

#include <QStyledItemDelegate>

namespace tokendesk::ui {

class Theme;

/// Draws a disc, a ring or a triangle before the word, by PagedModelBase::StateRole. Thread: GUI.
class StateDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    explicit StateDelegate(Theme &theme, QObject *parent = nullptr)
        : QStyledItemDelegate(parent), m_theme(theme)
    {
    }

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    Theme &m_theme;
};

/// Draws how much of the span StartRole … EndRole is left, and the word beside it. Thread: GUI.
class SpanDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    SpanDelegate(Theme &theme, const Clock &clock, QObject *parent = nullptr)
        : QStyledItemDelegate(parent), m_theme(theme), m_clock(clock)
    {
    }
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;

private:
    Theme &m_theme;
    const Clock &m_clock;
};

} // namespace tokendesk::ui
