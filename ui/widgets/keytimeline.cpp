// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/keytimeline.h"

#include "ui/models/timetext.h"
#include "ui/theme/theme.h"

#include <QDateTime>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>
#include <array>

namespace tokendesk::ui {
namespace {

using std::chrono::milliseconds;

constexpr std::chrono::hours kDay{24};
constexpr std::chrono::hours kFarthest = kDay * 730; ///< from today, on the axis
constexpr std::chrono::hours kLeastAhead = kDay * 120; ///< or half more than lies behind
constexpr std::chrono::hours kLeastSpan = kDay * 14;
constexpr int kTickWidth = 96; ///< between two marks at least
constexpr int kGap = 6;

QDateTime local(Instant at) { return QDateTime::fromMSecsSinceEpoch(toEpochMs(at)); }

/// The order of rows: by when a key began to sign; those without a date last.
Instant place(const KeyLife &life)
{
    const bool waits = life.key.state == KeyInfo::State::Next;
    return life.signsFrom.value_or(waits ? Instant::max() : life.key.createdAt);
}

} // namespace

KeyTimeline::KeyTimeline(Theme &theme, const Clock &clock, QWidget *parent)
    : QAbstractScrollArea(parent), m_theme(theme), m_clock(clock)
{
    setObjectName(QStringLiteral("keysTimeline"));
    setAccessibleName(tr("Time line of keys"));
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
    setLives({});
}

int KeyTimeline::rowHeight() const { return fontMetrics().height() + 2 * kGap; }

int KeyTimeline::axisHeight() const { return fontMetrics().height() + kGap; }

void KeyTimeline::setLives(std::vector<KeyLife> lives)
{
    const bool isAsBefore = lives.size() == m_lives.size();
    m_lives = std::move(lives);
    std::stable_sort(m_lives.begin(), m_lives.end(),
                     [](const KeyLife &a, const KeyLife &b) { return place(a) < place(b); });
    measure();
    if (!isAsBefore) // else somebody may have scrolled
        scrollToCurrent();
    describe();
    viewport()->update();
}

void KeyTimeline::scrollToCurrent()
{
    const int row = rowOf(m_current);
    if (row < 0)
        return;
    const int top = row * rowHeight();
    const int page = verticalScrollBar()->pageStep();
    verticalScrollBar()->setValue(
        std::clamp(verticalScrollBar()->value(), top + rowHeight() - page, top));
}

void KeyTimeline::measure()
{
    const Instant now = m_clock.now();
    Instant first = now;
    Instant last = now;
    for (const KeyLife &life : m_lives)
        first = std::min(first, std::max(life.key.createdAt, now - kFarthest));
    // A date in a far year must not leave the rest a strip at the edge.
    const auto ahead = std::clamp<milliseconds>((now - first) * 3 / 2, kLeastAhead, kFarthest);
    for (const KeyLife &life : m_lives) {
        for (const auto &at : {life.signsFrom, life.signsUntil, life.verifiesUntil})
            last = std::max(last, std::min(at.value_or(now), now + ahead));
    }
    const milliseconds span = std::max<milliseconds>(last - first, kLeastSpan);
    m_from = first - span / 25;
    m_to = std::max(last + span / 8, now + span / 3);

    const int rows = std::clamp(static_cast<int>(m_lives.size()), 1, kMostRows);
    setFixedHeight(rows * rowHeight() + 2 * axisHeight() + 2 * frameWidth() + kGap);
    const int hidden = static_cast<int>(m_lives.size()) - rows;
    verticalScrollBar()->setRange(0, std::max(0, hidden) * rowHeight());
    verticalScrollBar()->setSingleStep(rowHeight());
    verticalScrollBar()->setPageStep(rows * rowHeight());
}

void KeyTimeline::setCurrent(const QString &kid)
{
    if (kid == m_current)
        return;
    m_current = kid;
    scrollToCurrent();
    describe();
    viewport()->update();
}

QStringList KeyTimeline::order() const
{
    QStringList ids;
    for (const KeyLife &life : m_lives)
        ids.append(life.key.kid);
    return ids;
}

QString KeyTimeline::sentence(const KeyLife &life) const
{
    //: %1: a key, %2: its algorithm, %3: its state
    QString text =
        tr("%1, %2, %3.")
            .arg(shortKeyId(life.key.kid), life.key.algorithm, keyStateText(life.key.state));
    const auto add = [&text](const QString &part) { text += QLatin1Char(' ') + part; };
    const bool isAhead = life.key.state == KeyInfo::State::Next;
    if (!life.signsFrom)
        add(isAhead ? tr("It has no date to sign from.") : tr("It has never signed."));
    else if (life.signsUntil)
        //: %1, %2: dates
        add(tr("Signs from %1 until %2.").arg(dayText(*life.signsFrom), dayText(*life.signsUntil)));
    else
        add(tr("Signs from %1, with no end set.").arg(dayText(*life.signsFrom)));
    if (life.verifiesUntil)
        add(tr("Verifies until %1.").arg(dayText(*life.verifiesUntil)));
    return text;
}

void KeyTimeline::describe()
{
    const int row = rowOf(m_current);
    if (row >= 0) {
        //: %1: a sentence about a key, %2 and %3: numbers
        setAccessibleDescription(tr("%1 Key %2 of %3.")
                                     .arg(sentence(m_lives[static_cast<std::size_t>(row)]))
                                     .arg(row + 1)
                                     .arg(m_lives.size()));
        return;
    }
    QStringList parts;
    for (const KeyLife &life : m_lives)
        parts.append(sentence(life));
    setAccessibleDescription(parts.isEmpty() ? tr("No keys.") : parts.join(QLatin1Char(' ')));
}

int KeyTimeline::rowOf(const QString &kid) const
{
    const auto found = std::find_if(m_lives.begin(), m_lives.end(),
                                    [&kid](const KeyLife &life) { return life.key.kid == kid; });
    return found == m_lives.end() ? -1 : static_cast<int>(found - m_lives.begin());
}

int KeyTimeline::rowAt(const QPoint &position) const
{
    const int y = position.y() - axisHeight();
    const int visible = verticalScrollBar()->pageStep();
    if (y < 0 || y >= visible)
        return -1;
    const int row = (y + verticalScrollBar()->value()) / rowHeight();
    return row < static_cast<int>(m_lives.size()) ? row : -1;
}

void KeyTimeline::choose(int row)
{
    if (row < 0 || row >= static_cast<int>(m_lives.size()))
        return;
    const QString kid = m_lives[static_cast<std::size_t>(row)].key.kid;
    setCurrent(kid);
    emit chosen(kid);
}

void KeyTimeline::keyPressEvent(QKeyEvent *event)
{
    const int row = rowOf(m_current);
    const int last = static_cast<int>(m_lives.size()) - 1;
    switch (event->key()) {
    case Qt::Key_Down:
    case Qt::Key_Right:
        return choose(std::min(row + 1, last));
    case Qt::Key_Up:
    case Qt::Key_Left:
        return choose(row < 0 ? last : std::max(row - 1, 0));
    case Qt::Key_Home:
        return choose(0);
    case Qt::Key_End:
        return choose(last);
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void KeyTimeline::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        choose(rowAt(event->pos()));
}

bool KeyTimeline::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QAbstractScrollArea::viewportEvent(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const int row = rowAt(help->pos());
    QToolTip::showText(help->globalPos(),
                       row < 0 ? QString()
                               : plainToolTip(sentence(m_lives[static_cast<std::size_t>(row)])),
                       viewport());
    return true;
}

void KeyTimeline::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    viewport()->update();
}

void KeyTimeline::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        measure();
}

