// SPDX-License-Identifier: GPL-3.0-or-later
// Dialog: when which key is to sign.
#pragma once

#include "server/base/keyinfo.h"

#include <QDialog>

class QComboBox;
class QDateTimeEdit;
class QLabel;

namespace tokendesk::ui {

class RoleLabel;
class Theme;

/// Asks for a next key, or a new one, and a date and time ahead. Object names: scheduleKey,
/// scheduleAt, scheduleNote, dialogError, scheduleAccept, cancelButton. Thread: GUI.
class ScheduleDialog : public QDialog
{
    Q_OBJECT
public:
    /// \a kid: the key that is chosen first; empty: the first next key, or a new one.
    ScheduleDialog(const std::vector<KeyInfo> &keys, const QString &kid, const Clock &clock,
                   Theme &theme, QWidget *parent = nullptr);

signals:
    /// An empty \a kid: a new key.
    void wanted(const QString &kid, tokendesk::Instant at);

private:
    void chosen();
    void schedule();

    const Clock &m_clock;
    std::vector<KeyInfo> m_next;
    QComboBox *m_key = nullptr;
    QDateTimeEdit *m_at = nullptr;
    RoleLabel *m_error = nullptr;
};

} // namespace tokendesk::ui
