// SPDX-License-Identifier: GPL-3.0-or-later
// Widget: the page of sessions.
#pragma once

#include "ui/pages/listpage.h"

#include <QHash>

namespace tokendesk::ui {

class SessionPane;
class SessionsModel;

/// Who is signed in, from where; ends one session, the selected ones, or all of a user. Thread:
/// GUI.
class SessionsPage final : public ListPage
{
    Q_OBJECT
public:
    explicit SessionsPage(const PageContext &context, QWidget *parent = nullptr);

    [[nodiscard]] QString id() const override { return QStringLiteral("sessions"); }
    [[nodiscard]] QString title() const override { return tr("Sessions"); }
    [[nodiscard]] QString iconName() const override { return QStringLiteral("sessions"); }
    void opened() override;
    void applyFilter(const QJsonObject &filter) override;

protected:
    void applySearch(const QString &text) override;
    void showSelection() override;
    [[nodiscard]] Emptiness emptiness() const override;
    [[nodiscard]] Emptiness narrowedEmptiness() const override;
    [[nodiscard]] ExportJob::Fetch exportOf(bool asJson) override;

private:
    /// Valid until the model changes.
    [[nodiscard]] std::vector<const Session *> selectedSessions() const;
    void updateActions(const std::vector<const Session *> &sessions);
    void showSummary(const std::vector<const Session *> &sessions);
    void countLiveOf(const Session &session);
    void loadSettings();
    /// Shows the columns that say something about sessions of \a query, and asks for them.
    void setQuery(const SessionQuery &query);
    void endByKey();
    void endSelected();
    void endAllMatching();
    /// Asks, then ends the sessions of \a job. \a phrase: "3 sessions"; \a total 0: unknown.
    void askToEnd(Question question, const QString &phrase, qint64 total,
                  const std::function<BulkJob<SessionId> *()> &makeJob);
    [[nodiscard]] BulkJob<SessionId>::Call endCall();
    void endAllOfUser();
    void end(const std::vector<SessionId> &ids);
    void ended(const Result<int> &answer);
    /// One sentence on what happens to access tokens that are out.
    [[nodiscard]] QString consequence() const;

    SessionsModel *m_sessions = nullptr;
    SessionPane *m_pane = nullptr;
    QAction *m_end = nullptr;
    QAction *m_endSelected = nullptr;
    QAction *m_endAll = nullptr;
    std::optional<bool> m_immediate; ///< setting immediate_revocation; none: not known yet
    std::chrono::seconds m_access{0}; ///< setting access_token_lifetime
    QHash<QString, UserId> m_userIds; ///< names that were looked up
    quint64 m_lookUp = 0; ///< answers to older look-ups are dropped
    UserId m_countedUser = 0; ///< whose live sessions m_liveOfUser counts
    QString m_countedName;
    qint64 m_liveOfUser = 0;
};

} // namespace tokendesk::ui
