// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/fakeadminapi.h"
#include "tests/support/fakeclock.h"
#include "tests/support/fakeprompter.h"
#include "ui/page.h"
#include "ui/tasklist.h"

#include <QAbstractButton>
#include <QLabel>
#include <QTableView>
#include <QTest>

#include <memory>

namespace tokendesk::test {

/// A server that only has a state.
class IdleServer final : public ServerControl
{
public:
    [[nodiscard]] State state() const override { return State::Stopped; }
    [[nodiscard]] QUrl url() const override
    {
        return QUrl(QStringLiteral("http://127.0.0.1:8000"));
    }
    [[nodiscard]] Error lastError() const override { return {}; }
    [[nodiscard]] quint64 requestCount() const override { return 0; }
    void start() override { }
    void stop() override { }
    void restart() override { }
};

/// One page in a window of its own, with everything it is given, and fingers to press it with.
class PageFixture
{
public:
    FakeClock clock;
    FakeAdminApi api{clock};
    IdleServer server;
    FakePrompter prompter;
    ui::Theme theme;
    ui::TaskList tasks;
    QString openedPage;
    QJsonObject openedFilter;
    std::unique_ptr<ui::Page> page;

    template<typename P>
    void make()
    {
        page = std::make_unique<P>(
            ui::PageContext{api, server, prompter, theme, clock,
                            [this](const QString &id, const QJsonObject &filter) {
                                openedPage = id;
                                openedFilter = filter;
                            },
                            &tasks});
        page->resize(1080, 680);
    }
    /// Shows the page and waits for its first rows.
    void open()
    {
        page->show();
        QVERIFY(QTest::qWaitForWindowActive(page.get()));
        page->opened();
        settle();
    }
    void settle()
    {
        // One answer may lead to the next question.
        do {
            QTRY_COMPARE(api.pending(), 0);
            for (int hops = 0; hops < 8; ++hops) // an answer may be handed on
                QCoreApplication::processEvents();
        } while (api.pending() > 0);
    }
    /// The widget of that name; the visible one if several have it.
    template<typename W>
    [[nodiscard]] W *find(const char *name) const
    {
        const QList<W *> found = page->findChildren<W *>(QString::fromLatin1(name));
        for (W *widget : found) {
            if (widget->isVisible())
                return widget;
        }
        return found.isEmpty() ? nullptr : found.first();
    }
    void click(const char *name)
    {
        auto *button = find<QAbstractButton>(name);
        QVERIFY2(button, name);
        QVERIFY2(button->isVisible() && button->isEnabled(), name);
        QTest::mouseClick(button, Qt::LeftButton);
    }
    void type(const char *name, const char *text)
    {
        auto *field = find<QWidget>(name);
        QVERIFY2(field, name);
        field->setFocus();
        QTest::keyClicks(field, QString::fromUtf8(text));
    }
    [[nodiscard]] QString text(const char *name) const
    {
        const auto *label = find<QLabel>(name);
        return label && label->isVisible() ? label->text() : QString();
    }
    [[nodiscard]] QString buttonText(const char *name) const
    {
        const auto *button = find<QAbstractButton>(name);
        return button ? button->text() : QString();
    }
    /// The page's own table; panes may have others.
    [[nodiscard]] QTableView *table() const
    {
        return page->findChild<QTableView *>(page->id() + QStringLiteral("Table"));
    }
    void clickRow(int row, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        const QRect place = table()->visualRect(table()->model()->index(row, 0));
        QTest::mouseClick(table()->viewport(), Qt::LeftButton, modifiers, place.center());
        settle();
    }
    /// Text of the newest banner.
    [[nodiscard]] QString banner() const { return text("bannerText"); }
    void grab(const QString &name)
    {
        const QString folder = qEnvironmentVariable("TOKENDESK_SCREENSHOTS");
        if (!folder.isEmpty())
            QVERIFY(page->grab().save(folder + QLatin1Char('/') + name));
    }
};

} // namespace tokendesk::test
