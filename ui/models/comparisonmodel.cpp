// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/comparisonmodel.h"

#include "server/base/json.h"
#include "ui/models/claimsmodel.h"
#include "ui/models/momenttext.h"
#include "ui/models/timetext.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <iterator>

namespace tokendesk::ui {
namespace {

QString textOf(QByteArrayView raw) { return raw.isEmpty() ? QString() : QString::fromUtf8(raw); }

} // namespace

ComparisonModel::ComparisonModel(Theme &theme, QObject *parent)
    : QAbstractTableModel(parent), m_theme(theme)
{
    connect(&theme, &Theme::changed, this, [this] {
        if (rowCount() > 0)
            emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    });
}

void ComparisonModel::compare(const Inspection &first, const Inspection &second)
{
    beginResetModel();
    m_all.clear();
    add(first.headerJson, second.headerJson, true);
    add(first.payloadJson, second.payloadJson, false);
    filter();
    endResetModel();
}

void ComparisonModel::clear() { compare({}, {}); }

void ComparisonModel::setOnlyDifferences(bool only)
{
    beginResetModel();
    m_onlyDifferences = only;
    filter();
    endResetModel();
}

int ComparisonModel::differences() const
{
    return static_cast<int>(
        std::count_if(m_all.begin(), m_all.end(), [](const Row &row) { return row.differs(); }));
}

void ComparisonModel::filter()
{
    m_rows.clear();
    std::copy_if(m_all.begin(), m_all.end(), std::back_inserter(m_rows),
                 [this](const Row &row) { return !m_onlyDifferences || row.differs(); });
}

void ComparisonModel::add(const QByteArray &first, const QByteArray &second, bool isHeader)
{
    JsonText one;
    JsonText other;
    const bool hasOne = one.scan(first) && one.isObject();
    const bool hasOther = other.scan(second) && other.isObject();
    if (hasOne) {
        for (const JsonMember &member : one.members()) {
            const JsonMember *same = hasOther ? other.find(member.name) : nullptr;
            m_all.push_back(makeRow(QString::fromUtf8(member.name), member.raw,
                                    same != nullptr ? same->raw : QByteArrayView(), isHeader));
        }
    }
    if (!hasOther)
        return;
    for (const JsonMember &member : other.members()) {
        if (!hasOne || one.find(member.name) == nullptr)
            m_all.push_back(makeRow(QString::fromUtf8(member.name), {}, member.raw, isHeader));
    }
}

ComparisonModel::Row ComparisonModel::makeRow(const QString &name, QByteArrayView first,
                                              QByteArrayView second, bool isHeader)
{
    Row row{name, textOf(first), textOf(second), {}, {}, isHeader};
    if (!isHeader) {
        row.firstMoment = claimMoment(name, first.toByteArray());
        row.secondMoment = claimMoment(name, second.toByteArray());
    }
    return row;
}

int ComparisonModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ComparisonModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString ComparisonModel::shown(const QString &raw, const std::optional<Instant> &moment)
{
    if (raw.isNull())
        return tr("(not there)");
    if (moment)
        return localMomentText(*moment);
    return raw.startsWith(u'"') ? jsonToString(raw.toUtf8()) : raw;
}

QString ComparisonModel::differenceText(const Row &row)
{
    if (!row.differs())
        return tr("same");
    if (row.first.isNull())
        return tr("only in the second");
    if (row.second.isNull())
        return tr("only in the first");
    if (!row.firstMoment || !row.secondMoment)
        return tr("different");
    const auto later =
        std::chrono::floor<std::chrono::seconds>(*row.secondMoment - *row.firstMoment);
    if (later.count() == 0)
        return tr("different");
    return later.count() > 0 ? tr("%1 later").arg(durationText(later))
                             : tr("%1 earlier").arg(durationText(-later));
}

QVariant ComparisonModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const Row &row = m_rows[static_cast<std::size_t>(index.row())];
    const bool isMissing = (index.column() == First && row.first.isNull())
                           || (index.column() == Second && row.second.isNull());
    switch (role) {
    case Qt::DisplayRole:
        switch (index.column()) {
        case Name:
            return row.name;
        case First:
            return shown(row.first, row.firstMoment);
        case Second:
            return shown(row.second, row.secondMoment);
        default:
            return differenceText(row);
        }
    case Qt::ForegroundRole:
        if (isMissing || (index.column() == Difference && !row.differs()))
            return m_theme.colour(ColourRole::Muted);
        return row.differs() && index.column() == Difference
                   ? QVariant(m_theme.colour(ColourRole::Warning))
                   : QVariant();
    case Qt::ToolTipRole:
        if (index.column() == Name)
            return row.isHeader ? tr("In the header") : tr("In the payload");
        return index.column() == Difference || isMissing
                   ? QVariant()
                   : plainToolTip(index.column() == First ? row.first : row.second);
    case DiffersRole:
        return row.differs();
    case HeaderRole:
        return row.isHeader;
    default:
        return {};
    }
}

QVariant ComparisonModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Member");
    case First:
        return tr("First token");
    case Second:
        return tr("Second token");
    case Difference:
        return tr("Difference");
    default:
        return {};
    }
}

} // namespace tokendesk::ui
