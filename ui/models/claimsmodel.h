// SPDX-License-Identifier: GPL-3.0-or-later
// QObject: the members of a token's header or payload, explained.
#pragma once

#include "server/base/clock.h"

#include <QAbstractTableModel>

#include <optional>
#include <vector>

namespace tokendesk::ui {

/// One row per member, in the order of the token. Times are told in words, against a moment that
/// can be moved without a reset. Thread: GUI.
class ClaimsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum class Part { Header, Payload };
    enum Column { Name, Value, Meaning, ColumnCount };
    enum Role {
        RawRole = Qt::UserRole, ///< JSON text of the value
        CustomRole, ///< no claim that we know
        WarningRole ///< bool: something is odd about the value
    };

    explicit ClaimsModel(Part part, QObject *parent = nullptr);

    /// Shows the members of \a json; none if it is no strict JSON object.
    void setJson(const QByteArray &json, Instant now);
    void clear() { setJson({}, {}); }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    struct Row
    {
        QString name;
        QString raw;
        QString text; ///< as shown, without what depends on the moment
        QString meaning;
        std::optional<Instant> moment;
        bool custom = false;
        bool milliseconds = false;
    };

    [[nodiscard]] Row makeRow(const QString &name, const QByteArray &raw) const;
    [[nodiscard]] QString valueText(const Row &row) const;
    [[nodiscard]] QString meaningText(const Row &row) const;
    [[nodiscard]] QString toolTip(const Row &row, int column) const;

    Part m_part;
    QByteArray m_json;
    std::vector<Row> m_rows;
    Instant m_now{};
};

/// The moment that the payload's member \a name tells with the value \a raw, in seconds or by
/// mistake in milliseconds; nothing if it is none that we know, or no date.
[[nodiscard]] std::optional<Instant> claimMoment(const QString &name, const QByteArray &raw);

} // namespace tokendesk::ui
