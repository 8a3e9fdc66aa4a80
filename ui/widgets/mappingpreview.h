// SPDX-License-Identifier: GPL-3.0-or-later
// Widget: what the additional claims of tokens would be for a user, before they are saved.
#pragma once

#include "server/runtime/adminapi.h"

#include <QWidget>

class QLineEdit;
class QPlainTextEdit;

namespace tokendesk::ui {

class RoleLabel;
class Theme;

/// Stands below the field of the mapping. Object names: mappingUser, mappingClaims, mappingState.
/// Thread: GUI.
class MappingPreview : public QWidget
{
    Q_OBJECT
public:
    MappingPreview(AdminApi &api, Theme &theme, QWidget *parent = nullptr);

    /// As the form has them, or (\a isInForce), where that cannot be saved, as they are.
    void setSettings(const Settings &settings, bool isInForce);

private:
    void find();
    void show();

    AdminApi &m_api;
    Settings m_settings;
    bool m_isInForce = false;
    std::optional<User> m_user;
    quint64 m_serial = 0; ///< answers about another name are dropped
    QLineEdit *m_name = nullptr;
    RoleLabel *m_state = nullptr;
    QPlainTextEdit *m_claims = nullptr;
};

} // namespace tokendesk::ui
