// SPDX-License-Identifier: GPL-3.0-or-later
// QObject: the table of users.
#pragma once

#include "server/runtime/adminapi.h"
#include "ui/models/pagedmodel.h"

namespace tokendesk::ui {

/// Users of one UserQuery, page by page. Thread: GUI.
class UsersModel final : public PagedModel<User, UserQuery>
{
    Q_OBJECT
public:
    enum Column {
        Username,
        FullName,
        Email,
        Groups,
        State,
        LastLogin,
        Sessions,
        Created,
        ColumnCount
    };

    UsersModel(AdminApi &api, const Clock &clock, QObject *parent = nullptr);

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;
    /// A new query with that order; other columns than the sortable ones change nothing.
    void sort(int column, Qt::SortOrder order) override;

    [[nodiscard]] int rowOf(const QVariant &id) const override;
    [[nodiscard]] bool isSortable(int column) const override;
    [[nodiscard]] int sortColumn() const override;
    [[nodiscard]] Qt::SortOrder sortOrder() const override;

    /// "Active", "Disabled", "Deleted".
    [[nodiscard]] static QString stateText(const User &user);

protected:
    [[nodiscard]] QFuture<Result<tokendesk::User>> loadOne(const UserId &id) override;
    [[nodiscard]] QFuture<Result<Rows>> load(const UserQuery &query) override;
    [[nodiscard]] UserQuery baseline(const UserQuery &query) const override;

private:
    [[nodiscard]] QString display(const User &user, int column) const;
    [[nodiscard]] QVariant sortValue(const User &user, int column) const;
    [[nodiscard]] QString toolTip(const User &user, int column) const;

    AdminApi &m_api;
    const Clock &m_clock;
};

} // namespace tokendesk::ui
