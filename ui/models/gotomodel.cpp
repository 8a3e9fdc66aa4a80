// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/gotomodel.h"

#include "ui/async.h"
#include "ui/models/clientname.h"
#include "ui/models/keytext.h"
#include "ui/translation.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace tokendesk::ui {

namespace {

constexpr std::chrono::milliseconds kPause{200};
constexpr int kFew = 6; ///< of each section that comes from the database
constexpr std::size_t kFewSettings = 8;

/// Does every word of \a wanted begin a word of \a text, or stand anywhere in \a key?
bool matches(const QStringList &wanted, const QString &text, const QString &key)
{
    const QStringList words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    return std::all_of(wanted.begin(), wanted.end(), [&](const QString &part) {
        return key.contains(part, Qt::CaseInsensitive)
               || std::any_of(words.begin(), words.end(), [&part](const QString &word) {
                      return word.startsWith(part, Qt::CaseInsensitive);
                  });
    });
}

QStringList wordsOf(const QString &text)
{
    return text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

} // namespace

GoToModel::GoToModel(AdminApi &api, std::vector<PageName> pages, QObject *parent)
    : QAbstractListModel(parent), m_api(api), m_pages(std::move(pages))
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPause);
    connect(&m_pause, &QTimer::timeout, this, &GoToModel::ask);
    setText({});
}

void GoToModel::setText(const QString &text)
{
    m_text = text.trimmed();
    ++m_serial; // what is still on its way answers another question
    m_waiting = 0;
    m_problem.clear();
    m_sections = {matchingPages(), {}, {}, matchingSettings(), {}};
    arrange();
    if (m_text.isEmpty())
        m_pause.stop();
    else
        m_pause.start();
    emit stateChanged();
}

void GoToModel::ask()
{
    const quint64 serial = m_serial;
    if (hasPage("users")) {
        UserQuery query;
        query.text = m_text;
        query.limit = kFew;
        query.withTotal = false;
        ++m_waiting;
        whenDone(m_api.listUsers(query), this,
                 [this, serial](const Result<tokendesk::Page<User>> &page) {
                     answered(serial, Section::Users,
                              page.map([this](const auto &p) { return rowsOf(p.rows); }));
                 });
    }
    if (hasPage("sessions")) {
        SessionQuery query;
        query.text = m_text;
        query.limit = kFew;
        query.withTotal = false;
        ++m_waiting;
        whenDone(m_api.listSessions(query), this,
                 [this, serial](const Result<tokendesk::Page<Session>> &page) {
                     answered(serial, Section::Sessions,
                              page.map([this](const auto &p) { return rowsOf(p.rows); }));
                 });
    }
    if (hasPage("keys")) {
        ++m_waiting;
        whenDone(m_api.listKeys(), this, [this, serial](const Result<std::vector<KeyInfo>> &keys) {
            answered(serial, Section::Keys,
                     keys.map([this](const auto &all) { return rowsOf(all); }));
        });
    }
    emit stateChanged();
}

void GoToModel::answered(quint64 serial, Section section, const Result<Rows> &rows)
{
    if (serial != m_serial)
        return;
    --m_waiting;
    if (rows)
        setSection(section, *rows);
    else
        m_problem = tr("The database cannot be searched. %1").arg(errorText(rows.error()));
    emit stateChanged();
}

bool GoToModel::hasPage(const char *id) const
{
    return std::any_of(m_pages.begin(), m_pages.end(),
                       [id](const PageName &page) { return page.id == QLatin1String(id); });
}

GoToModel::Rows GoToModel::matchingPages() const
{
    Rows rows;
    const QStringList wanted = wordsOf(m_text);
    for (const PageName &page : m_pages) {
        if (matches(wanted, page.title, {}))
            rows.push_back({page.title, {}, page.iconName, {page.id, {}}});
    }
    return rows;
}

