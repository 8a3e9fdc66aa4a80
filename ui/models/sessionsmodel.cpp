// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/sessionsmodel.h"

#include "ui/models/clientname.h"
#include "ui/models/timetext.h"

#include <QLocale>

namespace tokendesk::ui {

namespace {

std::optional<SessionSort> sortOf(int column)
{
    switch (column) {
    case SessionsModel::Started:
        return SessionSort::CreatedAt;
    case SessionsModel::Refreshed:
        return SessionSort::RefreshedAt;
    case SessionsModel::Expires:
        return SessionSort::ExpiresAt;
    case SessionsModel::Ended:
        return SessionSort::EndedAt;
    default:
        return {};
    }
}

bool isRight(int column)
{
    return column == SessionsModel::Started || column == SessionsModel::Refreshed
           || column == SessionsModel::Refreshes || column == SessionsModel::Ended;
}

} // namespace

SessionsModel::SessionsModel(AdminApi &api, const Clock &clock, QObject *parent)
    : PagedModel(parent), m_api(api), m_clock(clock)
{
}

int SessionsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QFuture<Result<tokendesk::Session>> SessionsModel::loadOne(const SessionId &id)
{
    return m_api.session(id);
}

QFuture<Result<SessionsModel::Rows>> SessionsModel::load(const SessionQuery &query)
{
    return m_api.listSessions(query);
}

SessionQuery SessionsModel::baseline(const SessionQuery &query) const
{
    SessionQuery all;
    all.sort = query.sort;
    all.descending = query.descending;
    all.limit = query.limit;
    return all;
}

bool SessionsModel::isLive(const Session &session, Instant now)
{
    return !session.endedAt && session.expiresAt > now;
}

QString SessionsModel::stateText(const Session &session, Instant now)
{
    if (isLive(session, now))
        return tr("Active");
    if (!session.endReason)
        return tr("Expired");
    switch (*session.endReason) {
    case EndReason::LoggedOut:
        return tr("Logged out");
    case EndReason::Blacklisted:
        return tr("Blacklisted");
    case EndReason::TokenRevoked:
        return tr("Token revoked");
    case EndReason::EndedByUser:
        return tr("Ended by the user");
    case EndReason::NotBefore:
        return tr("Issued too early");
    case EndReason::SessionLimit:
        return tr("Too many sessions");
    case EndReason::EndedByAdministrator:
        return session.endedBy.isEmpty() ? tr("Ended by an administrator")
                                         : tr("Ended by %1").arg(session.endedBy);
    case EndReason::PasswordChanged:
        return tr("Password changed");
    case EndReason::UserDisabled:
        return tr("User disabled");
    case EndReason::UserDeleted:
        return tr("User deleted");
    case EndReason::RefreshReused:
        return tr("Refresh reused");
    case EndReason::Idle:
        return tr("Idle");
    case EndReason::MaximumAge:
        return tr("Maximum age");
    case EndReason::KeyRetired:
        return tr("Key retired");
    case EndReason::Imported:
        return tr("Import");
    case EndReason::Expired:
    case EndReason::Count:
        break;
    }
    return tr("Expired");
}

QString SessionsModel::endedByText(const Session &session, Instant now)
{
    if (isLive(session, now))
        return {};
    if (!session.endedBy.isEmpty())
        return session.endedBy;
    // Who has the token may log out; nobody asks for a name.
    return session.endReason == EndReason::LoggedOut ? session.username : tr("the server");
}

PagedModelBase::RowState SessionsModel::rowState(const Session &session, Instant now)
{
    if (isLive(session, now))
        return RowState::Good;
    return session.endReason == EndReason::RefreshReused ? RowState::Bad : RowState::Off;
}

QString SessionsModel::display(const Session &session, int column) const
{
    const Instant now = m_clock.now();
    switch (column) {
    case User:
        return session.username.isEmpty() ? tr("(purged user)") : session.username;
    case Client:
        return clientName(session.userAgent);
    case Address:
        return session.address;
    case Started:
        return relativeTime(session.createdAt, now);
    case Refreshed:
        return relativeTime(session.refreshedAt, now);
    case Expires:
        return isLive(session, now) ? shortSpan(session.expiresAt - now) : tr("ended");
    case Refreshes:
        return QLocale().toString(session.generation);
    case State:
        return stateText(session, now);
    case Ended:
        return isLive(session, now)
                   ? QString()
                   : relativeTime(session.endedAt.value_or(session.expiresAt), now);
    case EndedBy:
        return endedByText(session, now);
    default:
        return {};
    }
}

QVariant SessionsModel::sortValue(const Session &session, int column) const
{
    switch (column) {
    case Started:
        return toEpochMs(session.createdAt);
    case Refreshed:
        return session.refreshedAt ? QVariant(toEpochMs(*session.refreshedAt)) : QVariant();
    case Expires:
        return toEpochMs(session.expiresAt);
    case Refreshes:
        return session.generation;
    case Ended:
        return toEpochMs(session.endedAt.value_or(session.expiresAt));
    default:
        return display(session, column);
    }
}

QString SessionsModel::toolTip(const Session &session, int column) const
{
    switch (column) {
    case Client:
        return session.userAgent;
    case Started:
        return exactTime(session.createdAt);
    case Refreshed:
        return session.refreshedAt ? exactTime(*session.refreshedAt) : QString();
    case Expires:
        return exactTime(session.expiresAt);
    case State:
        return session.endedAt ? exactTime(*session.endedAt) : QString();
    case Ended:
        return isLive(session, m_clock.now())
                   ? QString()
                   : exactTime(session.endedAt.value_or(session.expiresAt));
    default:
        return display(session, column);
    }
}

QVariant SessionsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Session &session = row(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return display(session, index.column());
    case Qt::ToolTipRole:
        return plainToolTip(toolTip(session, index.column()));
    case Qt::TextAlignmentRole:
        return QVariant(isRight(index.column()) ? Qt::AlignRight | Qt::AlignVCenter
                                                : Qt::AlignLeft | Qt::AlignVCenter);
    case SortRole:
        return sortValue(session, index.column());
    case IdRole:
        return session.id.toString();
    case StateRole:
        return QVariant::fromValue(rowState(session, m_clock.now()));
    case StartRole:
        return toEpochMs(session.refreshedAt.value_or(session.createdAt));
    case EndRole:
        return toEpochMs(session.expiresAt);
    default:
        return {};
    }
}

