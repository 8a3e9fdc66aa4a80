// SPDX-License-Identifier: GPL-3.0-or-later
// Widget: the details of the chosen signing key.
#pragma once

#include "server/runtime/adminapi.h"
#include "ui/models/keytext.h"

#include <QStackedWidget>

class QAction;
class QLabel;
class QPushButton;

namespace tokendesk::ui {

class EventList;
class FactsGrid;
class RoleLabel;
class Theme;

/// What is known of one key, what to look at, its public part to copy, and the buttons. Object
/// names: keyPane; keyId, keyThumbprint, keyState … of the facts; keyRemark, keyConsequence,
/// copyPemButton, copyJwkButton, keyPublicNote. Thread: GUI.
class KeyPane : public QStackedWidget
{
    Q_OBJECT
public:
    /// What can be done with a key, in the order of the buttons.
    struct Actions
    {
        QAction *sign = nullptr;
        QAction *schedule = nullptr;
        QAction *unschedule = nullptr;
        QAction *savePublic = nullptr;
        QAction *exportPrivate = nullptr;
        QAction *retire = nullptr;
    };

    KeyPane(AdminApi &api, Theme &theme, const Clock &clock, const Actions &actions,
            QWidget *parent = nullptr);

    /// Without a key: a hint.
    void showKey(const std::optional<KeyLife> &life);

signals:
    /// Somebody wants the public part on the clipboard.
    void copyWanted(tokendesk::KeyPart part);

private:
    [[nodiscard]] QWidget *makeFacts(const Actions &actions);

    Theme &m_theme;
    const Clock &m_clock;
    FactsGrid *m_facts = nullptr;
    RoleLabel *m_remark = nullptr;
    QLabel *m_consequence = nullptr;
    QPushButton *m_copyPem = nullptr;
    QPushButton *m_copyJwk = nullptr;
    QLabel *m_publicNote = nullptr;
    EventList *m_events = nullptr;
};

} // namespace tokendesk::ui
