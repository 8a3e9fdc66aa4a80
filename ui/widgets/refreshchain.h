// SPDX-License-Identifier: GPL-3.0-or-later
// Widget: the life of one session as a line.
#pragma once

#include "server/base/session.h"

#include <QWidget>

#include <optional>
#include <vector>

namespace tokendesk::ui {

class Theme;

/// From the login over the refreshes to now or to the end, as far as the session row knows: the
/// moments of login, last refresh, end and expiry, and how many refreshes there were. The refreshes
/// between have no moments of their own and are drawn as a count. Reuse of a refresh token is a
/// triangle. One sentence says the same to screen readers. Thread: GUI.
class RefreshChain : public QWidget
{
    Q_OBJECT
public:
    RefreshChain(Theme &theme, const Clock &clock, QWidget *parent = nullptr);

    void setSession(const Session &session);
    /// "Login 2 d ago, 191 refreshes, the last 3 min ago, active, expires in 5 d."
    [[nodiscard]] QString sentence() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    enum class Shape { Ring, Disc, Triangle, Bar };
    struct Stop
    {
        Shape shape = Shape::Ring;
        QString title; ///< "Login"
        QString text; ///< "2 d ago"
        QString toolTip;
        bool isAhead = false; ///< not reached yet: the line to it is dashed
    };
    [[nodiscard]] std::vector<Stop> stops() const;
    /// Horizontal centre of stop \a index of \a count.
    [[nodiscard]] double centreOf(std::size_t index, std::size_t count) const;
    [[nodiscard]] bool isLive() const;

    Theme &m_theme;
    const Clock &m_clock;
    Session m_session;
};

} // namespace tokendesk::ui
