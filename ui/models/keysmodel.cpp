// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/keysmodel.h"

#include "ui/models/timetext.h"

#include <QPromise>

#include <algorithm>
#include <memory>

namespace tokendesk::ui {
namespace {

/// Next, active, retiring, retired: the order of a life.
int rank(const KeyRow &row) { return row.isPending ? -1 : static_cast<int>(row.life.key.state); }

/// Where an end is not known it is later than any that is.
QVariant endValue(const std::optional<Instant> &end)
{
    return end ? toEpochMs(*end) : std::numeric_limits<qint64>::max();
}

bool isLess(const QVariant &a, const QVariant &b)
{
    return a.userType() == QMetaType::QString
               ? QString::localeAwareCompare(a.toString(), b.toString()) < 0
               : a.toLongLong() < b.toLongLong();
}

} // namespace

KeysModel::KeysModel(AdminApi &api, const Clock &clock, QObject *parent)
    : PagedModel(parent), m_api(api), m_clock(clock)
{
}

const KeyInfo *KeysModel::key(const QString &kid) const
{
    const auto found = std::find_if(m_keys.begin(), m_keys.end(),
                                    [&kid](const KeyInfo &key) { return key.kid == kid; });
    return found == m_keys.end() ? nullptr : &*found;
}

const KeyInfo *KeysModel::active() const
{
    const auto found = std::find_if(m_keys.begin(), m_keys.end(), [](const KeyInfo &key) {
        return key.state == KeyInfo::State::Active;
    });
    return found == m_keys.end() ? nullptr : &*found;
}

void KeysModel::setRetiredShown(bool on)
{
    KeyQuery next = query();
    next.withRetired = on;
    setQuery(next);
}

QString KeysModel::addPending(const QString &algorithm)
{
    KeyRow row;
    row.id = QStringLiteral("pending:%1").arg(m_nextPending++);
    row.isPending = true;
    row.life.key.algorithm = algorithm;
    row.life.key.state = KeyInfo::State::Next;
    row.life.key.createdAt = m_clock.now();
    m_pending.push_back(row);
    refresh();
    return row.id;
}

void KeysModel::removePending(const QString &id)
{
    std::erase_if(m_pending, [&id](const KeyRow &row) { return row.id == id; });
    refresh();
}

std::vector<KeyRow> KeysModel::rowsOf(const std::vector<KeyInfo> &keys, const KeyQuery &query) const
{
    std::vector<KeyRow> rows = m_pending;
    for (const KeyLife &life : livesOf(keys)) {
        if (query.withRetired || life.key.state != KeyInfo::State::Retired)
            rows.push_back({life.key.kid, life, false});
    }
    std::stable_sort(rows.begin(), rows.end(), [&](const KeyRow &a, const KeyRow &b) {
        const QVariant left = sortValue(a, query.sort);
        const QVariant right = sortValue(b, query.sort);
        return query.descending ? isLess(right, left) : isLess(left, right);
    });
    return rows;
}

QFuture<Result<KeysModel::Rows>> KeysModel::load(const KeyQuery &query)
{
    const auto promise = std::make_shared<QPromise<Result<Rows>>>(); // for the callback
    promise->start();
    whenDone(m_api.listKeys(), this,
             [this, promise, query](const Result<std::vector<KeyInfo>> &keys) {
                 if (keys) {
                     m_keys = *keys;
                     Rows page;
                     page.rows = rowsOf(*keys, query);
                     promise->addResult(Result<Rows>(std::move(page)));
                 } else {
                     promise->addResult(Result<Rows>(fail(keys.error())));
                 }
                 promise->finish();
             });
    return promise->future();
}

QFuture<Result<KeyRow>> KeysModel::loadOne(const QString &id)
{
    // Only of lists longer than there are keys.
    QPromise<Result<KeyRow>> promise;
    promise.start();
    promise.addResult(Result<KeyRow>(fail(ErrorCode::NotFound, id)));
    promise.finish();
    return promise.future();
}

int KeysModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString KeysModel::display(const KeyRow &row, int column) const
{
    const KeyInfo &key = row.life.key;
    if (row.isPending) {
        switch (column) {
        case Kid:
            return tr("(being generated)");
        case Algorithm:
            return key.algorithm;
        case State:
            return QStringLiteral("◌ ") + tr("Generating…");
        default:
            return {};
        }
    }
    const QString none = QStringLiteral("–");
    switch (column) {
    case Kid:
        return shortKeyId(key.kid);
    case Algorithm:
        return key.algorithm;
    case State:
        if (key.warning.isEmpty() || key.state == KeyInfo::State::Retired)
            return keyStateGlyph(key.state) + QLatin1Char(' ') + keyStateText(key.state);
        //: %1: state of a key
        return QStringLiteral("▲ ") + tr("%1, weak").arg(keyStateText(key.state));
    case Created:
        return dayText(key.createdAt);
    case SignsUntil:
        return row.life.signsUntil ? dayText(*row.life.signsUntil) : none;
    case VerifiesUntil:
        return row.life.verifiesUntil ? dayText(*row.life.verifiesUntil) : none;
    case Sessions:
        return keySessionsText(key);
    default:
        return {};
    }
}

QVariant KeysModel::sortValue(const KeyRow &row, int column) const
{
    switch (column) {
    case State:
        return rank(row);
    case Created:
        return toEpochMs(row.life.key.createdAt);
    case SignsUntil:
        return endValue(row.life.signsUntil);
    case VerifiesUntil:
        return endValue(row.life.verifiesUntil);
    case Sessions:
        return row.life.key.liveSessions;
    case Kid:
        return row.id;
    default:
        return row.life.key.algorithm;
    }
}

QString KeysModel::toolTip(const KeyRow &row, int column) const
{
    const KeyInfo &key = row.life.key;
    const auto moment = [this](const std::optional<Instant> &at) {
        return at ? exactTime(*at) + u'\n' + relativeTime(*at, m_clock.now()) : QString();
    };
    if (row.isPending)
        return {};
    switch (column) {
    case Kid:
        return key.kid;
    case Algorithm:
        return algorithmExplanation(key.algorithm);
    case State:
        return key.activatesAt ? tr("Signs from %1").arg(exactTime(*key.activatesAt)) : QString();
    case Created:
        return moment(key.createdAt);
    case SignsUntil:
        return moment(row.life.signsUntil);
    case VerifiesUntil:
        return moment(row.life.verifiesUntil);
    default:
        return key.moreSessions ? tr("There are more; counting stopped.") : QString();
    }
}

QVariant KeysModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const KeyRow &shown = row(index.row());
    const bool isRight = index.column() == Sessions;
    switch (role) {
    case Qt::DisplayRole:
        return display(shown, index.column());
    case Qt::AccessibleTextRole:
        return index.column() == Kid ? QVariant(shown.isPending ? display(shown, Kid) : shown.id)
                                     : QVariant();
    case Qt::ToolTipRole:
        return plainToolTip(toolTip(shown, index.column()));
    case Qt::TextAlignmentRole:
        return QVariant((isRight ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case SortRole:
        return sortValue(shown, index.column());
    case IdRole:
        return shown.id;
    default:
        return {};
    }
}

QVariant KeysModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant((section == Sessions ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    switch (section) {
    case Kid:
        return tr("Key id");
    case Algorithm:
        return tr("Algorithm");
    case State:
        return tr("State");
    case Created:
        return tr("Created");
    case SignsUntil:
        return tr("Signs until");
    case VerifiesUntil:
        return tr("Verifies until");
    default:
        return role == Qt::ToolTipRole ? tr("Live sessions whose current tokens it has signed")
                                       : tr("Live sessions");
    }
}

void KeysModel::sort(int column, Qt::SortOrder order)
{
    if (!isSortable(column))
        return;
    KeyQuery next = query();
    next.sort = column;
    next.descending = order == Qt::DescendingOrder;
    setQuery(next);
}

bool KeysModel::isSortable(int column) const { return column >= 0 && column < ColumnCount; }

Qt::SortOrder KeysModel::sortOrder() const
{
    return query().descending ? Qt::DescendingOrder : Qt::AscendingOrder;
}

} // namespace tokendesk::ui
