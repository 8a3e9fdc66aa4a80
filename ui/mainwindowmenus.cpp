// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of the window that are built once: layout, actions, menus.
#include "ui/mainwindow.h"

#include "ui/actions.h"
#include "ui/languagemenu.h"
#include "ui/overviewwatcher.h"
#include "ui/requestrate.h"
#include "ui/serveractions.h"
#include "ui/widgets/clipboardguard.h"
#include "ui/widgets/copybutton.h"
#include "ui/widgets/pagebar.h"
#include "ui/widgets/statusbar.h"

#include <QActionGroup>
#include <QDateTime>
#include <QHBoxLayout>
#include <QMenuBar>
#include <QMetaEnum>
#include <QStackedWidget>
#include <QToolButton>

namespace tokendesk::ui {

namespace {

constexpr int kNumberedPages = 9;

QString schemeKey() { return QStringLiteral("window/scheme"); }

QToolButton *cornerButton(QWidget *parent, QAction *action, const QString &name)
{
    auto *button = new QToolButton(parent);
    button->setObjectName(name);
    button->setDefaultAction(action);
    button->setAutoRaise(true);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setIconSize({16, 16});
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

} // namespace

void MainWindow::buildLayout(const std::vector<PageFactory> &pages)
{
    m_pageBar = new PageBar(m_services.theme, this);
    m_stack = new QStackedWidget(this);
    m_stack->setObjectName(QStringLiteral("pageStack"));
    m_banners = new BannerStack(m_services.theme, this);
    m_banners->setObjectName(QStringLiteral("globalBanners"));
    m_banners->setContentsMargins(12, 12, 12, 0);
    m_statusBar = new StatusBar(m_services.theme, *m_tasks, this);
    setStatusBar(m_statusBar);

    auto *right = new QVBoxLayout;
    right->setSpacing(0);
    right->addWidget(m_banners);
    right->addWidget(m_stack, 1);
    auto *centre = new QWidget(this);
    auto *layout = new QHBoxLayout(centre);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_pageBar);
    layout->addLayout(right, 1);
    m_root = new QStackedWidget(this);
    m_root->addWidget(centre);
    setCentralWidget(m_root);

