// SPDX-License-Identifier: GPL-3.0-or-later
// QObject: two tokens, member by member.
#pragma once

#include "server/base/clock.h"
#include "server/runtime/adminapi.h"

#include <QAbstractTableModel>

#include <optional>
#include <vector>

namespace tokendesk::ui {

class Theme;

/// One row per member of header and payload that either of two tokens has: those of the first in
/// its order, then those that only the second has. Thread: GUI.
class ComparisonModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Name, First, Second, Difference, ColumnCount };
    enum Role {
        DiffersRole = Qt::UserRole, ///< bool
        HeaderRole ///< bool: a member of the header
    };

    explicit ComparisonModel(Theme &theme, QObject *parent = nullptr);

    /// What is no strict JSON object has no members.
    void compare(const Inspection &first, const Inspection &second);
    void clear();
    /// Rows that do not differ are left out.
    void setOnlyDifferences(bool only);
    /// Number of members that differ, shown or not.
    [[nodiscard]] int differences() const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    struct Row
    {
        QString name;
        QString first; ///< as written; a null string: not there
        QString second;
        std::optional<Instant> firstMoment;
        std::optional<Instant> secondMoment;
        bool isHeader = false;

        [[nodiscard]] bool differs() const
        {
            return first.isNull() != second.isNull() || first != second;
        }
    };

    void add(const QByteArray &first, const QByteArray &second, bool isHeader);
    [[nodiscard]] static Row makeRow(const QString &name, QByteArrayView first,
                                     QByteArrayView second, bool isHeader);
    [[nodiscard]] static QString shown(const QString &raw, const std::optional<Instant> &moment);
    [[nodiscard]] static QString differenceText(const Row &row);
    void filter();

    Theme &m_theme;
    std::vector<Row> m_all;
    std::vector<Row> m_rows; ///< those that are shown
    bool m_onlyDifferences = false;
};

} // namespace tokendesk::ui
