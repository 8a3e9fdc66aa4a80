// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/searchfield.h"

#include "ui/models/searchtext.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QToolButton>

namespace tokendesk::ui {

namespace {
constexpr std::chrono::milliseconds kPause{250};
} // namespace

SearchField::SearchField(Theme &theme, const QString &placeholder, QWidget *parent)
    : QLineEdit(parent)
{
    //: %1: what the field searches, %2: its shortcut
    setPlaceholderText(tr("%1 (%2)").arg(
        placeholder, QKeySequence(QKeySequence::Find).toString(QKeySequence::NativeText)));
    setAccessibleName(placeholder);
    setClearButtonEnabled(true);
    addAction(theme.icon(QStringLiteral("search"), ColourRole::Muted), QLineEdit::LeadingPosition);
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPause);
    connect(&m_pause, &QTimer::timeout, this, &SearchField::fire);
    connect(this, &QLineEdit::textChanged, &m_pause, qOverload<>(&QTimer::start));
    connect(this, &QLineEdit::returnPressed, this, &SearchField::fire);
}

void SearchField::searchNow(const QString &text)
{
    setText(text);
    fire();
}

void SearchField::fire()
{
    m_pause.stop();
    if (std::exchange(m_last, text()) != text())
        emit searched(text());
}

void SearchField::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && !text().isEmpty()) {
        searchNow({});
        return;
    }
    if (event->key() == Qt::Key_Down) {
        fire();
        emit leftDownwards();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

ChipBar::ChipBar(Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_layout(new QHBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->addStretch(1);
    hide();
}

void ChipBar::setSearch(const QString &text)
{
    while (m_layout->count() > 1) {
        QLayoutItem *item = m_layout->takeAt(0);
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    const QList<SearchToken> tokens = splitSearch(text).tokens;
    for (qsizetype i = 0; i < tokens.size(); ++i) {
        auto *chip = new QToolButton(this);
        chip->setObjectName(QStringLiteral("chip_") + tokens.at(i).field);
        const QString label = searchToken(tokens.at(i).field, tokens.at(i).value);
        // An ampersand would become a mnemonic.
        chip->setText(QString(label).replace(QLatin1Char('&'), QStringLiteral("&&")));
        chip->setIcon(m_theme.icon(QStringLiteral("close"), ColourRole::Muted));
        chip->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        chip->setLayoutDirection(Qt::RightToLeft);
        chip->setToolTip(tr("Remove this filter"));
        chip->setAccessibleName(tr("Remove filter %1").arg(label));
        connect(chip, &QToolButton::clicked, this,
                [this, text, i] { emit edited(withoutToken(text, i)); });
        m_layout->insertWidget(static_cast<int>(i), chip);
    }
    setVisible(!tokens.isEmpty());
}

} // namespace tokendesk::ui