void KeyTimeline::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void KeyTimeline::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

QRectF KeyTimeline::area() const
{
    int label = 0;
    for (const KeyLife &life : m_lives)
        label = std::max(label, fontMetrics().horizontalAdvance(shortKeyId(life.key.kid)));
    label += fontMetrics().horizontalAdvance(QStringLiteral("● ")) + 3 * kGap;
    const int left = std::min(label, viewport()->width() / 2);
    return {double(left), double(axisHeight()), double(viewport()->width() - left - kGap),
            double(verticalScrollBar()->pageStep())};
}

double KeyTimeline::xOf(Instant at) const
{
    const QRectF place = area();
    const auto whole = static_cast<double>((m_to - m_from).count());
    const auto part = static_cast<double>((std::clamp(at, m_from, m_to) - m_from).count());
    return place.left() + place.width() * part / whole;
}

std::vector<KeyTimeline::Bar> KeyTimeline::barsOf(const KeyLife &life)
{
    std::vector<Bar> bars;
    const KeyInfo &key = life.key;
    if (!life.signsFrom) {
        bars.push_back({key.state == KeyInfo::State::Next ? Phase::Waiting : Phase::Verifying,
                        key.createdAt, life.verifiesUntil});
        return bars;
    }
    if (key.createdAt < *life.signsFrom)
        bars.push_back({Phase::Waiting, key.createdAt, life.signsFrom});
    bars.push_back({Phase::Signing, *life.signsFrom, life.signsUntil});
    if (life.signsUntil && life.verifiesUntil && *life.verifiesUntil > *life.signsUntil)
        bars.push_back({Phase::Verifying, *life.signsUntil, life.verifiesUntil});
    return bars;
}

