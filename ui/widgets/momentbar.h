// SPDX-License-Identifier: GPL-3.0-or-later
// Widget: chooses the moment as of which something is judged.
#pragma once

#include "server/base/clock.h"

#include <QWidget>

#include <optional>

class QDateTimeEdit;
class QLabel;
class QRadioButton;
class QSlider;

namespace tokendesk::ui {

class Theme;
class RoleLabel;

/// "Now" or another moment, by its date and time or by a slider around the life of a token. Object
/// names: atNow, atMoment, momentEdit, timeSlider, timeSliderText. Thread: GUI.
class MomentBar : public QWidget
{
    Q_OBJECT
public:
    MomentBar(Theme &theme, const Clock &clock, QWidget *parent = nullptr);

    /// The slider runs around \a start … \a end; without them it is disabled.
    void setRange(std::optional<Instant> start, std::optional<Instant> end);
    /// Nothing: now.
    [[nodiscard]] std::optional<Instant> moment() const;
    void setNow();

signals:
    void changed();

private:
    void setMoment(Instant moment);
    void updateSlider();

    const Clock &m_clock;
    QRadioButton *m_now = nullptr;
    QRadioButton *m_other = nullptr;
    QDateTimeEdit *m_edit = nullptr;
    QSlider *m_slider = nullptr;
    RoleLabel *m_sliderText = nullptr;
    std::optional<Instant> m_start;
    std::optional<Instant> m_end;
    Instant m_first{}; ///< slider at its left end
    Instant m_last{};
};

} // namespace tokendesk::ui