GoToModel::Rows GoToModel::matchingSettings() const
{
    Rows rows;
    const QStringList wanted = wordsOf(m_text);
    if (wanted.isEmpty() || !hasPage("settings"))
        return rows;
    for (const SettingRow &setting : settingRows()) {
        const QString label = QCoreApplication::translate("Setting", setting.label);
        if (rows.size() < kFewSettings && matches(wanted, label, setting.name()))
            rows.push_back(
                {label,
                 setting.name(),
                 QStringLiteral("settings"),
                 {QStringLiteral("settings"), {{QStringLiteral("setting"), setting.name()}}}});
    }
    return rows;
}

GoToModel::Rows GoToModel::rowsOf(const std::vector<User> &users) const
{
    Rows rows;
    for (const User &user : users) {
        rows.push_back({user.username,
                        user.email,
                        QStringLiteral("user"),
                        {QStringLiteral("users"), {{QStringLiteral("user"), user.id}}}});
    }
    if (users.size() == 1 && hasPage("sessions")) {
        const User &user = users.front();
        rows.push_back(
            {tr("Sessions of %1").arg(user.username),
             {},
             QStringLiteral("sessions"),
             {QStringLiteral("sessions"),
              {{QStringLiteral("user"), user.id}, {QStringLiteral("username"), user.username}}}});
    }
    return rows;
}

GoToModel::Rows GoToModel::rowsOf(const std::vector<Session> &sessions) const
{
    Rows rows;
    for (const Session &session : sessions) {
        const QString id = session.id.toString();
        rows.push_back({tr("%1, %2", "user name, program")
                            .arg(session.username, clientName(session.userAgent)),
                        tr("%1 from %2", "session id, address").arg(id, session.address),
                        QStringLiteral("session"),
                        {QStringLiteral("sessions"), {{QStringLiteral("session"), id}}}});
    }
    return rows;
}

GoToModel::Rows GoToModel::rowsOf(const std::vector<KeyInfo> &keys) const
{
    Rows rows;
    const QStringList wanted = wordsOf(m_text);
    for (const KeyInfo &key : keys) {
        const QString state = keyStateText(key.state);
        if (static_cast<int>(rows.size()) < kFew
            && matches(wanted, key.algorithm + QLatin1Char(' ') + state, key.kid))
            rows.push_back({shortKeyId(key.kid),
                            tr("%1, %2", "algorithm, state").arg(key.algorithm, state),
                            QStringLiteral("key"),
                            {QStringLiteral("keys"), {{QStringLiteral("key"), key.kid}}}});
    }
    return rows;
}

void GoToModel::setSection(Section section, Rows rows)
{
    m_sections[static_cast<std::size_t>(section)] = std::move(rows);
    arrange();
}

void GoToModel::arrange()
{
    const std::array headings = {tr("Pages"), tr("Users"), tr("Sessions"), tr("Settings"),
                                 tr("Keys")};
    beginResetModel();
    m_rows.clear();
    for (std::size_t i = 0; i < m_sections.size(); ++i) {
        if (m_sections[i].empty())
            continue;
        m_rows.push_back({headings[i], {}, {}, {}});
        m_rows.insert(m_rows.end(), m_sections[i].begin(), m_sections[i].end());
    }
    endResetModel();
}

GoToTarget GoToModel::target(int row) const
{
    return row >= 0 && row < rowCount() ? m_rows[static_cast<std::size_t>(row)].target
                                        : GoToTarget{};
}

int GoToModel::nextChoice(int row, int step) const
{
    for (int next = row + step; next >= 0 && next < rowCount(); next += step) {
        if (!target(next).page.isEmpty())
            return next;
    }
    return -1;
}

int GoToModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant GoToModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return row.title;
    case Qt::AccessibleTextRole:
        return row.detail.isEmpty() ? row.title
                                    : tr("%1, %2", "result, detail").arg(row.title, row.detail);
    case DetailRole:
        return row.detail;
    case IconRole:
        return row.iconName;
    case HeadingRole:
        return row.target.page.isEmpty();
    default:
        return {};
    }
}

Qt::ItemFlags GoToModel::flags(const QModelIndex &index) const
{
    return target(index.row()).page.isEmpty() ? Qt::NoItemFlags
                                              : Qt::ItemIsEnabled | Qt::ItemIsSelectable;
}

} // namespace tokendesk::ui
