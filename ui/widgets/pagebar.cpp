// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/pagebar.h"

#include "ui/theme/theme.h"

#include <QListWidget>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QToolButton>
#include <QVBoxLayout>

namespace tokendesk::ui {

namespace {

constexpr int kIdRole = Qt::UserRole;
constexpr int kTitleRole = Qt::UserRole + 1;
constexpr int kBadgeRole = Qt::UserRole + 2; // text; empty: none
constexpr int kPlainTipRole = Qt::UserRole + 3; // tool tip without the badge
constexpr int kMostInBadge = 99;
constexpr int kIconExtent = 20;
constexpr int kPadding = 12;
constexpr int kGap = 11;
constexpr int kWideWidth = 172;
constexpr int kNarrowWidth = 52;

/// Rounded selection in the highlight colour; the title is left out when there is no room for it.
class PageDelegate final : public QStyledItemDelegate
{
public:
    explicit PageDelegate(const Theme &theme, QObject *parent)
        : QStyledItemDelegate(parent), m_theme(theme)
    {
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        const QRectF plate = QRectF(option.rect).adjusted(6, 2, -6, -2);
        QColor highlight = option.palette.color(QPalette::Active, QPalette::Highlight);
        if (!selected)
            highlight.setAlphaF(option.state.testFlag(QStyle::State_MouseOver) ? 0.12F : 0.0F);
        painter->setPen(Qt::NoPen);
        painter->setBrush(highlight);
        painter->drawRoundedRect(plate, 6, 6);
        if (option.state.testFlag(QStyle::State_HasFocus)
            && option.state.testFlag(QStyle::State_KeyboardFocusChange)) {
            painter->setPen(QPen(option.palette.color(QPalette::WindowText), 1, Qt::DotLine));
            painter->setBrush(Qt::NoBrush);
            painter->drawRoundedRect(plate.adjusted(1.5, 1.5, -1.5, -1.5), 5, 5);
        }

        const QRect icon(option.rect.left() + 6 + kPadding - 2,
                         option.rect.center().y() - kIconExtent / 2 + 1, kIconExtent, kIconExtent);
        qvariant_cast<QIcon>(index.data(Qt::DecorationRole))
            .paint(painter, icon, Qt::AlignCenter, selected ? QIcon::Selected : QIcon::Normal);
        QRect text(icon.right() + kGap, option.rect.top(),
                   option.rect.right() - kPadding - icon.right() - kGap, option.rect.height());
        const QString badge = index.data(kBadgeRole).toString();
        if (!badge.isEmpty())
            text.setRight(paintBadge(painter, option, icon, badge, text.width() > kPadding) - kGap);
        if (text.width() > kPadding) {
            painter->setPen(selected
                                ? option.palette.color(QPalette::Active, QPalette::HighlightedText)
                                : m_theme.colour(ColourRole::Text));
            painter->drawText(text, Qt::AlignVCenter | Qt::AlignLeft,
                              option.fontMetrics.elidedText(index.data(kTitleRole).toString(),
                                                            Qt::ElideRight, text.width()));
        }
        painter->restore();
    }

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override
    {
        Q_UNUSED(index)
        return {kNarrowWidth, option.fontMetrics.height() + 20};
    }

private:
    /// A pill at the right end, or at the corner of the icon where there is no room for titles.
    /// Returns its left edge.
    int paintBadge(QPainter *painter, const QStyleOptionViewItem &option, const QRect &icon,
                   const QString &badge, bool wide) const
    {
        QFont font = option.font;
        font.setBold(true);
        font.setPointSizeF(font.pointSizeF() * 0.85);
        const QFontMetrics metrics(font);
        const int height = metrics.height() + 2;
        const int width = std::max(height, metrics.horizontalAdvance(badge) + 10);
        QRect pill(0, 0, width, height);
        if (wide)
            pill.moveCenter(
                {option.rect.right() - kPadding - width / 2, option.rect.center().y() + 1});
        else
            pill.moveCenter({icon.right(), icon.top() + 2});
        painter->setFont(font);
        painter->setPen(Qt::NoPen);
        painter->setBrush(m_theme.colour(ColourRole::WarningSurface));
        painter->drawRoundedRect(pill, height / 2.0, height / 2.0);
        painter->setPen(m_theme.colour(ColourRole::Warning));
        painter->drawText(pill, Qt::AlignCenter, badge);
        painter->setFont(option.font);
        return pill.left();
    }

