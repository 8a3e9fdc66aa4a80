// SPDX-License-Identifier: GPL-3.0-or-later
// An application that notes what its events take, and people who log in meanwhile.
#pragma once

#include "tests/support/apiclient.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QPointer>
#include <QSqlDatabase>
#include <QTableView>

#include <atomic>
#include <ctime>
#include <thread>

namespace tokendesk::test {

inline constexpr int kPatience = 240'000;
inline QString kPassword() { return QStringLiteral("quiet-otter-9 Lisbon"); }

/// A number from the environment, for the bench.
inline int given(const char *name, int otherwise)
{
    bool isGiven = false;
    const int value = qEnvironmentVariableIntValue(name, &isGiven);
    return isGiven ? value : otherwise;
}

inline int rowsInDatabase() { return given("TOKENDESK_WATCHDOG_ROWS", 100'000); }

/// Of this thread alone: the clock on the wall would measure what else the machine does.
inline double threadMs()
{
    timespec spent{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
    return double(spent.tv_sec) * 1e3 + double(spent.tv_nsec) / 1e6;
}

/// Notes the dearest event of the window's thread, and when the first rows were painted.
class Watchdog : public QApplication
{
public:
    using QApplication::QApplication;

    bool notify(QObject *receiver, QEvent *event) override
    {
        if (!m_isWatching || receiver->thread() != thread())
            return QApplication::notify(receiver, event);
        if (m_depth > 0) { // part of another event
            const bool isPaint =
                event->type() == QEvent::Paint && m_table && receiver == m_table->viewport();
            const bool result = QApplication::notify(receiver, event);
            if (isPaint && firstPaint < 0 && m_table->model()->rowCount() > 0)
                firstPaint = m_since.elapsed();
            return result;
        }
        const int type = event->type(); // the event may delete its receiver
        const char *name = receiver->metaObject()->className();
        ++m_depth;
        const double before = threadMs();
        QElapsedTimer onTheWall;
        onTheWall.start();
        const bool result = QApplication::notify(receiver, event);
        const double spent = threadMs() - before;
        longest = std::max(longest, onTheWall.elapsed());
        --m_depth;
        ++events;
        if (spent > dearest) {
            dearest = spent;
            what = QStringLiteral("event %1 of %2").arg(type).arg(QLatin1String(name));
        }
        return result;
    }
    void watch(QTableView *table, const QElapsedTimer &since)
    {
        m_table = table;
        m_since = since;
    }
    void start()
    {
        m_isWatching = true;
        dearest = 0;
        longest = 0;
        events = 0;
        firstPaint = -1;
    }
    void stop()
    {
        m_isWatching = false;
        m_table = nullptr;
    }

    double dearest = 0; ///< ms of this thread
    qint64 longest = 0; ///< ms on the wall
    qint64 events = 0;
    qint64 firstPaint = -1; ///< ms
    QString what;

private:
    QPointer<QTableView> m_table;
    QElapsedTimer m_since;
    bool m_isWatching = false;
    int m_depth = 0;
};

/// Logs one user after the other in, over HTTP, until it goes.
class LoginLoad
{
public:
    explicit LoginLoad(const QUrl &url) : m_client(url), m_thread([this] { run(); }) { }
    ~LoginLoad()
    {
        m_isStopping = true;
        m_thread.join();
    }
    LoginLoad(const LoginLoad &) = delete;
    LoginLoad &operator=(const LoginLoad &) = delete;

    [[nodiscard]] int logins() const { return m_logins; }

private:
    void run()
    {
        for (int i = 1; !m_isStopping; ++i) {
            const int user = 1 + static_cast<int>(i * 7919LL % rowsInDatabase());
            const ApiAnswer answer = m_client.login(
                QStringLiteral("user%1").arg(user, 7, 10, QLatin1Char('0')), kPassword());
            m_logins += answer.status == 200 ? 1 : 0;
        }
    }

    const ApiClient m_client;
    std::atomic<bool> m_isStopping{false};
    std::atomic<int> m_logins{0};
    std::thread m_thread;
};

/// How many connections to the database belong to this thread.
inline int connectionsOfThisThread()
{
    // What belongs to others is asked for in vain, and Qt says so each time.
    const QtMessageHandler before =
        qInstallMessageHandler([](QtMsgType, const QMessageLogContext &, const QString &) {});
    int count = 0;
    const QStringList names = QSqlDatabase::connectionNames();
    for (const QString &name : names)
        count += QSqlDatabase::database(name, false).isValid() ? 1 : 0;
    qInstallMessageHandler(before);
    return count;
}

} // namespace tokendesk::test
