// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/momentbar.h"

#include "ui/models/momenttext.h"
#include "ui/widgets/rolelabel.h"

#include <QDateTimeEdit>
#include <QHBoxLayout>
#include <QRadioButton>
#include <QSignalBlocker>
#include <QSlider>

#include <algorithm>

namespace tokendesk::ui {
namespace {

constexpr int kSteps = 1000;

} // namespace

MomentBar::MomentBar(Theme &theme, const Clock &clock, QWidget *parent)
    : QWidget(parent), m_clock(clock), m_now(new QRadioButton(tr("&Now"), this)),
      m_other(new QRadioButton(tr("A&t"), this)), m_edit(new QDateTimeEdit(this)),
      m_slider(new QSlider(Qt::Horizontal, this)),
      m_sliderText(new RoleLabel(theme, ColourRole::Muted, {}, this))
{
    m_now->setObjectName(QStringLiteral("atNow"));
    m_now->setChecked(true);
    m_now->setAccessibleName(tr("Judge the token as of now"));
    m_other->setObjectName(QStringLiteral("atMoment"));
    m_other->setAccessibleName(tr("Judge the token as of another moment"));
    m_edit->setObjectName(QStringLiteral("momentEdit"));
    m_edit->setAccessibleName(tr("Moment, local time"));
    m_edit->setDisplayFormat(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    m_edit->setCalendarPopup(true);
    m_edit->setEnabled(false);
    m_slider->setObjectName(QStringLiteral("timeSlider"));
    m_slider->setAccessibleName(tr("Moment between issue and expiry"));
    m_slider->setRange(0, kSteps);
    m_slider->setPageStep(kSteps / 20);
    m_slider->setSingleStep(kSteps / 200);
    m_slider->setMinimumWidth(100);
    m_sliderText->setObjectName(QStringLiteral("timeSliderText"));
    m_sliderText->setSmall();

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(new QLabel(tr("Judge as of"), this));
    layout->addWidget(m_now);
    layout->addWidget(m_other);
    layout->addWidget(m_edit);
    layout->addSpacing(8);
    layout->addWidget(m_slider, 1);
    layout->addWidget(m_sliderText);

    connect(m_now, &QRadioButton::toggled, this, [this](bool now) {
        m_edit->setEnabled(!now);
        if (!now && !m_edit->dateTime().isValid())
            setMoment(m_clock.now());
        updateSlider();
        emit changed();
    });
    connect(m_edit, &QDateTimeEdit::dateTimeChanged, this, [this] {
        updateSlider();
        emit changed();
    });
    connect(m_slider, &QSlider::valueChanged, this, [this](int value) {
        const auto span = m_last - m_first;
        setMoment(m_first + span * value / kSteps);
        const QSignalBlocker quiet(m_now);
        m_other->setChecked(true);
        m_edit->setEnabled(true);
        emit changed();
    });
    setMoment(clock.now());
    setRange({}, {});
}

void MomentBar::setRange(std::optional<Instant> start, std::optional<Instant> end)
{
    m_start = start;
    m_end = end;
    const bool usable = start && end && *start < *end;
    m_slider->setEnabled(usable);
    if (usable) {
        const auto margin =
            std::max<std::chrono::milliseconds>((*end - *start) / 5, std::chrono::seconds(10));
        m_first = *start - margin;
        m_last = *end + margin;
        m_sliderText->setText(
            tr("issued %1, expires %2").arg(localMomentText(*start), localMomentText(*end)));
    } else {
        m_sliderText->setText(tr("no life span to slide over"));
    }
    updateSlider();
}

std::optional<Instant> MomentBar::moment() const
{
    if (m_now->isChecked())
        return {};
    return fromEpochMs(m_edit->dateTime().toMSecsSinceEpoch());
}

void MomentBar::setNow()
{
    m_now->setChecked(true);
    setMoment(m_clock.now());
}

void MomentBar::setMoment(Instant moment)
{
    const QSignalBlocker quiet(m_edit);
    const auto wholeSeconds = std::chrono::floor<std::chrono::seconds>(moment);
    m_edit->setDateTime(QDateTime::fromMSecsSinceEpoch(toEpochMs(wholeSeconds)));
}

void MomentBar::updateSlider()
{
    if (!m_slider->isEnabled())
        return;
    const Instant shown = moment().value_or(m_clock.now());
    const auto span = m_last - m_first;
    const auto part = std::clamp(shown, m_first, m_last) - m_first;
    const QSignalBlocker quiet(m_slider);
    m_slider->setValue(static_cast<int>(part * kSteps / span));
}

} // namespace tokendesk::ui
