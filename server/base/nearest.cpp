// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/base/nearest.h"

#include <algorithm>
#include <limits>
#include <vector>

namespace tokendesk {

int editDistance(QStringView a, QStringView b)
{
    const auto width = static_cast<std::size_t>(b.size()) + 1;
    std::vector<int> beforeLast(width);
    std::vector<int> last(width);
    std::vector<int> current(width);
    for (std::size_t j = 0; j < width; ++j)
        last[j] = static_cast<int>(j);
    for (qsizetype i = 1; i <= a.size(); ++i) {
        current[0] = static_cast<int>(i);
        for (qsizetype j = 1; j <= b.size(); ++j) {
            const auto at = static_cast<std::size_t>(j);
            const bool same = a[i - 1] == b[j - 1];
            int cost = std::min({last[at] + 1, current[at - 1] + 1, last[at - 1] + (same ? 0 : 1)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                cost = std::min(cost, beforeLast[at - 2] + 1);
            current[at] = cost;
        }
        std::swap(beforeLast, last);
        std::swap(last, current);
    }
    return last[width - 1];
}

QString nearestName(QStringView name, const QStringList &known)
{
    // Longer input is nonsense, and the distance costs the product of the lengths.
    constexpr qsizetype kLongest = 128;
    const QString wanted = name.first(std::min(name.size(), kLongest)).toString().toLower();
    QString nearest;
    int least = std::numeric_limits<int>::max();
    for (const QString &candidate : known) {
        const int distance = editDistance(wanted, candidate.toLower());
        if (distance < least) {
            least = distance;
            nearest = candidate;
        }
    }
    return nearest;
}

} // namespace tokendesk