std::vector<KeyTimeline::Tick> KeyTimeline::ticks() const
{
    // Days up to a fortnight, then months; marks of months stand on their first day.
    struct Step
    {
        int days;
        int months;
    };
    static constexpr std::array steps = {Step{1, 0},  Step{2, 0},   Step{7, 0},
                                         Step{14, 0}, Step{30, 1},  Step{61, 2},
                                         Step{91, 3}, Step{182, 6}, Step{365, 12}};
    const double days = static_cast<double>((m_to - m_from) / kDay);
    const double most = std::max(1.0, area().width() / kTickWidth);
    const auto *step = std::find_if(steps.begin(), steps.end() - 1, [&](const Step &candidate) {
        return days / candidate.days <= most;
    });
    std::vector<Tick> marks;
    const QLocale locale;
    QDate date = local(m_from).date().addDays(1);
    if (step->months > 0) {
        date = QDate(date.year(), date.month(), 1).addMonths(1);
        while ((date.month() - 1) % step->months != 0)
            date = date.addMonths(1);
    }
    for (Instant at = fromEpochMs(date.startOfDay().toMSecsSinceEpoch()); at < m_to;
         at = fromEpochMs(date.startOfDay().toMSecsSinceEpoch())) {
        marks.push_back({at, locale.toString(date, step->months > 0 ? QStringLiteral("MMM yyyy")
                                                                    : QStringLiteral("d MMM"))});
        date = step->months > 0 ? date.addMonths(step->months) : date.addDays(step->days);
    }
    return marks;
}

void KeyTimeline::paintEvent(QPaintEvent *)
{
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_lives.empty()) {
        painter.setPen(m_theme.colour(ColourRole::Muted));
        painter.drawText(viewport()->rect(), Qt::AlignCenter, tr("No keys."));
        return;
    }
    paintAxis(painter);
    const QRectF place = area();
    painter.setClipRect(QRectF(0, place.top(), viewport()->width(), place.height()));
    for (int row = 0; row < static_cast<int>(m_lives.size()); ++row)
        paintRow(painter, row, place.top() + row * rowHeight() - verticalScrollBar()->value());
}

void KeyTimeline::paintAxis(QPainter &painter) const
{
    const QRectF place = area();
    for (const Tick &tick : ticks()) {
        const double x = xOf(tick.at);
        painter.setPen(QPen(m_theme.colour(ColourRole::Border), 1));
        painter.drawLine(QPointF(x, place.top()), QPointF(x, place.bottom()));
        const double width = fontMetrics().horizontalAdvance(tick.text) + 4;
        if (x - width / 2 < place.left() || x + width / 2 > place.right())
            continue;
        painter.setPen(m_theme.colour(ColourRole::Muted));
        painter.drawText(QRectF(x - width / 2, 0, width, axisHeight()), Qt::AlignCenter, tick.text);
    }
    const double today = xOf(m_clock.now());
    painter.setPen(QPen(m_theme.colour(ColourRole::Text), 1.4, Qt::DashLine));
    painter.drawLine(QPointF(today, place.top()), QPointF(today, place.bottom() + 2));
    const QString text = QStringLiteral("▲ ") + tr("today");
    const double width = fontMetrics().horizontalAdvance(text) + 4;
    const double left = std::clamp(today - width / 2, 0.0, viewport()->width() - width);
    painter.setPen(m_theme.colour(ColourRole::Text));
    painter.drawText(QRectF(left, place.bottom(), width, axisHeight()), Qt::AlignCenter, text);
}

