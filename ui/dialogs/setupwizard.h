// SPDX-License-Identifier: GPL-3.0-or-later
// Widget: sets up an empty database in five steps.
#pragma once

#include "server/runtime/adminapi.h"
#include "ui/setuphost.h"
#include "ui/theme/theme.h"

#include <QDialog>

#include <vector>

class QButtonGroup;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QSpinBox;
class QStackedWidget;
class QVBoxLayout;

namespace tokendesk::ui {

class AdministratorForm;
class CopyButton;
class RoleLabel;

/// Welcome (storage, appearance), administrator, signing key, address, summary. Nothing is changed
/// before the last step; then, in this order, the administrator is created, a key of the chosen
/// algorithm generated and the port taken. What fails is told at its step, and what was done is not
/// done twice. Object names: setupWizard, setupStep_<n>, backButton, nextButton, laterButton,
/// demoButton, key_<algorithm>, port, portRemark, nextFreePort, commandLine, setupError. Thread:
/// GUI.
class SetupWizard : public QDialog
{
    Q_OBJECT
public:
    /// Without a \a host there is no address to choose and no demo to start.
    SetupWizard(AdminApi &api, Theme &theme, SetupHost *host, QWidget *parent = nullptr);

    /// In a slot of created(): the password of that administrator; the wizard forgets it.
    [[nodiscard]] SecretBytes takePassword();

signals:
    /// The administrator exists; the rest may still fail.
    void created(const tokendesk::User &user);
    void schemeChosen(tokendesk::ui::Theme::Scheme scheme);

private:
    /// Of the buttons of algorithms, whose texts may get an access key.
    static constexpr char kAlgorithmProperty[] = "algorithm";

    enum Step { Welcome, Administrator, SigningKey, Address, Summary };

    RoleLabel *remark(ColourRole role, const QString &text);
    QVBoxLayout *addStep(const QString &name, const QString &title, const QString &text);
    void buildWelcome();
    void buildKey();
    void buildAddress();
    void buildSummary();
    void addScheme(QVBoxLayout *page);
    [[nodiscard]] Step step() const;
    [[nodiscard]] QString algorithm() const;
    void go(int direction);
    void showStep(Step step);
    void update();
    void checkPort();
    void nextFreePort();
    [[nodiscard]] QString commandLine() const;

    void apply();
    void applyKey();
    void applyPort();
    void fail(Step step, const Error &error);
    void setBusy(const QString &what);

    AdminApi &m_api;
    Theme &m_theme;
    SetupHost *m_host = nullptr;
    QStackedWidget *m_steps = nullptr;
    std::vector<RoleLabel *> m_names;
    QLabel *m_storage = nullptr;
    AdministratorForm *m_form = nullptr;
    QButtonGroup *m_algorithms = nullptr;
    QSpinBox *m_port = nullptr;
    RoleLabel *m_portRemark = nullptr;
    QPlainTextEdit *m_commands = nullptr;
    CopyButton *m_copy = nullptr;
    RoleLabel *m_error = nullptr;
    QPushButton *m_back = nullptr;
    QPushButton *m_next = nullptr;
    QPushButton *m_later = nullptr;
    QString m_activeAlgorithm; ///< of the key that signs already
    bool m_algorithmChosen = false;
    bool m_portFree = true;
    bool m_busy = false;
    bool m_created = false;
    bool m_keyMade = false;
};

} // namespace tokendesk::ui
