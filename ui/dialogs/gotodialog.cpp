// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/gotodialog.h"

#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace tokendesk::ui {

namespace {

constexpr int kIconExtent = 16;
constexpr int kPadding = 8;
constexpr int kRowsOfAPage = 8;

/// Icon, title and, in quieter colour at the right, the detail; headings in small bold letters.
class ResultDelegate final : public QStyledItemDelegate
{
public:
    ResultDelegate(const Theme &theme, QObject *parent)
        : QStyledItemDelegate(parent), m_theme(theme)
    {
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        painter->save();
        if (index.data(GoToModel::HeadingRole).toBool())
            paintHeading(painter, option, index);
        else
            paintResult(painter, option, index);
        painter->restore();
    }

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override
    {
        Q_UNUSED(index)
        return {option.fontMetrics.averageCharWidth() * 20, option.fontMetrics.height() + 12};
    }

private:
    void paintHeading(QPainter *painter, const QStyleOptionViewItem &option,
                      const QModelIndex &index) const
    {
        QFont font = option.font;
        font.setBold(true);
        font.setPointSizeF(font.pointSizeF() * 0.9);
        painter->setFont(font);
        painter->setPen(m_theme.colour(ColourRole::Muted));
        painter->drawText(option.rect.adjusted(kPadding, 0, -kPadding, -3),
                          Qt::AlignLeft | Qt::AlignBottom, index.data().toString());
    }

    void paintResult(QPainter *painter, const QStyleOptionViewItem &option,
                     const QModelIndex &index) const
    {
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        if (selected)
            painter->fillRect(option.rect,
                              option.palette.brush(QPalette::Active, QPalette::Highlight));
        const QRect row = option.rect.adjusted(2 * kPadding, 0, -kPadding, 0);
        const QRect icon(row.left(), row.center().y() - kIconExtent / 2, kIconExtent, kIconExtent);
        m_theme.icon(index.data(GoToModel::IconRole).toString())
            .paint(painter, icon, Qt::AlignCenter, selected ? QIcon::Selected : QIcon::Normal);
        const QRect text = row.adjusted(kIconExtent + kPadding, 0, 0, 0);
        const QString title =
            option.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight, text.width());
        const QColor strong = option.palette.color(
            QPalette::Active, selected ? QPalette::HighlightedText : QPalette::Text);
        painter->setPen(strong);
        painter->drawText(text, Qt::AlignVCenter | Qt::AlignLeft, title);
        const int room = text.width() - option.fontMetrics.horizontalAdvance(title) - 2 * kPadding;
        painter->setPen(selected ? strong : m_theme.colour(ColourRole::Muted));
        painter->drawText(text, Qt::AlignVCenter | Qt::AlignRight,
                          option.fontMetrics.elidedText(
                              index.data(GoToModel::DetailRole).toString(), Qt::ElideMiddle, room));
    }

    const Theme &m_theme;
};

} // namespace

GoToDialog::GoToDialog(AdminApi &api, std::vector<GoToModel::PageName> pages, Theme &theme,
                       QWidget *parent)
    : QDialog(parent), m_model(new GoToModel(api, std::move(pages), this)),
      m_field(new QLineEdit(this)), m_list(new QListView(this)), m_remark(new QLabel(this))
{
    setObjectName(QStringLiteral("goToDialog"));
    setWindowTitle(tr("Go To"));
    m_field->setObjectName(QStringLiteral("goToField"));
    m_field->setPlaceholderText(tr("Page, user, session or setting"));
    m_field->setAccessibleName(tr("Go to"));
    m_field->addAction(theme.icon(QStringLiteral("search"), ColourRole::Muted),
                       QLineEdit::LeadingPosition);
    m_field->setClearButtonEnabled(true);
    m_field->installEventFilter(this);
    m_list->setObjectName(QStringLiteral("goToList"));
    m_list->setAccessibleName(tr("Results"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new ResultDelegate(theme, m_list));
    m_list->setFocusPolicy(Qt::NoFocus); // the arrow keys of the field move through it
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_remark->setObjectName(QStringLiteral("goToRemark"));
    m_remark->setTextFormat(Qt::PlainText);
    m_remark->setWordWrap(true);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(10, 10, 10, 10);
    layout->addWidget(m_field);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_remark);
    resize(fontMetrics().averageCharWidth() * 78, fontMetrics().height() * 24);

    connect(m_field, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_picked = {};
        m_model->setText(text);
    });
    connect(m_list, &QListView::clicked, this, &GoToDialog::choose);
    connect(m_model, &GoToModel::stateChanged, this, &GoToDialog::showState);
    connect(m_model, &QAbstractItemModel::modelReset, this, &GoToDialog::keepPicked);
    keepPicked();
    showState();
    m_field->setFocus();
}

bool GoToDialog::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_field || event->type() != QEvent::KeyPress)
        return QDialog::eventFilter(watched, event);
    switch (static_cast<QKeyEvent *>(event)->key()) {
    case Qt::Key_Down:
        move(1);
        return true;
    case Qt::Key_Up:
        move(-1);
        return true;
    case Qt::Key_PageDown:
        for (int i = 0; i < kRowsOfAPage; ++i)
            move(1);
        return true;
    case Qt::Key_PageUp:
        for (int i = 0; i < kRowsOfAPage; ++i)
            move(-1);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        choose(m_list->currentIndex());
        return true;
    default:
        return false;
    }
}

void GoToDialog::move(int step)
{
    const int row = m_model->nextChoice(m_list->currentIndex().row(), step);
    if (row < 0)
        return;
    m_picked = m_model->target(row);
    m_list->setCurrentIndex(m_model->index(row));
}

void GoToDialog::keepPicked()
{
    int row = m_model->nextChoice(-1, 1);
    for (int i = row; i >= 0; i = m_model->nextChoice(i, 1)) {
        if (m_model->target(i) == m_picked)
            row = i;
    }
    m_list->setCurrentIndex(m_model->index(row));
}

void GoToDialog::choose(const QModelIndex &index)
{
    const GoToTarget target = m_model->target(index.row());
    if (target.page.isEmpty())
        return;
    accept();
    emit chosen(target);
}

void GoToDialog::showState()
{
    QString text;
    if (m_model->isSearching())
        text = tr("Searching…");
    else if (!m_model->problem().isEmpty())
        text = m_model->problem();
    else if (m_model->rowCount() == 0)
        text = tr("Nothing matches “%1”.").arg(m_field->text().trimmed());
    else
        text = tr("↑ ↓ choose, Enter goes there, Esc closes");
    m_remark->setText(text);
}

} // namespace tokendesk::ui
