// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow.h"

#include "ui/actions.h"
#include "ui/alerts.h"
#include "ui/consolesession.h"
#include "ui/dialogs/aboutdialog.h"
#include "ui/dialogs/helpdialog.h"
#include "ui/dialogs/setupwizard.h"
#include "ui/overviewwatcher.h"
#include "ui/serveractions.h"
#include "ui/tasklist.h"
#include "ui/throttle.h"
#include "ui/tokendrop.h"
#include "ui/translation.h"
#include "ui/widgets/lockpage.h"
#include "ui/widgets/pagebar.h"
#include "ui/widgets/statusbar.h"

#include <QApplication>
#include <QCloseEvent>
#include <QMetaEnum>
#include <QStackedWidget>

namespace tokendesk::ui {

namespace {

constexpr std::chrono::milliseconds kPageRefresh{250};
constexpr int kNarrowWidth = 900;
constexpr QSize kFirstSize{1180, 760};
constexpr QSize kSmallest{760, 520};

QString pageStateKey(const QString &id) { return QStringLiteral("pages/") + id; }

} // namespace

MainWindow::MainWindow(const Services &services, const std::vector<PageFactory> &pages,
                       QWidget *parent)
    : QMainWindow(parent), m_services(services), m_factories(pages),
      m_actions(new ActionRegistry(this)), m_watcher(new OverviewWatcher(services.api, this)),
      m_refreshThrottle(new Throttle(kPageRefresh, this)), m_tasks(new TaskList(this)),
      m_alerts(new Alerts(services.api, services.server, services.clock, this))
{
    installTranslation(chosenLanguage(services.state));
    services.theme.applyToApplication();
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(tr("Tokendesk"));
    setWindowIcon(services.theme.icon(QStringLiteral("tokendesk")));
    setMinimumSize(kSmallest);
    buildLayout(pages);
    connect(new TokenDrop(this), &TokenDrop::dropped, this, [this](const QString &text) {
        openPage(QStringLiteral("inspector"), {{QStringLiteral("token"), text}});
    });
    m_serverActions =
        new ServerActions(services.server, *m_actions, *m_banners, services.theme, this);
    buildActions(pages);
    buildMenus();
    connectStatusBar();
    connectAlerts();
    buildTray();
    buildLock();

    connect(m_watcher, &OverviewWatcher::updated, this, &MainWindow::overviewArrived);
    connect(m_watcher, &OverviewWatcher::failed, this, &MainWindow::overviewFailed);
    connect(m_refreshThrottle, &Throttle::due, this, &MainWindow::refreshPage);
    connect(&services.api, &AdminApi::dataChanged, m_refreshThrottle, &Throttle::request);
    qApp->installEventFilter(this);
    restore();
    m_watcher->refresh();
}

MainWindow::~MainWindow()
{
    // Pages use the banners and actions of the window in their destructors' signals.
    m_activePage = nullptr;
}

Page *MainWindow::currentPage() const { return m_pages.value(m_pageBar->current()); }

Page *MainWindow::buildPage(const PageFactory &factory)
{
    const PageContext context{
        m_services.api,
        m_services.server,
        m_services.prompter,
        m_services.theme,
        m_services.clock,
        [this](const QString &id, const QJsonObject &filter) { openPage(id, filter); },
        m_tasks};
    Page *page = factory.make(context, m_stack);
    Q_ASSERT(page->id() == factory.id);
    m_pages.insert(factory.id, page);
    m_stack->addWidget(page);
    for (QAction *action : page->pageActions()) {
        if (action->objectName() == QStringLiteral("newAction") && action->shortcut().isEmpty())
            action->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_N));
        m_actions->adopt(action, factory.id);
    }
    const QJsonObject state = m_services.state.object(pageStateKey(factory.id));
    if (!state.isEmpty())
        page->restoreState(state);
    return page;
}

void MainWindow::setPageActive(bool active)
{
    if (!active) {
        if (m_activePage != nullptr)
            std::exchange(m_activePage, nullptr)->closed();
        return;
    }
    auto *page = qobject_cast<Page *>(m_stack->currentWidget());
    if (page == nullptr || page == m_activePage || !isVisible() || isMinimized() || isLocked())
        return;
    m_activePage = page;
    page->opened();
    m_alerts->markSeen(page->id());
}

void MainWindow::refreshPage()
{
    if (m_activePage != nullptr)
        m_activePage->refresh();
}

void MainWindow::focusSearch()
{
    const Page *page = currentPage();
    QLineEdit *search = page != nullptr ? page->primarySearch() : nullptr;
    if (search == nullptr)
        return;
    search->setFocus(Qt::ShortcutFocusReason);
    search->selectAll();
}

void MainWindow::escape()
{
    const Page *page = currentPage();
    QLineEdit *search = page != nullptr ? page->primarySearch() : nullptr;
    if (search != nullptr && search->hasFocus() && !search->text().isEmpty()) {
        search->clear();
        return;
    }
    if (page == nullptr || !page->banners().closeNewest())
        m_banners->closeNewest();
}