    const Theme &m_theme;
};

} // namespace

PageBar::PageBar(Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_list(new QListWidget(this)),
      m_collapse(new QToolButton(this))
{
    m_list->setObjectName(QStringLiteral("pageBar"));
    m_list->setAccessibleName(tr("Pages"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setItemDelegate(new PageDelegate(theme, m_list));
    m_list->setMouseTracking(true);
    m_list->viewport()->setAutoFillBackground(false);
    m_list->setUniformItemSizes(true);

    m_collapse->setObjectName(QStringLiteral("collapseButton"));
    m_collapse->setAutoRaise(true);
    m_collapse->setFocusPolicy(Qt::TabFocus);
    m_collapse->setIconSize({16, 16});
    m_collapse->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 8, 1, 6);
    layout->setSpacing(0);
    layout->addWidget(m_list, 1);
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(8, 0, 8, 0);
    foot->addWidget(m_collapse, 1);
    layout->addLayout(foot);

    connect(m_list, &QListWidget::currentItemChanged, this, [this](QListWidgetItem *item) {
        if (item != nullptr)
            emit pageSelected(item->data(kIdRole).toString());
    });
    connect(m_collapse, &QToolButton::clicked, this, [this] {
        setCollapsed(!m_collapsed);
        emit collapsedChanged(m_collapsed);
    });
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    arrange();
}

void PageBar::addPage(const QString &id, const QString &title, const QString &iconName,
                      const QString &shortcut)
{
    auto *item = new QListWidgetItem(m_theme.icon(iconName), QString(), m_list);
    item->setData(kIdRole, id);
    item->setData(kTitleRole, title);
    item->setData(Qt::AccessibleTextRole, title);
    item->setData(kPlainTipRole, shortcut.isEmpty()
                                     ? title
                                     : tr("%1 (%2)", "page, shortcut").arg(title, shortcut));
    item->setToolTip(item->data(kPlainTipRole).toString());
}

void PageBar::setBadge(const QString &id, int count, const QString &what)
{
    for (int row = 0; row < m_list->count(); ++row) {
        QListWidgetItem *item = m_list->item(row);
        if (item->data(kIdRole).toString() != id)
            continue;
        const QString title = item->data(kTitleRole).toString();
        const QString tip = item->data(kPlainTipRole).toString();
        item->setData(kBadgeRole, count == 0             ? QString()
                                  : count > kMostInBadge ? QStringLiteral("%1+").arg(kMostInBadge)
                                                         : QString::number(count));
        item->setData(Qt::AccessibleTextRole,
                      count == 0 ? title : tr("%1, %2", "page, badge").arg(title, what));
        item->setToolTip(count == 0 ? tip : tip + QLatin1Char('\n') + what);
    }
}

void PageBar::setCurrent(const QString &id)
{
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->item(row)->data(kIdRole).toString() == id)
            m_list->setCurrentRow(row);
    }
}

QString PageBar::current() const
{
    const QListWidgetItem *item = m_list->currentItem();
    return item != nullptr ? item->data(kIdRole).toString() : QString();
}

QStringList PageBar::pages() const
{
    QStringList ids;
    for (int row = 0; row < m_list->count(); ++row)
        ids.append(m_list->item(row)->data(kIdRole).toString());
    return ids;
}

void PageBar::setCollapsed(bool collapsed)
{
    m_collapsed = collapsed;
    arrange();
}

void PageBar::setNarrow(bool narrow)
{
    if (narrow == m_narrow)
        return;
    m_narrow = narrow;
    arrange();
}

void PageBar::arrange()
{
    const bool icons = showsIconsOnly();
    setFixedWidth(icons ? kNarrowWidth
                        : std::max(kWideWidth, fontMetrics().averageCharWidth() * 24));
    m_collapse->setVisible(!m_narrow);
    m_collapse->setIcon(m_theme.icon(icons ? QStringLiteral("expand") : QStringLiteral("collapse"),
                                     ColourRole::Muted));
    m_collapse->setText(tr("Collapse"));
    m_collapse->setToolButtonStyle(icons ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon);
    const QString tip = icons ? tr("Show the page titles") : tr("Show only the icons");
    m_collapse->setToolTip(tip);
    m_collapse->setAccessibleName(tip);
}

void PageBar::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.colour(ColourRole::Sidebar));
    painter.fillRect(QRect(width() - 1, 0, 1, height()), m_theme.colour(ColourRole::Border));
}

} // namespace tokendesk::ui
