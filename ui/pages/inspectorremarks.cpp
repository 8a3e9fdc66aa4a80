// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/inspectorremarks.h"

#include "server/base/clock.h"
#include "ui/widgets/rolelabel.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace tokendesk::ui {

InspectorRemarks::InspectorRemarks(Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_layout(new QVBoxLayout(this))
{
    m_layout->addStretch(1);
    setRemarks({});
}

void InspectorRemarks::setRemarks(const std::vector<token::Remark> &remarks)
{
    if (m_rows != nullptr && remarks == m_remarks)
        return; // keeps what is selected
    m_remarks = remarks;
    delete m_rows;
    m_rows = new QWidget(this);
    auto *layout = new QVBoxLayout(m_rows);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    if (remarks.empty()) {
        auto *none = new RoleLabel(m_theme, ColourRole::Muted,
                                   tr("Nothing about this token is unwise."), m_rows);
        none->setWordWrap(true);
        layout->addWidget(none);
    }
    for (const token::Remark &remark : remarks) {
        const ColourRole role = remark.isSerious() ? ColourRole::Error : ColourRole::Warning;
        auto *icon = new QLabel(m_rows);
        const int size = fontMetrics().height();
        icon->setPixmap(
            m_theme
                .icon(remark.isSerious() ? QStringLiteral("error") : QStringLiteral("warning"),
                      role)
                .pixmap(size));
        icon->setToolTip(remark.isSerious() ? tr("Serious") : tr("Advice"));
        icon->setAccessibleName(icon->toolTip());
        auto *text =
            new RoleLabel(m_theme, remark.isSerious() ? ColourRole::Error : ColourRole::Text,
                          remarkSentence(remark), m_rows);
        text->setObjectName(QStringLiteral("remark_")
                            + QLatin1String(token::remarkName(remark.kind)));
        text->setWordWrap(true);
        auto *row = new QHBoxLayout;
        row->addWidget(icon, 0, Qt::AlignTop);
        row->addWidget(text, 1);
        layout->addLayout(row);
    }
    m_layout->insertWidget(0, m_rows);
}

QString remarkSentence(const token::Remark &remark)
{
    const QString text = QCoreApplication::translate("Remark", token::remarkText(remark.kind));
    if (remark.kind == token::RemarkKind::LongLifetime) {
        //: %1: a remark, %2: a duration
        return InspectorRemarks::tr("%1: %2.").arg(text, durationText(remark.lifetime));
    }
    if (remark.names.isEmpty())
        return InspectorRemarks::tr("%1.").arg(text);
    return InspectorRemarks::tr("%1: %2.").arg(text, remark.names.join(QStringLiteral(", ")));
}

} // namespace tokendesk::ui
