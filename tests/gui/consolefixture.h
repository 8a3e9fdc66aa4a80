// SPDX-License-Identifier: GPL-3.0-or-later
// The window with a superuser and another user, at which somebody has to sign in.
#pragma once

#include "tests/support/fakeadminapi.h"
#include "tests/support/fakeclock.h"
#include "tests/support/fakeservercontrol.h"
#include "tests/support/faketray.h"
#include "ui/actions.h"
#include "ui/alerts.h"
#include "ui/consolesession.h"
#include "ui/dialogs/dialogprompter.h"
#include "ui/dialogs/setupwizard.h"
#include "ui/mainwindow.h"

#include <QApplication>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QStatusBar>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <memory>

namespace tokendesk::test {

inline const QString kPassword = QStringLiteral("quiet-otter-9 Lisbon");
inline const QString kRoot = QStringLiteral("root");

/// Base of the tests. Thread: the one of the test.
class ConsoleFixture
{
protected:
    void start()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_state = std::make_unique<ui::UiState>(m_dir->filePath(QStringLiteral("ui.ini")));
        m_api = std::make_unique<FakeAdminApi>(m_clock);
        User root;
        root.username = kRoot;
        root.superuser = true;
        m_root = m_api->addUser(root);
        m_api->setStoredPassword(m_root, kPassword.toUtf8());
        const UserId anna = m_api->addUser(QStringLiteral("anna"));
        m_api->setStoredPassword(anna, kPassword.toUtf8());
        m_api->addSession(anna);
        m_server = std::make_unique<FakeServerControl>();
        m_tray = std::make_unique<FakeTray>();
        m_theme = std::make_unique<ui::Theme>();
        make();
    }
    void stop()
    {
        m_window.reset();
        m_prompter.reset();
        m_session.reset();
        m_theme.reset();
    }
    void make(bool withSession = true)
    {
        m_window.reset();
        m_session.reset();
        if (withSession)
            m_session = std::make_unique<ui::ConsoleSession>(*m_api, m_clock);
        m_prompter = std::make_unique<ui::DialogPrompter>(m_session.get(), *m_theme);
        m_window = std::make_unique<ui::MainWindow>(
            ui::MainWindow::Services{*m_api, *m_server, *m_prompter, *m_theme, *m_state, m_clock,
                                     m_tray.get(), nullptr, m_session.get()});
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        if (m_session)
            QTRY_VERIFY(m_session->state() != ui::ConsoleSession::State::Unknown);
        settle();
    }
    void signIn(const QString &name = kRoot, const QString &password = kPassword)
    {
        type("lockUsername", name);
        type("lockPassword", password);
        click("signInButton");
        settle();
    }
    template<typename W>
    [[nodiscard]] W *find(const char *name) const
    {
        for (W *widget : m_window->findChildren<W *>(QLatin1String(name))) {
            if (widget->isVisible())
                return widget;
        }
        return nullptr;
    }
    void click(const char *name)
    {
        auto *widget = find<QWidget>(name);
        QVERIFY2(widget != nullptr && widget->isEnabled(), name);
        QTest::mouseClick(widget, Qt::LeftButton);
    }
    void type(const char *name, const QString &text)
    {
        auto *field = find<QLineEdit>(name);
        QVERIFY2(field != nullptr, name);
        field->clear();
        QTest::keyClicks(field, text);
    }
    [[nodiscard]] QString text(const char *name) const
    {
        const auto *label = find<QLabel>(name);
        return label != nullptr ? label->text() : QString();
    }
    [[nodiscard]] QAction *action(const char *id) const
    {
        return m_window->actions().action(QLatin1String(id));
    }
    /// Everything that is on its way has arrived.
    void settle()
    {
        QTRY_COMPARE(m_api->pending(), 0);
        QCoreApplication::processEvents();
    }
    [[nodiscard]] bool isCovered() const { return find<QWidget>("lockPage") != nullptr; }
    [[nodiscard]] QStringList eventTypes() const
    {
        QStringList types;
        for (const Event &event : m_api->events())
            types.append(event.type);
        return types;
    }
    void selectUser(int row)
    {
        m_window->openPage(QStringLiteral("users"));
        settle();
        auto *table = find<QTableView>("usersTable");
        QVERIFY(table != nullptr);
        QTRY_VERIFY(table->model()->rowCount() > row);
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {},
                          table->visualRect(table->model()->index(row, 0)).center());
        settle();
    }

    FakeClock m_clock;
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<ui::UiState> m_state;
    std::unique_ptr<FakeAdminApi> m_api;
    std::unique_ptr<FakeServerControl> m_server;
    std::unique_ptr<FakeTray> m_tray;
    std::unique_ptr<ui::Theme> m_theme;
    std::unique_ptr<ui::ConsoleSession> m_session;
    std::unique_ptr<ui::DialogPrompter> m_prompter;
    std::unique_ptr<ui::MainWindow> m_window;
    UserId m_root = 0;
};

} // namespace tokendesk::test
