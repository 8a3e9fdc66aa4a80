// SPDX-License-Identifier: GPL-3.0-or-later
// Widget: the window of the console.
#pragma once

#include "ui/history.h"
#include "ui/page.h"
#include "ui/uistate.h"

#include <QHash>
#include <QMainWindow>
#include <QPointer>

#include <vector>

class QDialog;
class QMenu;
class QStackedWidget;
class QToolButton;

namespace tokendesk::ui {

class ActionRegistry;
class Alerts;
struct Alert;
class ClipboardGuard;
class ConsoleSession;
class LockPage;
class OverviewWatcher;
class PageBar;
class RequestRate;
class ServerActions;
class SetupHost;
class StatusBar;
class TaskList;
class Tray;
class TrayIcon;
class Throttle;

/// Menus, page bar, pages and status bar. Pages are built when they are first shown. Asks for the
/// first administrator when the database has none, and what to do with a running server when it is
/// closed. Object names: mainWindow, pageBar, pageStack, startStopButton, restartButton,
/// globalBanners, lockPage. Thread: GUI.
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    /// What the window works on. All of it outlives the window.
    struct Services
    {
        AdminApi &api;
        ServerControl &server;
        Prompter &prompter;
        Theme &theme;
        UiState &state;
        const Clock &clock;
        TrayIcon *tray = nullptr; ///< null: no tray is wanted
        SetupHost *setup = nullptr; ///< null: the set-up chooses no address
        ConsoleSession *session = nullptr; ///< null: nobody signs in (demo data)
    };

    explicit MainWindow(const Services &services,
                        const std::vector<PageFactory> &pages = standardPages(),
                        QWidget *parent = nullptr);
    ~MainWindow() override;

    /// Shows page \a id, with \a filter if that is not empty. An unknown id does nothing.
    void openPage(const QString &id, const QJsonObject &filter = {});
    /// Shows the window above others, unhidden and restored, with the focus if the system lets it.
    void comeToFront();
    /// The page on show; null only while there are no pages at all.
    [[nodiscard]] Page *currentPage() const;
    [[nodiscard]] ActionRegistry &actions() const { return *m_actions; }
    [[nodiscard]] BannerStack &banners() const { return *m_banners; }
    /// The long operations that are shown in the status bar.
    [[nodiscard]] TaskList &tasks() const { return *m_tasks; }
    [[nodiscard]] Alerts &alerts() const { return *m_alerts; }
    /// Closes, asking what closing asks, without the offer to go on in the tray.
    void quit();

protected:
    void closeEvent(QCloseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildLayout(const std::vector<PageFactory> &pages);
    void buildActions(const std::vector<PageFactory> &pages);
    void buildMenus();
    QAction *addAction(const QString &id, const QString &text, const QString &iconName,
                       const QKeySequence &shortcut, void (MainWindow::*slot)());
    void addThemeActions(QMenu *menu);
    void connectStatusBar();
    void connectAlerts();
    void buildTray();
    void showAlert(const Alert &alert);
    [[nodiscard]] bool hasTray() const;

    void showPage(const QString &id);
    void goBack();
    void goForward();
    void returnTo(const std::optional<History::Place> &place);
    void updateHistoryActions();
    void showGoTo();
    void showShortcuts();

    Page *buildPage(const PageFactory &factory);
    void showPageActions(Page *page);
    void setPageActive(bool active);
    void refreshPage();
    void focusSearch();
    void escape();
    void showHelp();
    void showAbout();
    void showSettings();

    void overviewArrived(const Overview &overview);
    void overviewFailed(const Error &error);
    void askForAdministrator();
    void administratorCreated(const User &user, SecretBytes password);

    void buildLock();
    [[nodiscard]] bool isLocked() const;
    void lockNow();
    void signOut();
    void followSession();
    void setCovered(bool isCovered);
    /// Whether \a dialog may be seen while the window is locked.
    [[nodiscard]] bool isHarmless(const QDialog &dialog) const;
    void hideDialog(QDialog *dialog);
    /// While the window is locked.
    void dialogShown(QDialog *dialog);
    /// Counts \a event as a sign of life; true: it must not act.
    bool noteInput(const QEvent &event);

    void restore();
    void remember();
    [[nodiscard]] bool hasUnsavedChanges() const;
    void askBeforeDiscarding();
    void askBeforeCancelling();
    void askBeforeStopping();
    void stopAndClose();

    Services m_services;
    std::vector<PageFactory> m_factories;
    QHash<QString, Page *> m_pages; ///< those that are built
    ActionRegistry *m_actions = nullptr;
    ServerActions *m_serverActions = nullptr;
    OverviewWatcher *m_watcher = nullptr;
    Throttle *m_refreshThrottle = nullptr;
    TaskList *m_tasks = nullptr;
    Alerts *m_alerts = nullptr;
    QAction *m_askOnClose = nullptr;
    PageBar *m_pageBar = nullptr;
    QStackedWidget *m_root = nullptr; ///< everything, or the lock page
    LockPage *m_lockPage = nullptr; ///< null: nobody signs in
    std::vector<QPointer<QDialog>> m_hiddenDialogs; ///< to be shown again after the lock
    QPointer<QWidget> m_focusBeforeLock;
    QStackedWidget *m_stack = nullptr;
    BannerStack *m_banners = nullptr;
    StatusBar *m_statusBar = nullptr;
    ClipboardGuard *m_clipboard = nullptr;
    History m_history;
    QString m_place; ///< id of the page that was gone to last
    QMenu *m_fileMenu = nullptr;
    QMenu *m_editMenu = nullptr;
    Tray *m_tray = nullptr; ///< null: none is wanted
    QList<QAction *> m_shownPageActions;
    Page *m_activePage = nullptr; ///< the one that was told opened() and not yet closed()
    bool m_discardConfirmed = false;
    bool m_stopConfirmed = false;
    bool m_cancelConfirmed = false;
    bool m_quitting = false;
    bool m_askedForAdministrator = false;
};

} // namespace tokendesk::ui
