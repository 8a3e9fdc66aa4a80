// SPDX-License-Identifier: GPL-3.0-or-later
// Widget: the lifetimes of tokens and sessions as bars on one logarithmic axis.
#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

#include <chrono>
#include <vector>

namespace tokendesk::ui {

/// What the bars and the sentences beside them speak of.
struct Lifetimes
{
    std::chrono::seconds access{0};
    std::chrono::seconds refresh{0};
    std::chrono::seconds sessionMaximum{0}; ///< 0: none
    std::chrono::seconds sliding{0};
    std::chrono::seconds slidingRefresh{0};
    bool rotate = true;
    bool immediateRevocation = true;
    bool acceptSliding = false;

    friend bool operator==(const Lifetimes &, const Lifetimes &) = default;
};

/// One consequence of the lifetimes, in words.
struct LifetimeRemark
{
    bool warning = false;
    QString text;
};

/// What follows from \a lifetimes: contradictions first, then what they mean in practice.
[[nodiscard]] std::vector<LifetimeRemark> lifetimeRemarks(const Lifetimes &lifetimes);

/// Paints one bar per lifetime, labelled with its name and value. The accessible description says
/// the same in one sentence. Thread: GUI.
class LifetimeBars : public QWidget
{
    Q_OBJECT
public:
    explicit LifetimeBars(Theme &theme, QWidget *parent = nullptr);

    void setLifetimes(const Lifetimes &lifetimes);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    /// Position of \a duration on the axis, 0 at its start and 1 at its end.
    [[nodiscard]] double position(std::chrono::seconds duration) const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Bar
    {
        QString name;
        std::chrono::seconds length;
        ColourRole role;
        bool unlimited = false;
    };

    [[nodiscard]] int rowHeight() const;
    [[nodiscard]] int labelWidth() const;
    void paintAxis(QPainter &painter, const QRectF &area) const;
    void paintBar(QPainter &painter, const QRectF &area, int row, const Bar &bar) const;

    Theme &m_theme;
    std::vector<Bar> m_bars;
    std::chrono::seconds m_first{10};
    std::chrono::seconds m_last{std::chrono::hours(24 * 60)};
};

} // namespace tokendesk::ui
