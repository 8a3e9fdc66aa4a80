// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/factsgrid.h"

#include "ui/models/timetext.h"
#include "ui/theme/theme.h"
#include "ui/widgets/copybutton.h"

#include <QAction>
#include <QHBoxLayout>
#include <QPushButton>

namespace tokendesk::ui {

FactsGrid::FactsGrid(Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_layout(new QFormLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setHorizontalSpacing(16);
    m_layout->setLabelAlignment(Qt::AlignLeft);
    m_layout->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
}

QLabel *FactsGrid::addFact(const QString &name, const QString &label, const QString &copyWhat)
{
    Fact fact;
    fact.field = new QWidget(this);
    auto *row = new QHBoxLayout(fact.field);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    fact.value = new QLabel(fact.field);
    fact.value->setObjectName(name);
    fact.value->setTextFormat(Qt::PlainText);
    fact.value->setWordWrap(copyWhat.isEmpty());
    fact.value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    row->addWidget(fact.value, copyWhat.isEmpty() ? 1 : 0);
    if (!copyWhat.isEmpty()) {
        fact.copy = new CopyButton(m_theme, {}, copyWhat, fact.field);
        fact.copy->setObjectName(name + QStringLiteral("Copy"));
        row->addWidget(fact.copy);
        row->addStretch(1);
    }
    addWidget(label, fact.field);
    m_facts.insert(name, fact);
    return fact.value;
}

void FactsGrid::addWidget(const QString &label, QWidget *widget)
{
    auto *caption = new QLabel(label, this);
    caption->setForegroundRole(QPalette::PlaceholderText);
    if (qobject_cast<QPushButton *>(widget)) // as wide as its text, not as the pane
        widget->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_layout->addRow(caption, widget);
}

void FactsGrid::setFact(const QString &name, const QString &text, const QString &toolTip)
{
    const Fact fact = m_facts.value(name);
    fact.value->setText(text);
    fact.value->setToolTip(plainToolTip(toolTip));
    if (fact.copy)
        fact.copy->setText(text);
    fact.field->setVisible(!text.isEmpty());
    m_layout->labelForField(fact.field)->setVisible(!text.isEmpty());
}

void FactsGrid::setCopyText(const QString &name, const QString &text)
{
    m_facts.value(name).copy->setText(text);
}

QPushButton *actionButton(QAction *action, const QString &name, QWidget *parent)
{
    auto *button = new QPushButton(parent);
    button->setObjectName(name);
    const auto follow = [action, button] {
        button->setText(action->text());
        button->setIcon(action->icon());
        button->setEnabled(action->isEnabled());
        button->setVisible(action->isVisible());
        button->setToolTip(action->shortcut().isEmpty()
                               ? QString()
                               : action->shortcut().toString(QKeySequence::NativeText));
    };
    QObject::connect(action, &QAction::changed, button, follow);
    QObject::connect(button, &QPushButton::clicked, action, &QAction::trigger);
    follow();
    return button;
}

} // namespace tokendesk::ui
