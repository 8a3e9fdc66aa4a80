// SPDX-License-Identifier: GPL-3.0-or-later
// Widget: the settings that are being tried, and what is to become of them.
#pragma once

#include "server/base/clock.h"
#include "server/base/settingsforecast.h"

#include <QFrame>

class QPushButton;
class QTimer;

namespace tokendesk::ui {

class RoleLabel;
class Theme;

/// Counts down while it is shown. Object names: trialBar, trialText, keepButton, takeBackButton.
/// Thread: GUI.
class TrialBar : public QFrame
{
    Q_OBJECT
public:
    TrialBar(Theme &theme, const Clock &clock, QWidget *parent = nullptr);

    /// Nothing: hides.
    void setTrial(const std::optional<SettingsTrial> &trial);

signals:
    void keepRequested();
    void takeBackRequested();
    /// The time is over; what is in force is to be asked anew.
    void over();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void updateText();

    const Clock &m_clock;
    QTimer *m_timer = nullptr;
    RoleLabel *m_text = nullptr;
    QPushButton *m_keep = nullptr;
    QPushButton *m_takeBack = nullptr;
    std::optional<SettingsTrial> m_trial;
};

} // namespace tokendesk::ui