    int number = 0;
    for (const PageFactory &page : pages) {
        ++number;
        m_pageBar->addPage(page.id, page.title, page.iconName,
                           number <= kNumberedPages ? QStringLiteral("Ctrl+%1").arg(number)
                                                    : QString());
    }
    connect(m_pageBar, &PageBar::pageSelected, this, [this](const QString &id) { openPage(id); });
    connect(m_pageBar, &PageBar::collapsedChanged, this, [this](bool collapsed) {
        m_services.state.setFlag(QStringLiteral("window/pageBarCollapsed"), collapsed);
    });
}

QAction *MainWindow::addAction(const QString &id, const QString &text, const QString &iconName,
                               const QKeySequence &shortcut, void (MainWindow::*slot)())
{
    QAction *action = m_actions->add(id, text, shortcut);
    if (!iconName.isEmpty())
        action->setIcon(m_services.theme.icon(iconName));
    connect(action, &QAction::triggered, this, slot);
    return action;
}

void MainWindow::buildActions(const std::vector<PageFactory> &pages)
{
    addAction(QStringLiteral("find"), tr("&Find"), QStringLiteral("search"), QKeySequence::Find,
              &MainWindow::focusSearch);
    addAction(QStringLiteral("refresh"), tr("&Refresh"), QStringLiteral("refresh"),
              QKeySequence(Qt::Key_F5), &MainWindow::refreshPage);
    addAction(QStringLiteral("help"), tr("&Help"), QStringLiteral("help"), QKeySequence(Qt::Key_F1),
              &MainWindow::showHelp);
    addAction(QStringLiteral("about"), tr("&About Tokendesk"), QStringLiteral("info"), {},
              &MainWindow::showAbout);
    addAction(QStringLiteral("preferences"), tr("&Settings"), QStringLiteral("settings"),
              QKeySequence(Qt::CTRL | Qt::Key_Comma), &MainWindow::showSettings);
    addAction(QStringLiteral("goTo"), tr("&Go to…"), QStringLiteral("search"),
              QKeySequence(Qt::CTRL | Qt::Key_K), &MainWindow::showGoTo);
    addAction(QStringLiteral("back"), tr("&Back"), QStringLiteral("chevron-left"),
              QKeySequence(Qt::ALT | Qt::Key_Left), &MainWindow::goBack);
    addAction(QStringLiteral("forward"), tr("&Forward"), QStringLiteral("chevron-right"),
              QKeySequence(Qt::ALT | Qt::Key_Right), &MainWindow::goForward);
    if (m_services.session != nullptr) {
        addAction(QStringLiteral("lockNow"), tr("&Lock Now"), QStringLiteral("lock"),
                  QKeySequence(Qt::CTRL | Qt::Key_L), &MainWindow::lockNow);
        addAction(QStringLiteral("signOut"), tr("Sign &Out"), QStringLiteral("user-off"), {},
                  &MainWindow::signOut);
    }
    addAction(QStringLiteral("shortcuts"), tr("&Keyboard Shortcuts"), QStringLiteral("info"),
              QKeySequence(Qt::CTRL | Qt::Key_F1), &MainWindow::showShortcuts);
    QAction *escapeAction = addAction(QStringLiteral("escape"), tr("Clear or Close Message"), {},
                                      QKeySequence(Qt::Key_Escape), &MainWindow::escape);
    QMainWindow::addAction(escapeAction);
    QAction *quit =
        m_actions->add(QStringLiteral("quit"), tr("&Quit"), QKeySequence(Qt::CTRL | Qt::Key_Q));
    quit->setIcon(m_services.theme.icon(QStringLiteral("quit")));
    connect(quit, &QAction::triggered, this, &MainWindow::quit);

    int number = 0;
    for (const PageFactory &page : pages) {
        ++number;
        QAction *go = m_actions->add(QStringLiteral("page_") + page.id, page.title,
                                     number <= kNumberedPages
                                         ? QKeySequence(QStringLiteral("Ctrl+%1").arg(number))
                                         : QKeySequence());
        go->setIcon(m_services.theme.icon(page.iconName));
        connect(go, &QAction::triggered, this, [this, id = page.id] { openPage(id); });
    }
}

void MainWindow::buildMenus()
{
    const auto action = [this](const char *id) { return m_actions->action(QLatin1String(id)); };
    m_fileMenu = menuBar()->addMenu(tr("&File"));
    m_fileMenu->addAction(action("preferences"));
    m_fileMenu->addSeparator();
    if (m_services.session != nullptr) {
        auto *session = new QMenu(this);
        session->setObjectName(QStringLiteral("sessionMenu"));
        session->addActions({action("lockNow"), action("signOut")});
        m_fileMenu->addActions(session->actions());
        m_fileMenu->addSeparator();
        m_statusBar->setAdministratorMenu(session);
    }
    m_fileMenu->addAction(action("quit"));

    m_editMenu = menuBar()->addMenu(tr("&Edit"));
    m_editMenu->addAction(action("find"));
    m_editMenu->addSeparator();

    QMenu *view = menuBar()->addMenu(tr("&View"));
    view->addAction(action("goTo"));
    view->addAction(action("back"));
    view->addAction(action("forward"));
    view->addSeparator();
    for (const PageFactory &page : m_factories)
        view->addAction(m_actions->action(QStringLiteral("page_") + page.id));
    view->addSeparator();
    view->addAction(action("refresh"));
    view->addSeparator();
    addThemeActions(
        view->addMenu(m_services.theme.icon(QStringLiteral("moon")), tr("&Appearance")));
    addLanguageActions(*view->addMenu(tr("&Language")), *m_actions, m_services.state, *m_banners);

    QMenu *server = menuBar()->addMenu(tr("&Server"));
    server->setObjectName(QStringLiteral("serverMenu"));
    m_serverActions->fillMenu(server);
    m_statusBar->setServerMenu(server);

    QMenu *help = menuBar()->addMenu(tr("&Help"));
    help->addAction(action("help"));
    help->addAction(action("shortcuts"));
    help->addSeparator();
    help->addAction(action("about"));

    auto *corner = new QWidget(this);
    auto *row = new QHBoxLayout(corner);
    row->setContentsMargins(0, 0, 8, 0);
    row->setSpacing(2);
    row->addWidget(cornerButton(corner, action("goTo"), QStringLiteral("goToButton")));
    row->addWidget(
        cornerButton(corner, m_serverActions->startStop(), QStringLiteral("startStopButton")));
    row->addWidget(
        cornerButton(corner, m_serverActions->restart(), QStringLiteral("restartButton")));
    menuBar()->setCornerWidget(corner);
}

void MainWindow::addThemeActions(QMenu *menu)
{
    struct Choice
    {
        Theme::Scheme scheme;
        QString text;
    };
    const auto schemes = QMetaEnum::fromType<Theme::Scheme>();
    const std::array choices = {Choice{Theme::Scheme::System, tr("&System")},
                                Choice{Theme::Scheme::Light, tr("&Light")},
                                Choice{Theme::Scheme::Dark, tr("&Dark")}};
    bool known = false;
    const int stored =
        schemes.keyToValue(m_services.state.text(schemeKey()).toLatin1().constData(), &known);
    if (known)
        m_services.theme.setScheme(static_cast<Theme::Scheme>(stored));
    auto *group = new QActionGroup(menu);
    for (const Choice &choice : choices) {
        const QString name =
            QString::fromLatin1(schemes.valueToKey(static_cast<int>(choice.scheme)));
        QAction *action = m_actions->add(QStringLiteral("scheme_") + name.toLower(), choice.text);
        action->setCheckable(true);
        action->setChecked(choice.scheme == m_services.theme.scheme());
        group->addAction(action);
        menu->addAction(action);
        connect(action, &QAction::triggered, this, [this, name, scheme = choice.scheme] {
            m_services.state.setText(schemeKey(), name);
            m_services.theme.setScheme(scheme);
        });
    }
}

void MainWindow::showPageActions(Page *page)
{
    for (QAction *action : std::as_const(m_shownPageActions)) {
        m_fileMenu->removeAction(action);
        m_editMenu->removeAction(action);
    }
    m_shownPageActions = page->pageActions();
    for (QAction *action : std::as_const(m_shownPageActions)) {
        if (action->objectName() == QStringLiteral("newAction"))
            m_fileMenu->insertAction(m_fileMenu->actions().constFirst(), action);
        else
            m_editMenu->addAction(action);
    }
    m_actions->action(QStringLiteral("find"))->setEnabled(page->primarySearch() != nullptr);
}

void MainWindow::connectStatusBar()
{
    ServerControl &server = m_services.server;
    const auto follow = [this, &server] { m_statusBar->setServer(server.state(), server.url()); };
    connect(&server, &ServerControl::stateChanged, m_statusBar, follow);
    follow();
    auto *rate = new RequestRate(server, this);
    connect(rate, &RequestRate::changed, m_statusBar, &StatusBar::setRequestRate);
    m_clipboard = new ClipboardGuard(this);
    connect(m_clipboard, &ClipboardGuard::remainingChanged, m_statusBar,
            &StatusBar::setClipboardSeconds);
    connect(m_statusBar, &StatusBar::clipboardClicked, m_clipboard, &ClipboardGuard::clearNow);
    connect(m_statusBar, &StatusBar::zoneClicked, this, [this] {
        copyToClipboard(QDateTime::currentDateTimeUtc().toString(Qt::ISODate));
        m_statusBar->showMessage(tr("Time copied as UTC"), 3000);
    });
    connect(m_statusBar, &StatusBar::sessionsClicked, this,
            [this] { openPage(QStringLiteral("sessions")); });
    connect(m_statusBar, &StatusBar::presetClicked, this, [this] {
        openPage(QStringLiteral("settings"),
                 {{QStringLiteral("setting"), QStringLiteral("preset")}});
    });
    connect(m_statusBar, &StatusBar::keyClicked, this, [this] {
        const QString kid = m_watcher->overview() ? m_watcher->overview()->activeKeyId : QString();
        openPage(QStringLiteral("keys"),
                 kid.isEmpty() ? QJsonObject() : QJsonObject{{QStringLiteral("key"), kid}});
    });
    connect(m_statusBar, &StatusBar::databaseClicked, this, [this] {
        copyToClipboard(m_watcher->overview() ? m_watcher->overview()->databasePath : QString());
        m_statusBar->showMessage(tr("Database path copied"), 3000);
    });
}

} // namespace tokendesk::ui