void MainWindow::showHelp()
{
    auto *dialog = new HelpDialog(m_services.theme, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->showTopic(m_pageBar->current());
    dialog->open();
}

void MainWindow::showAbout()
{
    auto *dialog = new AboutDialog(m_services.theme, m_watcher->overview(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::overviewArrived(const Overview &overview)
{
    m_banners->remove(QStringLiteral("overview"));
    m_statusBar->setOverview(overview, m_services.clock.now());
    m_pageBar->setBadge(QStringLiteral("keys"), overview.keyConcerns,
                        tr("%n thing(s) to look at", nullptr, overview.keyConcerns));
    if (m_services.session != nullptr)
        m_services.session->setAdministrators(overview.superusers);
    if (overview.superusers > 0)
        m_banners->remove(QStringLiteral("noAdministrator"));
    else if (!std::exchange(m_askedForAdministrator, true))
        askForAdministrator();
}

void MainWindow::overviewFailed(const Error &error)
{
    m_statusBar->setUnavailable(errorText(error));
    if (m_lockPage != nullptr)
        m_lockPage->setUnavailable(errorText(error));
    Banner banner;
    banner.id = QStringLiteral("overview");
    banner.kind = Banner::Kind::Error;
    banner.text = tr("Cannot read the database. %1").arg(errorText(error));
    banner.code = QLatin1String(errorInfo(error.code).apiName);
    banner.actionText = tr("Retry");
    banner.action = [this] { m_watcher->refresh(); };
    m_banners->show(banner);
}

void MainWindow::askForAdministrator()
{
    auto *dialog = new SetupWizard(m_services.api, m_services.theme, m_services.setup, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    if (m_services.session != nullptr)
        m_services.session->setSettingUp(true);
    connect(dialog, &SetupWizard::created, this, [this, dialog](const User &user) {
        administratorCreated(user, dialog->takePassword());
    });
    connect(dialog, &SetupWizard::schemeChosen, this, [this](Theme::Scheme scheme) {
        const QString name = QString::fromLatin1(
            QMetaEnum::fromType<Theme::Scheme>().valueToKey(static_cast<int>(scheme)));
        m_actions->action(QStringLiteral("scheme_") + name.toLower())->trigger();
    });
    connect(dialog, &QDialog::rejected, this, [this] {
        if (m_services.session != nullptr)
            m_services.session->setSettingUp(false);
        Banner banner;
        banner.id = QStringLiteral("noAdministrator");
        banner.kind = Banner::Kind::Warning;
        banner.text = tr("There is no administrator yet, so nobody can manage users from outside.");
        banner.actionText = tr("Create Administrator…");
        banner.action = [this] { askForAdministrator(); };
        m_banners->show(banner);
    });
    dialog->open();
}

void MainWindow::administratorCreated(const User &user, SecretBytes password)
{
    Banner banner;
    banner.id = QStringLiteral("administratorCreated");
    banner.kind = Banner::Kind::Success;
    banner.text = tr("Administrator %1 is created and can log in.").arg(user.username);
    m_banners->show(banner);
    m_watcher->refresh();
    if (m_services.session == nullptr)
        return;
    m_services.session->signIn(user.username, std::move(password), this,
                               [this](const Result<SignIn> &answer) {
                                   if (answer && answer->isGranted())
                                       return;
                                   m_services.session->setSettingUp(false); // so it locks
                                   m_watcher->refresh();
                               });
}

void MainWindow::comeToFront()
{
    setWindowState((windowState() & ~Qt::WindowMinimized) | Qt::WindowActive);
    show();
    raise();
    activateWindow();
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    m_pageBar->setNarrow(width() < kNarrowWidth);
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::WindowStateChange)
        setPageActive(!isMinimized());
}

void MainWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    setPageActive(true);
}

void MainWindow::hideEvent(QHideEvent *event)
{
    QMainWindow::hideEvent(event);
    setPageActive(false);
}

void MainWindow::restore()
{
    UiState &state = m_services.state;
    if (!restoreGeometry(state.bytes(QStringLiteral("window/geometry"))))
        resize(kFirstSize);
    m_pageBar->setCollapsed(state.flag(QStringLiteral("window/pageBarCollapsed")));
    const QString page = state.text(QStringLiteral("window/page"));
    if (m_pageBar->pages().contains(page))
        openPage(page);
    else if (!m_factories.empty())
        openPage(m_factories.front().id);
}

void MainWindow::remember()
{
    UiState &state = m_services.state;
    state.setBytes(QStringLiteral("window/geometry"), saveGeometry());
    state.setText(QStringLiteral("window/page"), m_pageBar->current());
    for (auto page = m_pages.cbegin(); page != m_pages.cend(); ++page)
        state.setObject(pageStateKey(page.key()), page.value()->saveState());
    state.save();
}

} // namespace tokendesk::ui
