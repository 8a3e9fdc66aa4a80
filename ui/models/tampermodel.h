// SPDX-License-Identifier: GPL-3.0-or-later
// QObject: changed tokens and what became of them.
#pragma once

#include "server/runtime/adminapi.h"

#include <QAbstractTableModel>

#include <vector>

namespace tokendesk::ui {

class Theme;

/// One row per change of a token. A changed token that is accepted is red. Thread: GUI.
class TamperModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Outcome, What, Why, Answer, ColumnCount };
    enum Role {
        NameRole = Qt::UserRole, ///< stable word of the change
        AcceptedRole ///< bool
    };

    explicit TamperModel(Theme &theme, QObject *parent = nullptr);

    void setTrials(std::vector<TamperTrial> trials);
    /// Null: there is no such row.
    [[nodiscard]] const TamperTrial *trial(int row) const;
    /// Changed tokens that are accepted, which should never be.
    [[nodiscard]] int acceptedChanges() const;
    /// How many are changed: all rows but the unchanged one.
    [[nodiscard]] int changes() const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    [[nodiscard]] QVariant text(const TamperTrial &trial, int column) const;

    Theme &m_theme;
    std::vector<TamperTrial> m_trials;
};

} // namespace tokendesk::ui
