// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/tampermodel.h"

#include "ui/models/checksmodel.h"
#include "ui/models/timetext.h"
#include "ui/models/verdicttext.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>

#include <algorithm>

namespace tokendesk::ui {
namespace {

bool isChanged(const TamperTrial &trial) { return trial.name != QLatin1String("unchanged"); }

/// A changed token that is accepted is what must not be; an unchanged one may be either.
ColourRole roleOf(const TamperTrial &trial)
{
    if (!isChanged(trial))
        return trial.verdict.accepted() ? ColourRole::Ok : ColourRole::Muted;
    return trial.verdict.accepted() ? ColourRole::Error : ColourRole::Ok;
}

} // namespace

TamperModel::TamperModel(Theme &theme, QObject *parent)
    : QAbstractTableModel(parent), m_theme(theme)
{
    connect(&theme, &Theme::changed, this, [this] {
        if (rowCount() > 0)
            emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    });
}

void TamperModel::setTrials(std::vector<TamperTrial> trials)
{
    beginResetModel();
    m_trials = std::move(trials);
    endResetModel();
}

const TamperTrial *TamperModel::trial(int row) const
{
    return row >= 0 && row < rowCount() ? &m_trials[static_cast<std::size_t>(row)] : nullptr;
}

int TamperModel::acceptedChanges() const
{
    return static_cast<int>(
        std::count_if(m_trials.begin(), m_trials.end(), [](const TamperTrial &trial) {
            return isChanged(trial) && trial.verdict.accepted();
        }));
}

int TamperModel::changes() const
{
    return static_cast<int>(std::count_if(m_trials.begin(), m_trials.end(), isChanged));
}

int TamperModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_trials.size());
}

int TamperModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant TamperModel::text(const TamperTrial &trial, int column) const
{
    switch (column) {
    case Outcome:
        return trial.verdict.accepted() ? tr("accepted") : tr("refused");
    case What:
        return QCoreApplication::translate("Tampering", trial.text.toLatin1().constData());
    case Why:
        return trial.verdict.accepted() ? QString() : translatedCause(trial.verdict.cause());
    case Answer:
        return QStringLiteral("%1 → %2").arg(trial.answer.endpoint).arg(trial.answer.status);
    default:
        return {};
    }
}

QVariant TamperModel::data(const QModelIndex &index, int role) const
{
    const TamperTrial *trial = index.isValid() ? this->trial(index.row()) : nullptr;
    if (trial == nullptr)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return text(*trial, index.column());
    case Qt::DecorationRole:
        if (index.column() != Outcome)
            return {};
        return m_theme.icon(trial->verdict.accepted() ? QStringLiteral("check")
                                                      : QStringLiteral("cross"),
                            roleOf(*trial));
    case Qt::ForegroundRole:
        if (index.column() == Outcome || roleOf(*trial) == ColourRole::Error)
            return m_theme.colour(roleOf(*trial));
        return {};
    case Qt::ToolTipRole:
        return plainToolTip(index.column() == Answer ? QString::fromUtf8(trial->answer.body)
                            : index.column() == Why  ? verdictText(trial->sentence)
                                                     : text(*trial, What).toString());
    case NameRole:
        return trial->name;
    case AcceptedRole:
        return trial->verdict.accepted();
    default:
        return {};
    }
}

QVariant TamperModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Outcome:
        return tr("Result");
    case What:
        return tr("What was changed");
    case Why:
        return tr("Refused because");
    case Answer:
        return tr("Answer");
    default:
        return {};
    }
}

} // namespace tokendesk::ui