QVariant SessionsModel::headerData(int section, Qt::Orientation orientation, int role) const
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
    case User:
        return tr("User");
    case Client:
        return tr("Client");
    case Address:
        return tr("Address");
    case Started:
        return tr("Started");
    case Refreshed:
        return tr("Last refresh");
    case Expires:
        return tr("Expires");
    case Refreshes:
        return tr("Refreshes");
    case Ended:
        return tr("Ended");
    case EndedBy:
        return tr("Ended by");
    default:
        return query().state == SessionState::Ended ? tr("Reason") : tr("State");
    }
}

int SessionsModel::rowOf(const QVariant &id) const
{
    const auto session = SessionId::fromHex(id.toString().toLatin1());
    return session ? find(*session) : -1;
}

bool SessionsModel::isSortable(int column) const
{
    // That order has ended sessions alone.
    return sortOf(column) && (column != Ended || query().state == SessionState::Ended);
}

void SessionsModel::sort(int column, Qt::SortOrder order)
{
    const std::optional<SessionSort> sort = sortOf(column);
    if (!sort || !isSortable(column))
        return;
    SessionQuery next = query();
    next.sort = *sort;
    next.descending = order == Qt::DescendingOrder;
    setQuery(next);
}

int SessionsModel::sortColumn() const
{
    for (int column = 0; column < ColumnCount; ++column) {
        if (sortOf(column) == query().sort)
            return column;
    }
    return Started;
}

Qt::SortOrder SessionsModel::sortOrder() const
{
    return query().descending ? Qt::DescendingOrder : Qt::AscendingOrder;
}

} // namespace tokendesk::ui
