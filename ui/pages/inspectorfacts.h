// SPDX-License-Identifier: GPL-3.0-or-later
// Widgets: what the server knows around a token, and what its endpoints would answer.
#pragma once

#include "ui/page.h"

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace tokendesk::ui {

class RoleLabel;
class TwoStepButton;

/// Session and user of a token, with ways to their pages and to the end of the session, and what in
/// the token has become stale. Object names: sessionText, userText, staleText, openSession,
/// openKey, endSession, openUser. Thread: GUI.
class InspectorFacts : public QWidget
{
    Q_OBJECT
public:
    explicit InspectorFacts(const PageContext &context, QWidget *parent = nullptr);

    void setInspection(const Inspection &inspection);

signals:
    void endWanted(const tokendesk::SessionId &session);

private:
    void showSession(const Inspection &inspection);
    void showUser(const Inspection &inspection);

    PageContext m_context;
    QLabel *m_session = nullptr;
    QLabel *m_user = nullptr;
    RoleLabel *m_stale = nullptr;
    QPushButton *m_openSession = nullptr;
    QPushButton *m_openKey = nullptr;
    QPushButton *m_openUser = nullptr;
    QString m_keyId;
    TwoStepButton *m_endSession = nullptr;
    std::optional<SessionId> m_sessionId;
    QString m_username;
    UserId m_userId = 0;
};

/// Status and body of verify, refresh and profile for one token. Object names: answer_<endpoint>,
/// answerBody_<endpoint>. Thread: GUI.
class InspectorAnswers : public QWidget
{
    Q_OBJECT
public:
    explicit InspectorAnswers(Theme &theme, QWidget *parent = nullptr);

    void setAnswers(const std::vector<PredictedAnswer> &answers);

private:
    Theme &m_theme;
    QVBoxLayout *m_layout = nullptr;
    QWidget *m_rows = nullptr;
    std::vector<PredictedAnswer> m_answers;
};

/// A report on \a inspection for a ticket or a mail, in Markdown: verdict, parts, checks, answers,
/// remarks. Leaves out the signature, so that nobody can use the token.
[[nodiscard]] QString inspectionReport(const Inspection &inspection);

/// What in the claims no longer agrees with \a user, one phrase each: "email: a@b.c, now d@e.f".
[[nodiscard]] QStringList staleClaims(const QJsonObject &claims, const User &user);

} // namespace tokendesk::ui
