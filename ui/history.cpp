// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history.h"

namespace tokendesk::ui {

namespace {
constexpr std::size_t kLongest = 100;
}

void History::visit(const QString &page, const QJsonObject &left)
{
    if (!m_places.empty()) {
        m_places[m_at].view = left;
        m_places.resize(m_at + 1);
    }
    m_places.push_back({page, {}});
    if (m_places.size() > kLongest)
        m_places.erase(m_places.begin());
    m_at = m_places.size() - 1;
}

std::optional<History::Place> History::step(int direction, const QJsonObject &left)
{
    if (direction < 0 ? !canGoBack() : !canGoForward())
        return std::nullopt;
    m_places[m_at].view = left;
    m_at = direction < 0 ? m_at - 1 : m_at + 1;
    return m_places[m_at];
}

} // namespace tokendesk::ui
