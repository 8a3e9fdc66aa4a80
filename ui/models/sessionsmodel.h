// SPDX-License-Identifier: GPL-3.0-or-later
// QObject: the table of sessions.
#pragma once

#include "server/runtime/adminapi.h"
#include "ui/models/pagedmodel.h"

namespace tokendesk::ui {

/// Sessions of one SessionQuery, page by page. Thread: GUI.
class SessionsModel final : public PagedModel<Session, SessionQuery>
{
    Q_OBJECT
public:
    enum Column {
        User,
        Client,
        Address,
        Started,
        Refreshed,
        Expires,
        Refreshes,
        State,
        Ended,
        EndedBy,
        ColumnCount
    };

    SessionsModel(AdminApi &api, const Clock &clock, QObject *parent = nullptr);

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

    /// Neither ended nor past its expiry.
    [[nodiscard]] static bool isLive(const Session &session, Instant now);
    /// "Active", or why it ended: "Logged out", "Ended by admin", "Refresh reused" …
    [[nodiscard]] static QString stateText(const Session &session, Instant now);
    /// "admin", "the server", of a log-out its user; empty while it lives.
    [[nodiscard]] static QString endedByText(const Session &session, Instant now);
    [[nodiscard]] static RowState rowState(const Session &session, Instant now);

protected:
    [[nodiscard]] QFuture<Result<tokendesk::Session>> loadOne(const SessionId &id) override;
    [[nodiscard]] QFuture<Result<Rows>> load(const SessionQuery &query) override;
    [[nodiscard]] SessionQuery baseline(const SessionQuery &query) const override;

private:
    [[nodiscard]] QString display(const Session &session, int column) const;
    [[nodiscard]] QVariant sortValue(const Session &session, int column) const;
    [[nodiscard]] QString toolTip(const Session &session, int column) const;

    AdminApi &m_api;
    const Clock &m_clock;
};

} // namespace tokendesk::ui
