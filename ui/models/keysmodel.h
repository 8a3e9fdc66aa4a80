// SPDX-License-Identifier: GPL-3.0-or-later
// QObject: the table of signing keys.
#pragma once

#include "server/runtime/adminapi.h"
#include "ui/models/keytext.h"
#include "ui/models/pagedmodel.h"

namespace tokendesk::ui {

/// A key, or one that is being made.
struct KeyRow
{
    QString id; ///< the kid; of one that is being made a made-up one
    KeyLife life;
    bool isPending = false;

    friend bool operator==(const KeyRow &, const KeyRow &) = default;
};

/// Which keys are listed, in which order.
struct KeyQuery
{
    bool withRetired = false;
    int sort = 3; ///< KeysModel::Created
    bool descending = true;
    QByteArray after = {}; ///< not used: there are few keys
    int limit = 200;
    bool withTotal = false;

    friend bool operator==(const KeyQuery &, const KeyQuery &) = default;
};

/// All keys, or those in force, sorted here: there are few. Keys that are being made stand among
/// them. Thread: GUI.
class KeysModel final : public PagedModel<KeyRow, KeyQuery>
{
    Q_OBJECT
public:
    enum Column {
        Kid,
        Algorithm,
        State,
        Created,
        SignsUntil,
        VerifiesUntil,
        Sessions,
        ColumnCount
    };

    KeysModel(AdminApi &api, const Clock &clock, QObject *parent = nullptr);

    /// All keys of the last answer, retired ones too, oldest first.
    [[nodiscard]] const std::vector<KeyInfo> &keys() const { return m_keys; }
    /// The key of that id; null: there is none.
    [[nodiscard]] const KeyInfo *key(const QString &kid) const;
    /// The key that signs; null: none.
    [[nodiscard]] const KeyInfo *active() const;
    void setRetiredShown(bool on);

    /// Lists a key that is being made until removePending().
    QString addPending(const QString &algorithm);
    void removePending(const QString &id);

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;
    void sort(int column, Qt::SortOrder order) override;

    [[nodiscard]] int rowOf(const QVariant &id) const override { return find(id.toString()); }
    [[nodiscard]] bool isSortable(int column) const override;
    [[nodiscard]] int sortColumn() const override { return query().sort; }
    [[nodiscard]] Qt::SortOrder sortOrder() const override;

protected:
    [[nodiscard]] QFuture<Result<Rows>> load(const KeyQuery &query) override;
    [[nodiscard]] QFuture<Result<KeyRow>> loadOne(const QString &id) override;
    [[nodiscard]] KeyQuery baseline(const KeyQuery &query) const override { return query; }

private:
    [[nodiscard]] std::vector<KeyRow> rowsOf(const std::vector<KeyInfo> &keys,
                                             const KeyQuery &query) const;
    [[nodiscard]] QString display(const KeyRow &row, int column) const;
    [[nodiscard]] QVariant sortValue(const KeyRow &row, int column) const;
    [[nodiscard]] QString toolTip(const KeyRow &row, int column) const;

    AdminApi &m_api;
    const Clock &m_clock;
    std::vector<KeyInfo> m_keys;
    std::vector<KeyRow> m_pending;
    int m_nextPending = 1;
};

} // namespace tokendesk::ui
