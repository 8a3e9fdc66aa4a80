// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/emptystate.h"

#include "ui/theme/theme.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace tokendesk::ui {

namespace {
constexpr QSize kIconSize{56, 56};
constexpr int kTextWidth = 420;
} // namespace

EmptyState::EmptyState(Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_icon(new QLabel(this)), m_title(new QLabel(this)),
      m_text(new QLabel(this)), m_button(new QPushButton(this)), m_link(new QPushButton(this))
{
    m_title->setObjectName(QStringLiteral("emptyStateTitle"));
    m_text->setObjectName(QStringLiteral("emptyStateText"));
    m_button->setObjectName(QStringLiteral("emptyStateButton"));
    m_link->setObjectName(QStringLiteral("emptyStateLink"));

    QFont large = m_title->font();
    large.setPointSizeF(large.pointSizeF() * 1.3);
    large.setBold(true);
    m_title->setFont(large);
    m_title->setTextFormat(Qt::PlainText);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    m_text->setFixedWidth(kTextWidth);
    m_link->setFlat(true);
    m_link->setCursor(Qt::PointingHandCursor);

    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(10);
    layout->addStretch(2);
    for (QWidget *part : {static_cast<QWidget *>(m_icon), static_cast<QWidget *>(m_title),
                          static_cast<QWidget *>(m_text), static_cast<QWidget *>(m_button),
                          static_cast<QWidget *>(m_link)})
        layout->addWidget(part, 0, Qt::AlignHCenter);
    layout->addStretch(3);

    connect(m_button, &QPushButton::clicked, this, &EmptyState::buttonClicked);
    connect(m_link, &QPushButton::clicked, this, &EmptyState::linkClicked);
    connect(&theme, &Theme::changed, this, &EmptyState::paintIcon);
    paintIcon();
}

void EmptyState::setContent(const QString &iconName, const QString &title, const QString &text,
                            const QString &button, const QString &link)
{
    m_iconName = iconName;
    paintIcon();
    m_title->setText(title);
    m_text->setText(text);
    // A centred label is not asked for its height at this width.
    m_text->setFixedHeight(m_text->heightForWidth(kTextWidth));
    m_text->setVisible(!text.isEmpty());
    m_button->setText(button);
    m_button->setVisible(!button.isEmpty());
    m_link->setText(link);
    m_link->setVisible(!link.isEmpty());
    setAccessibleName(title);
}

QString EmptyState::title() const { return m_title->text(); }

void EmptyState::paintIcon()
{
    m_icon->setPixmap(m_iconName.isEmpty()
                          ? QPixmap()
                          : m_theme.icon(m_iconName, ColourRole::Muted).pixmap(kIconSize));
    QPalette quiet = m_text->palette();
    quiet.setColor(QPalette::WindowText, m_theme.colour(ColourRole::Muted));
    m_text->setPalette(quiet);
    QPalette link = m_link->palette();
    link.setColor(QPalette::ButtonText, m_theme.colour(ColourRole::Info));
    m_link->setPalette(link);
}

} // namespace tokendesk::ui
