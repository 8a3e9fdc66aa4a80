// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/sessionspage.h"

#include "server/base/records.h"
#include "server/base/valuejson.h"
#include "ui/models/searchtext.h"
#include "ui/models/sessionsmodel.h"
#include "ui/pages/sessionpane.h"
#include "ui/translation.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/rowdelegates.h"

#include <QLocale>

#include <algorithm>
#include <set>

namespace tokendesk::ui {

namespace {
const QString kActionBanner = QStringLiteral("sessions-action");
const QList<int> kOfEnded{SessionsModel::Ended, SessionsModel::EndedBy};
const QList<int> kOfLive{SessionsModel::Refreshed, SessionsModel::Expires};
constexpr BulkPace kEndPace{50, 1};
} // namespace

SessionsPage::SessionsPage(const PageContext &context, QWidget *parent)
    : ListPage(context, QStringLiteral("sessions"), tr("Search sessions"), parent),
      m_sessions(new SessionsModel(context.api, context.clock, this))
{
    setObjectName(QStringLiteral("sessionsPage"));
    useTabs();
    addFilter(tr("All sessions"), {});
    addFilter(tr("Active"), QStringLiteral("live"));
    addFilter(tr("Ended"), QStringLiteral("ended"));
    m_end = addPageAction(QStringLiteral("sessionsEndAction"), QStringLiteral("end"),
                          tr("End Session"), QKeySequence::Delete, [this] { endByKey(); });
    m_endSelected =
        addPageAction(QStringLiteral("sessionsEndSelectedAction"), QStringLiteral("end"),
                      tr("End Selected…"), QKeySequence(tr("Ctrl+E")), [this] { endSelected(); });
    m_endAll = addPageAction(QStringLiteral("sessionsEndAllAction"), QStringLiteral("user-off"),
                             tr("End All of the User…"), QKeySequence(tr("Ctrl+Shift+E")),
                             [this] { endAllOfUser(); });
    auto *table = new DataTable(this);
    table->setAccessibleName(tr("Sessions"));
    table->setDispensable({SessionsModel::Refreshes, SessionsModel::Refreshed,
                           SessionsModel::Address, SessionsModel::Started});
    table->setPagedModel(m_sessions, {}, {10, 16, 13, 11, 13, 15, 11, 21, 11, 11});
    table->setInapplicable(kOfEnded);
    table->setItemDelegateForColumn(SessionsModel::State, new StateDelegate(theme(), this));
    table->setItemDelegateForColumn(SessionsModel::Expires,
                                    new SpanDelegate(theme(), context.clock, this));
    m_pane = new SessionPane(api(), theme(), context.clock, m_endSelected, m_endAll, this);
    setUp(m_sessions, table, m_pane);

    connect(&api(), &AdminApi::settingsChanged, this, &SessionsPage::loadSettings);
    connect(m_pane, &SessionPane::endWanted, this, [this](const SessionId &id) { end({id}); });
    connect(m_pane, &SessionPane::userWanted, this, [this](UserId user) {
        ListPage::context().openPage(QStringLiteral("users"), {{QStringLiteral("user"), user}});
    });
    connect(m_pane, &SessionPane::keyWanted, this, [this](const QString &kid) {
        ListPage::context().openPage(QStringLiteral("keys"), {{QStringLiteral("key"), kid}});
    });
    connect(m_pane, &SessionPane::settingWanted, this, [this] {
        ListPage::context().openPage(
            QStringLiteral("settings"),
            {{QStringLiteral("setting"), QStringLiteral("immediate_revocation")}});
    });
    showSelection();
}

void SessionsPage::opened()
{
    loadSettings();
    ListPage::opened();
}

void SessionsPage::loadSettings()
{
    whenDone(api().settings(), this, [this](const Result<SettingsSnapshot> &current) {
        if (!current)
            return;
        m_immediate = current->settings.boolean(settings::kImmediateRevocation);
        m_access = current->settings.duration(settings::kAccessTokenLifetime);
        showSelection();
    });
}

void SessionsPage::applySearch(const QString &text)
{
    const SessionSearch found = parseSessionSearch(text);
    setProblem(found.problem);
    SessionQuery query = found.query;
    query.sort = m_sessions->query().sort;
    query.descending = m_sessions->query().descending;
    const quint64 lookUp = ++m_lookUp;
    if (found.username.isEmpty() || m_userIds.contains(found.username)) {
        if (!found.username.isEmpty())
            query.userId = m_userIds.value(found.username);
        setQuery(query);
        return;
    }
    whenDone(api().userByName(found.username), this,
             [this, query, lookUp, name = found.username](const Result<User> &user) mutable {
                 if (lookUp != m_lookUp)
                     return;
                 if (user) {
                     m_userIds.insert(name, user->id);
                     query.userId = user->id;
                 } else {
                     setProblem(user.error().code == ErrorCode::NotFound
                                    ? tr("There is no user “%1”.").arg(name)
                                    : errorText(user.error()));
                     query.userId = 0; // belongs to nobody
                 }
                 setQuery(query);
             });
}

void SessionsPage::setQuery(const SessionQuery &query)
{
    const bool isEnded = query.state == SessionState::Ended;
    const bool wasEnded = m_sessions->query().state == SessionState::Ended;
    SessionQuery next = query;
    // What ended last is what one looks for there; elsewhere there is no such order.
    if (isEnded != wasEnded) {
        next.sort = isEnded ? SessionSort::EndedAt : SessionSort::CreatedAt;
        next.descending = true;
    }
    table()->setInapplicable(isEnded ? kOfLive : kOfEnded);
    m_sessions->setQuery(next);
}

void SessionsPage::applyFilter(const QJsonObject &filter)
{
    const QString session = filter.value(QLatin1String("session")).toString();
    if (!session.isEmpty()) {
        selectWhenLoaded(session);
        search(session);
        if (table()->selectId(session))
            selectWhenLoaded({});
        return;
    }
    const QString name = filter.value(QLatin1String("username")).toString();
    if (name.isEmpty())
        return;
    if (filter.contains(QLatin1String("user")))
        m_userIds.insert(name, filter.value(QLatin1String("user")).toInteger());
    search(searchToken(QStringLiteral("user"), name));
}

ListPage::Emptiness SessionsPage::emptiness() const
{
    return {QStringLiteral("sessions"),
            tr("No sessions yet"),
            tr("A session appears here as soon as somebody signs in."),
            {}};
}

ListPage::Emptiness SessionsPage::narrowedEmptiness() const
{
    const SessionQuery &query = m_sessions->query();
    if (query.state != SessionState::Ended || !query.text.isEmpty() || query.userId)
        return {};
    return {QStringLiteral("sessions"),
            tr("No session has ended"),
            tr("Sessions that ended stay here for 30 days, with the reason."),
            {}};
}

ExportJob::Fetch SessionsPage::exportOf(bool asJson)
{
    const Instant now = ListPage::context().clock.now();
    const ExportFormat<Session> format{
        sessionCsvColumns(), [now](const Session &session) { return csvFields(session, now); },
        [now](const Session &session) { return toJson(session, now); }};
    return exportPages(
        this, m_sessions->query(),
        [this](const SessionQuery &query) { return api().listSessions(query); }, format, asJson);
}

std::vector<const Session *> SessionsPage::selectedSessions() const
{
    std::vector<const Session *> sessions;
    for (const int row : table()->selectedRowNumbers())
        sessions.push_back(&m_sessions->row(row));
    return sessions;
}

void SessionsPage::showSelection()
{
    const auto sessions = selectedSessions();
    const bool one = sessions.size() == 1 && !isAllMatching();
    if (one)
        countLiveOf(*sessions.front());
    updateActions(sessions);
    if (one)
        m_pane->showSession(*sessions.front(), m_immediate);
    else
        showSummary(sessions);
}

void SessionsPage::showSummary(const std::vector<const Session *> &sessions)
{
    if (sessions.empty())
        return m_pane->showSummary({}, {});
    const qint64 count = chosenCount();
    const QString title = count > 0 ? tr("%n sessions selected", nullptr, static_cast<int>(count))
                                    //: %1: "10,000+"
                                    : tr("%1 sessions selected").arg(chosenText());
    const Instant now = ListPage::context().clock.now();
    const auto live =
        std::count_if(sessions.begin(), sessions.end(), [now](const Session *session) {
            return SessionsModel::isLive(*session, now);
        });
    m_pane->showSummary(title, isAllMatching()
                                   ? tr("Those of them that are active can be ended.")
                                   : tr("%n of them active", nullptr, static_cast<int>(live)));
}

void SessionsPage::countLiveOf(const Session &session)
{
    if (m_countedUser != session.userId) {
        m_countedUser = session.userId;
        m_countedName = session.username;
        m_liveOfUser = 0;
    }
    SessionQuery query;
    query.userId = session.userId;
    query.state = SessionState::Live;
    query.limit = 1;
    whenDone(api().listSessions(query), this,
             [this, user = session.userId](const Result<tokendesk::Page<Session>> &page) {
                 if (!page || user != m_countedUser)
                     return;
                 m_liveOfUser = page->total.value_or(0);
                 updateActions(selectedSessions());
             });
}

void SessionsPage::updateActions(const std::vector<const Session *> &sessions)
{
    const Instant now = ListPage::context().clock.now();
    int live = 0;
    for (const Session *session : sessions)
        live += SessionsModel::isLive(*session, now) ? 1 : 0;
    const bool one = sessions.size() == 1 && !isAllMatching();
    m_end->setEnabled(live > 0);
    m_endSelected->setEnabled(live > 0 || isAllMatching());
    m_endSelected->setText(isAllMatching() ? tr("End All That Match…")
                           : live > 0      ? tr("End Selected (%1)…").arg(live)
                                           : tr("End Selected…"));
    const bool counted = one && m_liveOfUser > 0 && sessions.front()->userId == m_countedUser;
    m_endAll->setEnabled(counted);
    m_endAll->setText(
        counted ? tr("End All of %1 (%2)…")
                      .arg(QString(m_countedName).replace(QLatin1Char('&'), QStringLiteral("&&")))
                      .arg(m_liveOfUser)
                : tr("End All of the User…"));
}

QString SessionsPage::consequence() const
{
    if (m_immediate.value_or(false))
        return tr("They must sign in again. Access ends now.");
    return tr("They must sign in again. Access tokens already issued stay valid for up to %1.")
        .arg(durationText(m_access));
}

void SessionsPage::endByKey()
{
    if (table()->selectedCount() > 1)
        endSelected();
    else
        m_pane->pressEnd();
}

void SessionsPage::endSelected()
{
    if (isAllMatching())
        return endAllMatching();
    const Instant now = ListPage::context().clock.now();
    std::vector<SessionId> ids;
    std::set<UserId> users;
    for (const Session *session : selectedSessions()) {
        if (!SessionsModel::isLive(*session, now))
            continue;
        ids.push_back(session->id);
        users.insert(session->userId);
    }
    if (ids.empty())
        return;
    const int count = static_cast<int>(ids.size());
    const QString phrase = tr("%n session(s)", nullptr, count);
    Question question;
    //: %1: "3 sessions", %2: "2 users"
    question.title =
        tr("End %1 of %2?").arg(phrase, tr("%n user(s)", nullptr, static_cast<int>(users.size())));
    question.verb = tr("End %n Session(s)", nullptr, count);
    askToEnd(question, phrase, count,
             [this, ids] { return new BulkJob<SessionId>(ids, endCall(), kEndPace, this); });
}

void SessionsPage::endAllMatching()
{
    SessionQuery query = m_sessions->query();
    if (query.state == SessionState::Ended)
        return;
    query.state = SessionState::Live;
    query.limit = 1;
    query.withTotal = true;
    whenDone(api().listSessions(query), this,
             [this, query](const Result<tokendesk::Page<Session>> &page) {
                 if (!page)
                     return showError(kActionBanner, tr("No session was ended."), page.error());
                 const qint64 total = page->total.value_or(0);
                 if (page->rows.empty())
                     return ended(0);
                 const QString phrase =
                     page->total ? tr("%n session(s)", nullptr, static_cast<int>(total))
                                 //: %1: a number
                                 : tr("more than %1 sessions").arg(QLocale().toString(page->least));
                 Question question;
                 question.title = tr("End %1?").arg(phrase);
                 question.verb = tr("End %1").arg(phrase);
                 if (!query.userId && query.text.isEmpty())
                     //: a word to be typed before something is done to all users
                     question.typeToConfirm = tr("everybody");
                 askToEnd(question, phrase, total, [this, query] {
                     return new BulkJob<SessionId>(
                         matchingRows<Session>(
                             this, query,
                             [this](const SessionQuery &part) { return api().listSessions(part); },
                             [](const Session &) { return true; }),
                         endCall(), kEndPace, this);
                 });
             });
}

BulkJob<SessionId>::Call SessionsPage::endCall()
{
    return [this](const std::vector<SessionId> &ids) { return api().endSessions(ids); };
}

void SessionsPage::askToEnd(Question question, const QString &phrase, qint64 total,
                            const std::function<BulkJob<SessionId> *()> &makeJob)
{
    question.text = consequence();
    question.needsPassword = true;
    ListPage::context().prompter.confirm(
        this, question, [this, phrase, total, makeJob](Decision decision) {
            if (!decision)
                return;
            runBulk(
                makeJob(), tr("Ending %1").arg(phrase), total, [this](const BulkOutcome &outcome) {
                    if (outcome.rows > 0 || !outcome.error)
                        ended(static_cast<int>(outcome.sum));
                    if (outcome.error && outcome.rows > 0)
                        showError(kActionBanner, tr("The other sessions live on."), *outcome.error);
                    else if (outcome.error)
                        ended(fail(*outcome.error));
                });
        });
}

void SessionsPage::endAllOfUser()
{
    if (m_liveOfUser == 0)
        return;
    const int count = static_cast<int>(m_liveOfUser);
    Question question;
    question.title = tr("End %n session(s) of %1?", nullptr, count).arg(m_countedName);
    question.text = consequence();
    question.verb = tr("End %n Session(s)", nullptr, count);
    question.needsPassword = true;
    ListPage::context().prompter.confirm(
        this, question, [this, user = m_countedUser](Decision decision) {
            if (decision) {
                whenDone(api().endSessionsOfUser(user), this,
                         [this](const Result<int> &answer) { ended(answer); });
            }
        });
}

void SessionsPage::end(const std::vector<SessionId> &ids)
{
    whenDone(api().endSessions(ids), this, [this](const Result<int> &answer) { ended(answer); });
}

void SessionsPage::ended(const Result<int> &answer)
{
    m_sessions->refresh();
    if (!answer) {
        showError(kActionBanner, tr("No session was ended."), answer.error());
        return;
    }
    Banner banner;
    banner.id = kActionBanner;
    banner.kind = Banner::Kind::Success;
    banner.text = *answer > 0 ? tr("%n session(s) ended.", nullptr, *answer)
                              : tr("The session had ended already.");
    banners().show(banner);
}

} // namespace tokendesk::ui
