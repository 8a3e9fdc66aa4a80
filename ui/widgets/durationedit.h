// SPDX-License-Identifier: GPL-3.0-or-later
// Widget: a field for a length of time as people write it.
#pragma once

#include <QWidget>

#include <chrono>
#include <optional>

class QLineEdit;

namespace tokendesk::ui {

class RoleLabel;
class Theme;

/// Understands "15m", "7d", "1h30", "900", "PT15M" and says beside the field what it understood and
/// what the bounds are. Up and Down step through round values. Object names of the parts:
/// durationText, durationHint. Thread: GUI.
class DurationEdit : public QWidget
{
    Q_OBJECT
public:
    explicit DurationEdit(Theme &theme, QWidget *parent = nullptr);

    /// \a zeroMeansOff: 0 is allowed besides the bounds.
    void setBounds(std::chrono::seconds minimum, std::chrono::seconds maximum, bool zeroMeansOff);
    void setValue(std::chrono::seconds value);
    /// What the text means, within the bounds or not; nothing if it is no duration.
    [[nodiscard]] std::optional<std::chrono::seconds> value() const;
    /// Whether value() exists and lies within the bounds.
    [[nodiscard]] bool isAcceptable() const;
    void setReadOnly(bool readOnly);
    [[nodiscard]] QLineEdit *lineEdit() const { return m_text; }
    [[nodiscard]] QString hint() const;

signals:
    /// The text was changed by the person or by setValue().
    void changed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void step(bool up);
    void updateHint();
    [[nodiscard]] QString boundsText() const;

    QLineEdit *m_text = nullptr;
    RoleLabel *m_hint = nullptr;
    std::chrono::seconds m_minimum{0};
    std::chrono::seconds m_maximum{std::chrono::hours(24 * 365)};
    bool m_zeroMeansOff = false;
};

} // namespace tokendesk::ui