void KeyTimeline::paintRow(QPainter &painter, int row, double top) const
{
    const KeyLife &life = m_lives[static_cast<std::size_t>(row)];
    const QRectF band(0, top, viewport()->width(), rowHeight());
    if (life.key.kid == m_current) {
        QColor mark = palette().color(QPalette::Highlight);
        mark.setAlphaF(hasFocus() ? 0.30F : 0.16F);
        painter.fillRect(band, mark);
        if (hasFocus()) {
            painter.setPen(QPen(palette().color(QPalette::Highlight), 1));
            painter.setBrush(Qt::NoBrush);
            painter.drawRect(band.adjusted(0.5, 0.5, -0.5, -0.5));
        }
    }
    const bool isGone = life.key.state == KeyInfo::State::Retired;
    const bool isWeak = !life.key.warning.isEmpty() && !isGone;
    const QString glyph = isWeak ? QStringLiteral("▲") : QString(keyStateGlyph(life.key.state));
    painter.setPen(m_theme.colour(isGone ? ColourRole::Muted : ColourRole::Text));
    const QRectF label(kGap, top, area().left() - 2 * kGap, rowHeight());
    painter.drawText(label, Qt::AlignVCenter | Qt::AlignLeft,
                     fontMetrics().elidedText(glyph + QLatin1Char(' ') + shortKeyId(life.key.kid),
                                              Qt::ElideMiddle, static_cast<int>(label.width())));
    for (const Bar &bar : barsOf(life))
        paintBar(painter, bar, top, isGone);
}

void KeyTimeline::paintBar(QPainter &painter, const Bar &bar, double top, bool isGone) const
{
    const double left = xOf(bar.from);
    const double right = bar.to ? xOf(*bar.to) : area().right();
    const QRectF rect(left, top + 4, std::max(3.0, right - left), rowHeight() - 8);
    const QColor colour = m_theme.colour(isGone                          ? ColourRole::Muted
                                         : bar.phase == Phase::Signing   ? ColourRole::Chart1
                                         : bar.phase == Phase::Verifying ? ColourRole::Chart2
                                                                         : ColourRole::Muted);
    QColor fill = colour;
    fill.setAlphaF(bar.phase == Phase::Signing ? 0.38F : 0.32F);
    QPen pen(colour, 1.6);
    QString word;
    painter.setBrush(Qt::NoBrush);
    if (bar.phase == Phase::Signing) {
        word = tr("signs");
        painter.setBrush(fill);
        if (!bar.to) { // an open end fades out
            QLinearGradient fade(rect.topLeft(), rect.topRight());
            QColor gone = fill;
            gone.setAlphaF(0.06F);
            fade.setColorAt(0, fill);
            fade.setColorAt(1, gone);
            painter.setBrush(fade);
        }
    } else if (bar.phase == Phase::Verifying) {
        word = tr("verifies");
        painter.setBrush(QBrush(fill, Qt::BDiagPattern));
        pen.setStyle(Qt::DashLine);
    } else {
        word = tr("waits");
        pen.setStyle(Qt::DotLine);
    }
    painter.setPen(pen);
    painter.drawRoundedRect(rect, 3, 3);
    // An end that lies beyond the axis, or that nobody has set, is told in words.
    if (bar.to && *bar.to > m_to)
        word += QStringLiteral(" ▸ ") + dayText(*bar.to);
    else if (!bar.to)
        word += QStringLiteral(" ▸");
    if (bar.from < m_from)
        word.prepend(QStringLiteral("◂ "));
    const double room = std::min(rect.right(), area().right()) - rect.left() - 2 * kGap;
    if (fontMetrics().horizontalAdvance(word) > room)
        return;
    painter.setPen(m_theme.colour(isGone ? ColourRole::Muted : ColourRole::Text));
    painter.drawText(rect.adjusted(kGap, 0, -kGap, 0), Qt::AlignVCenter | Qt::AlignLeft, word);
}

} // namespace tokendesk::ui
