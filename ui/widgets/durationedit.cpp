// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/durationedit.h"

#include "server/base/clock.h"
#include "ui/widgets/rolelabel.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>

#include <algorithm>
#include <array>

namespace tokendesk::ui {
namespace {

using std::chrono::seconds;

/// Where Up and Down stop.
constexpr std::array<qint64, 26> kRound = {
    0,       5,       10,        15,        30,        60,        120,        300,       600,
    900,     1'800,   3'600,     7'200,     14'400,    28'800,    43'200,     86'400,    172'800,
    259'200, 604'800, 1'209'600, 2'592'000, 5'184'000, 7'776'000, 15'552'000, 31'536'000};

} // namespace

DurationEdit::DurationEdit(Theme &theme, QWidget *parent)
    : QWidget(parent), m_text(new QLineEdit(this)), m_hint(new RoleLabel(theme, ColourRole::Muted))
{
    m_text->setObjectName(QStringLiteral("durationText"));
    m_text->setPlaceholderText(tr("15m, 7d, 1h30"));
    m_text->setMaxLength(40);
    m_text->setFixedWidth(m_text->fontMetrics().averageCharWidth() * 22);
    m_text->installEventFilter(this);
    m_hint->setObjectName(QStringLiteral("durationHint"));
    m_hint->setWordWrap(true); // the bounds of the longest would widen the whole form
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_text);
    layout->addWidget(m_hint, 1);
    setFocusProxy(m_text);
    connect(m_text, &QLineEdit::textChanged, this, [this] {
        updateHint();
        emit changed();
    });
    updateHint();
}

void DurationEdit::setBounds(seconds minimum, seconds maximum, bool zeroMeansOff)
{
    m_minimum = minimum;
    m_maximum = maximum;
    m_zeroMeansOff = zeroMeansOff;
    updateHint();
}

void DurationEdit::setValue(seconds value) { m_text->setText(durationText(value)); }

std::optional<seconds> DurationEdit::value() const { return durationFromString(m_text->text()); }

bool DurationEdit::isAcceptable() const
{
    const auto now = value();
    return now
           && ((*now >= m_minimum && *now <= m_maximum)
               || (m_zeroMeansOff && *now == seconds::zero()));
}

void DurationEdit::setReadOnly(bool readOnly) { m_text->setReadOnly(readOnly); }

QString DurationEdit::hint() const { return m_hint->text(); }

bool DurationEdit::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_text && event->type() == QEvent::KeyPress && !m_text->isReadOnly()) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Up || key == Qt::Key_Down) {
            step(key == Qt::Key_Up);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void DurationEdit::step(bool up)
{
    const auto now = value();
    if (!now)
        return;
    qint64 next = now->count();
    if (up) {
        const auto *above = std::upper_bound(kRound.begin(), kRound.end(), next);
        next = above == kRound.end() ? m_maximum.count() : *above;
    } else {
        const auto *notBelow = std::lower_bound(kRound.begin(), kRound.end(), next);
        next = notBelow == kRound.begin() ? 0 : *(notBelow - 1);
    }
    const bool off = m_zeroMeansOff && next < m_minimum.count();
    setValue(off ? (up ? m_minimum : seconds(0)) : std::clamp(seconds(next), m_minimum, m_maximum));
}

QString DurationEdit::boundsText() const
{
    //: Bounds of a duration: "10 s to 365 d"
    const QString bounds = tr("%1 to %2").arg(durationText(m_minimum), durationText(m_maximum));
    return m_zeroMeansOff ? tr("%1, or 0 for no limit").arg(bounds) : bounds;
}

void DurationEdit::updateHint()
{
    const auto now = value();
    if (!now) {
        m_hint->setText(tr("Not a duration. Write it like 15m, 7d, 1h30, 900 or PT15M."));
        m_hint->setRole(ColourRole::Error);
    } else if (!isAcceptable()) {
        m_hint->setText(tr("= %1, but allowed is %2").arg(durationText(*now), boundsText()));
        m_hint->setRole(ColourRole::Error);
    } else {
        const bool off = m_zeroMeansOff && *now == seconds::zero();
        m_hint->setText(
            tr("= %1   (%2)").arg(off ? tr("no limit") : durationText(*now), boundsText()));
        m_hint->setRole(ColourRole::Muted);
    }
    m_text->setAccessibleDescription(m_hint->text());
}

} // namespace tokendesk::ui
