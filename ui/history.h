// SPDX-License-Identifier: GPL-3.0-or-later
// Values: where the person has been in the window.
#pragma once

#include <QJsonObject>
#include <QString>

#include <optional>
#include <vector>

namespace tokendesk::ui {

/// Pages in the order they were visited, each with what narrowed it when it was left; back and
/// forward as in a browser: going somewhere new forgets what lay ahead.
class History
{
public:
    struct Place
    {
        QString page;
        QJsonObject view; ///< of Page::view()

        friend bool operator==(const Place &, const Place &) = default;
    };

    /// The person leaves the present place, whose view is \a left, for \a page.
    void visit(const QString &page, const QJsonObject &left = {});
    /// Steps back; \a left is the view of the place that is left. None at the beginning.
    std::optional<Place> back(const QJsonObject &left) { return step(-1, left); }
    std::optional<Place> forward(const QJsonObject &left) { return step(1, left); }
    [[nodiscard]] bool canGoBack() const { return m_at > 0; }
    [[nodiscard]] bool canGoForward() const { return m_at + 1 < m_places.size(); }

private:
    std::optional<Place> step(int direction, const QJsonObject &left);

    std::vector<Place> m_places;
    std::size_t m_at = 0;
};

} // namespace tokendesk::ui
