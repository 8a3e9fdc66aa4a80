// SPDX-License-Identifier: GPL-3.0-or-later
// Widget: a button that asks back in place.
#pragma once

#include <QPushButton>
#include <QTimer>

namespace tokendesk::ui {

/// The first click arms it for three seconds, which it counts down; the second one within them
/// confirms. For acts that cannot be undone but do little harm. Thread: GUI.
class TwoStepButton : public QPushButton
{
    Q_OBJECT
public:
    /// \a question has a %1 for the seconds left: "End now? (%1 s)".
    TwoStepButton(const QString &text, const QString &question, QWidget *parent = nullptr);

    [[nodiscard]] bool isArmed() const { return m_left > 0; }
    /// Takes the question back.
    void disarm();

signals:
    void confirmed();

private:
    void press();
    void tick();

    QString m_text;
    QString m_question;
    QTimer m_second;
    int m_left = 0;
};

} // namespace tokendesk::ui
