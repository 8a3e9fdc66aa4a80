// SPDX-License-Identifier: GPL-3.0-or-later
// Widget: the lives of signing keys on one time axis.
#pragma once

#include "ui/models/keytext.h"

#include <QAbstractScrollArea>

namespace tokendesk::ui {

class Theme;

/// One row for each key, oldest first: waiting, signing, verifying only; what lies ahead of today
/// is a plan. Phases differ by outline, pattern and word, not by colour alone. What is too far
/// away stands at the edge with its date. Arrow keys and clicks choose a key. The
/// accessible description is a sentence about the chosen key, or about all. Object name:
/// keysTimeline. Thread: GUI.
class KeyTimeline : public QAbstractScrollArea
{
    Q_OBJECT
public:
    /// More rows than these scroll.
    static constexpr int kMostRows = 6;

    KeyTimeline(Theme &theme, const Clock &clock, QWidget *parent = nullptr);

    void setLives(std::vector<KeyLife> lives);
    /// Marks the key \a kid, or none; emits nothing.
    void setCurrent(const QString &kid);
    [[nodiscard]] QString current() const { return m_current; }
    /// The ids from top to bottom.
    [[nodiscard]] QStringList order() const;
    /// What the picture says of one key.
    [[nodiscard]] QString sentence(const KeyLife &life) const;

signals:
    /// The person has chosen this key.
    void chosen(const QString &kid);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    enum class Phase { Waiting, Signing, Verifying };
    struct Bar
    {
        Phase phase = Phase::Waiting;
        Instant from{};
        std::optional<Instant> to; ///< none: open
    };
    struct Tick
    {
        Instant at{};
        QString text;
    };

    [[nodiscard]] static std::vector<Bar> barsOf(const KeyLife &life);
    [[nodiscard]] std::vector<Tick> ticks() const;
    void measure();
    void describe();
    void scrollToCurrent();
    void choose(int row);
    [[nodiscard]] int rowOf(const QString &kid) const;
    [[nodiscard]] int rowAt(const QPoint &position) const;
    [[nodiscard]] int rowHeight() const;
    [[nodiscard]] int axisHeight() const;
    /// Of the viewport: where the bars are.
    [[nodiscard]] QRectF area() const;
    [[nodiscard]] double xOf(Instant at) const;
    void paintAxis(QPainter &painter) const;
    void paintRow(QPainter &painter, int row, double top) const;
    void paintBar(QPainter &painter, const Bar &bar, double top, bool isGone) const;

    Theme &m_theme;
    const Clock &m_clock;
    std::vector<KeyLife> m_lives;
    QString m_current;
    Instant m_from{};
    Instant m_to{};
};

} // namespace tokendesk::ui
