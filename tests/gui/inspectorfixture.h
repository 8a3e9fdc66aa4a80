// SPDX-License-Identifier: GPL-3.0-or-later
// The inspector's page with tokens to put into it.
#pragma once

#include "server/token/base64url.h"
#include "tests/gui/pagefixture.h"
#include "ui/pages/inspectorpage.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QTabWidget>

#include <memory>

namespace tokendesk::test {

/// A token of these parts whose signature is nobody's.
inline QString tokenOf(const QByteArray &payload, const QByteArray &header = R"({"alg":"HS256"})")
{
    return QString::fromLatin1(token::toBase64Url(header) + '.' + token::toBase64Url(payload) + '.'
                               + token::toBase64Url(QByteArray(32, 'x')));
}

/// Base of the tests: the page in its window, with nothing in it. Thread: the one of the test.
class InspectorFixture
{
protected:
    void start()
    {
        m_fixture = std::make_unique<PageFixture>();
        m_fixture->theme.applyToApplication();
        m_fixture->make<ui::InspectorPage>();
        m_fixture->open();
    }
    /// What was on the clipboard goes too.
    void stop()
    {
        m_fixture.reset();
        QGuiApplication::clipboard()->clear();
    }
    [[nodiscard]] PageFixture &fixture() const { return *m_fixture; }
    template<typename W>
    [[nodiscard]] W *part(const char *name) const
    {
        W *found = m_fixture->find<W>(name);
        if (found == nullptr)
            qFatal("no %s", name);
        return found;
    }
    void enter(const QString &text)
    {
        m_fixture->page->applyFilter({{QStringLiteral("token"), text}}); // without a pause
        m_fixture->settle();
        QTRY_VERIFY(part<QLabel>("resultText")->isVisible());
    }
    void showView(int index)
    {
        auto *views = part<QTabWidget>("inspectorViews");
        QTest::mouseClick(views->tabBar(), Qt::LeftButton, {},
                          views->tabBar()->tabRect(index).center());
        QCOMPARE(views->currentIndex(), index);
        m_fixture->settle();
    }
    /// Clicks the round mark of a choice, which its text may be too narrow to be clicked on.
    void choose(const char *name)
    {
        QTest::mouseClick(part<QAbstractButton>(name), Qt::LeftButton, {}, QPoint(8, 8));
        m_fixture->settle();
    }
    /// An access token that is good for 14 more minutes; \a more: members, each after a comma.
    [[nodiscard]] QString access(const QByteArray &more = {}) const
    {
        const qint64 now = toEpochSeconds(m_fixture->clock.now());
        return tokenOf("{\"token_type\":\"access\",\"iat\":" + QByteArray::number(now - 60)
                       + ",\"exp\":" + QByteArray::number(now + 840) + ",\"user_id\":\"1\"" + more
                       + '}');
    }
    [[nodiscard]] static QString cell(const QTableView *table, int row, int column)
    {
        return table->model()->index(row, column).data().toString();
    }
    [[nodiscard]] static int rowOf(const QTableView *table, int column, const QString &text)
    {
        for (int row = 0; row < table->model()->rowCount(); ++row) {
            if (cell(table, row, column) == text)
                return row;
        }
        return -1;
    }

private:
    std::unique_ptr<PageFixture> m_fixture;
};

} // namespace tokendesk::test
