// SPDX-License-Identifier: GPL-3.0-or-later
// QObject: the ordered checks of a verdict.
#pragma once

#include "server/runtime/adminapi.h"

#include <QAbstractTableModel>
#include <QPointer>

#include <array>
#include <optional>

namespace tokendesk::ui {

class Theme;

/// One row per check in the order in which they are made: how it came out (icon and word), what is
/// checked, and on what it was passed or why it failed. Thread: GUI.
class ChecksModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Outcome, What, Why, ColumnCount };
    enum Role {
        OutcomeRole = Qt::UserRole, ///< int of token::Outcome
        CauseRole ///< causeName(), empty unless failed
    };

    explicit ChecksModel(Theme &theme, QObject *parent = nullptr);

    void setVerdict(const std::optional<token::Verdict> &verdict);
    /// The verdict, and the facts behind it.
    void setInspection(const Inspection &inspection);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    void replaceVerdict(const std::optional<token::Verdict> &verdict);
    [[nodiscard]] static QString toolTip(token::Check check, const token::Verdict::Entry &entry,
                                         const QString &fact);

    Theme &m_theme;
    std::optional<token::Verdict> m_verdict;
    std::array<QString, token::kCheckCount> m_facts;
};

/// "✓ passed", "✗ failed", "– not reached", "not applicable".
[[nodiscard]] QString outcomeText(token::Outcome outcome);
/// Sentences of the verdict in the language of the window.
[[nodiscard]] QString translatedCheck(token::Check check);
[[nodiscard]] QString translatedCause(token::Cause cause);

} // namespace tokendesk::ui
