// SPDX-License-Identifier: GPL-3.0-or-later
// Widget: a user's custom claims, and what a token of the user would say.
#pragma once

#include "server/runtime/adminapi.h"

#include <QWidget>

class QPlainTextEdit;

namespace tokendesk::ui {

class CopyButton;
class RoleLabel;
class Theme;

/// Asks for the token's claims only while it is visible. Object names: userClaims, issuedClaims,
/// issuedState, issuedClaimsCopy. Thread: GUI.
class ClaimsPreview : public QWidget
{
    Q_OBJECT
public:
    ClaimsPreview(AdminApi &api, Theme &theme, QWidget *parent = nullptr);

    void setUser(const User &user);

protected:
    void showEvent(QShowEvent *event) override;

private:
    QPlainTextEdit *addView(const QString &name, const QString &title);
    void load();
    void show(const Result<ClaimsAsIssued> &claims);

    AdminApi &m_api;
    QPlainTextEdit *m_own = nullptr;
    QPlainTextEdit *m_issued = nullptr;
    RoleLabel *m_state = nullptr;
    CopyButton *m_copy = nullptr;
    UserId m_user = 0;
    quint64 m_serial = 0; ///< answers about another user are dropped
    bool m_isStale = false;
};

} // namespace tokendesk::ui
