// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/usersmodel.h"

#include "ui/models/timetext.h"

#include <QLocale>

namespace tokendesk::ui {

namespace {

std::optional<UserSort> sortOf(int column)
{
    switch (column) {
    case UsersModel::Username:
        return UserSort::Username;
    case UsersModel::FullName:
        return UserSort::LastName;
    case UsersModel::Email:
        return UserSort::Email;
    case UsersModel::LastLogin:
        return UserSort::LastLoginAt;
    case UsersModel::Created:
        return UserSort::CreatedAt;
    default:
        return {};
    }
}

bool isRight(int column)
{
    return column == UsersModel::LastLogin || column == UsersModel::Sessions
           || column == UsersModel::Created;
}

} // namespace

UsersModel::UsersModel(AdminApi &api, const Clock &clock, QObject *parent)
    : PagedModel(parent), m_api(api), m_clock(clock)
{
}

int UsersModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QFuture<Result<tokendesk::User>> UsersModel::loadOne(const UserId &id) { return m_api.user(id); }

QFuture<Result<UsersModel::Rows>> UsersModel::load(const UserQuery &query)
{
    return m_api.listUsers(query);
}

UserQuery UsersModel::baseline(const UserQuery &query) const
{
    UserQuery all;
    all.deleted = query.deleted;
    all.sort = query.sort;
    all.descending = query.descending;
    all.limit = query.limit;
    return all;
}

QString UsersModel::stateText(const User &user)
{
    if (user.deletedAt)
        return tr("Deleted");
    if (!user.active)
        return tr("Disabled");
    return user.login.lockedAt ? tr("Locked") : tr("Active");
}

QString UsersModel::display(const User &user, int column) const
{
    switch (column) {
    case Username:
        return user.username;
    case FullName:
        return user.fullName();
    case Email:
        return user.email;
    case Groups:
        return user.groups.join(QStringLiteral(", "));
    case State:
        return stateText(user);
    case LastLogin:
        return relativeTime(user.lastLoginAt, m_clock.now());
    case Sessions:
        return QLocale().toString(user.liveSessions);
    case Created:
        return relativeTime(user.createdAt, m_clock.now());
    default:
        return {};
    }
}

QVariant UsersModel::sortValue(const User &user, int column) const
{
    switch (column) {
    case LastLogin:
        return user.lastLoginAt ? QVariant(toEpochMs(*user.lastLoginAt)) : QVariant();
    case Sessions:
        return user.liveSessions;
    case Created:
        return toEpochMs(user.createdAt);
    default:
        return display(user, column);
    }
}

QString UsersModel::toolTip(const User &user, int column) const
{
    if (column == LastLogin)
        return user.lastLoginAt ? exactTime(*user.lastLoginAt) : QString();
    return column == Created ? exactTime(user.createdAt) : display(user, column);
}

QVariant UsersModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const User &user = row(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return display(user, index.column());
    case Qt::ToolTipRole:
        return plainToolTip(toolTip(user, index.column()));
    case Qt::TextAlignmentRole:
        return QVariant(isRight(index.column()) ? Qt::AlignRight | Qt::AlignVCenter
                                                : Qt::AlignLeft | Qt::AlignVCenter);
    case SortRole:
        return sortValue(user, index.column());
    case IdRole:
        return user.id;
    case StateRole:
        return QVariant::fromValue(!user.active || user.deletedAt ? RowState::Off
                                   : user.login.lockedAt          ? RowState::Bad
                                                                  : RowState::Good);
    default:
        return {};
    }
}

QVariant UsersModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole) {
        return QVariant(isRight(section) ? Qt::AlignRight | Qt::AlignVCenter
                                         : Qt::AlignLeft | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    switch (section) {
    case Username:
        return tr("User");
    case FullName:
        return tr("Name");
    case Email:
        return tr("E-mail");
    case Groups:
        return tr("Groups");
    case State:
        return tr("State");
    case LastLogin:
        return tr("Last sign-in");
    case Sessions:
        return tr("Sessions");
    default:
        return tr("Created");
    }
}

int UsersModel::rowOf(const QVariant &id) const { return find(id.toLongLong()); }

bool UsersModel::isSortable(int column) const { return sortOf(column).has_value(); }

void UsersModel::sort(int column, Qt::SortOrder order)
{
    const std::optional<UserSort> sort = sortOf(column);
    if (!sort)
        return;
    UserQuery next = query();
    next.sort = *sort;
    next.descending = order == Qt::DescendingOrder;
    setQuery(next);
}

int UsersModel::sortColumn() const
{
    for (int column = 0; column < ColumnCount; ++column) {
        if (sortOf(column) == query().sort)
            return column;
    }
    return Username;
}

Qt::SortOrder UsersModel::sortOrder() const
{
    return query().descending ? Qt::DescendingOrder : Qt::AscendingOrder;
}

} // namespace tokendesk::ui
