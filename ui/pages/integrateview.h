// SPDX-License-Identifier: GPL-3.0-or-later
// Widget: how other services take the tokens of this server.
#pragma once

#include "server/base/integration.h"
#include "ui/page.h"

class QComboBox;
class QPlainTextEdit;

namespace tokendesk::ui {

class CopyButton;
class RoleLabel;

/// One text for each framework, filled in with what is in force. Object names: integrateTarget,
/// integrateText, integrateCopy, integrateNote. Thread: GUI.
class IntegrateView : public QWidget
{
    Q_OBJECT
public:
    explicit IntegrateView(const PageContext &context, QWidget *parent = nullptr);

    /// The settings in force.
    void setSettings(const Settings &settings);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void loadKey();
    void updateText();

    PageContext m_context;
    IntegrationFacts m_facts;
    QComboBox *m_target = nullptr;
    CopyButton *m_copy = nullptr;
    RoleLabel *m_note = nullptr;
    QPlainTextEdit *m_text = nullptr;
};

} // namespace tokendesk::ui
