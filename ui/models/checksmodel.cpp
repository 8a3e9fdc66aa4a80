// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/checksmodel.h"

#include "ui/models/checkfacts.h"
#include "ui/models/timetext.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>

namespace tokendesk::ui {
namespace {

struct Look
{
    const char *icon;
    ColourRole role;
};

Look lookOf(token::Outcome outcome)
{
    switch (outcome) {
    case token::Outcome::Passed:
        return {"check", ColourRole::Ok};
    case token::Outcome::Failed:
        return {"cross", ColourRole::Error};
    case token::Outcome::NotApplicable:
    case token::Outcome::NotReached:
        break;
    }
    return {"minus", ColourRole::Muted};
}

} // namespace

ChecksModel::ChecksModel(Theme &theme, QObject *parent)
    : QAbstractTableModel(parent), m_theme(theme)
{
    connect(&theme, &Theme::changed, this, [this] {
        if (rowCount() > 0)
            emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    });
}

void ChecksModel::setVerdict(const std::optional<token::Verdict> &verdict)
{
    m_facts.fill({});
    replaceVerdict(verdict);
}

void ChecksModel::setInspection(const Inspection &inspection)
{
    for (std::size_t i = 0; i < token::kCheckCount; ++i)
        m_facts[i] = checkFact(static_cast<token::Check>(i), inspection);
    replaceVerdict(inspection.verdict);
}

void ChecksModel::replaceVerdict(const std::optional<token::Verdict> &verdict)
{
    const bool sameRows = m_verdict.has_value() == verdict.has_value();
    if (!sameRows)
        beginResetModel();
    m_verdict = verdict;
    if (!sameRows)
        endResetModel();
    else if (verdict)
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int ChecksModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() || !m_verdict ? 0 : static_cast<int>(token::kCheckCount);
}

int ChecksModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ChecksModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || !m_verdict || index.row() >= rowCount())
        return {};
    const auto check = static_cast<token::Check>(index.row());
    const token::Verdict::Entry &entry = m_verdict->at(check);
    const bool failed = entry.outcome == token::Outcome::Failed;
    const QString &fact = m_facts[static_cast<std::size_t>(check)];
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == Outcome)
            return outcomeText(entry.outcome);
        if (index.column() == What)
            return translatedCheck(check);
        return failed                                    ? translatedCause(entry.cause)
               : entry.outcome == token::Outcome::Passed ? fact
                                                         : QString();
    case Qt::DecorationRole:
        if (index.column() == Outcome) {
            const Look look = lookOf(entry.outcome);
            return m_theme.icon(QLatin1String(look.icon), look.role);
        }
        return {};
    case Qt::ForegroundRole:
        if (failed)
            return m_theme.colour(ColourRole::Error);
        return entry.outcome == token::Outcome::Passed ? QVariant()
                                                       : m_theme.colour(ColourRole::Muted);
    case Qt::ToolTipRole:
        return toolTip(check, entry, fact);
    case OutcomeRole:
        return static_cast<int>(entry.outcome);
    case CauseRole:
        return failed ? QString::fromLatin1(token::causeName(entry.cause)) : QString();
    default:
        return {};
    }
}

QString ChecksModel::toolTip(token::Check check, const token::Verdict::Entry &entry,
                             const QString &fact)
{
    QStringList lines{translatedCheck(check)};
    if (entry.outcome == token::Outcome::Failed) {
        //: %1: why a check failed, %2: the stable word for it
        lines.append(tr("%1 (%2)").arg(translatedCause(entry.cause),
                                       QLatin1String(token::causeName(entry.cause))));
    }
    if (!fact.isEmpty())
        lines.append(fact);
    return plainToolTip(lines.join(u'\n')).replace(u'\n', QStringLiteral("<br>"));
}

QVariant ChecksModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Outcome:
        return tr("Result");
    case What:
        return tr("Check");
    case Why:
        return tr("Finding");
    default:
        return {};
    }
}

QString outcomeText(token::Outcome outcome)
{
    switch (outcome) {
    case token::Outcome::Passed:
        return ChecksModel::tr("passed");
    case token::Outcome::Failed:
        return ChecksModel::tr("failed");
    case token::Outcome::NotApplicable:
        return ChecksModel::tr("not applicable");
    case token::Outcome::NotReached:
        break;
    }
    return ChecksModel::tr("not reached");
}

QString translatedCheck(token::Check check)
{
    return QCoreApplication::translate("Verdict", token::checkText(check));
}

QString translatedCause(token::Cause cause)
{
    return QCoreApplication::translate("Verdict", token::causeText(cause));
}

} // namespace tokendesk::ui
