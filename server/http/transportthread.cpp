// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/transportthread.h"

#include <QCoreApplication>
#include <QEvent>
#include <QEventLoop>
#include <QObject>

#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#ifdef Q_OS_LINUX
#include <pthread.h>
#endif

namespace tokendesk::http {
namespace {

void nameThisThread([[maybe_unused]] const char *name)
{
#ifdef Q_OS_LINUX
    pthread_setname_np(pthread_self(), name);
#endif
}

/// Lives in the thread; an event is the bell.
class Doorman final : public QObject
{
public:
    explicit Doorman(std::function<void()> answer) : m_answer(std::move(answer)) { }

private:
    void customEvent(QEvent *) override { m_answer(); }

    std::function<void()> m_answer;
};

} // namespace

struct TransportThread::Private
{
    std::thread thread;
    std::function<void()> last; ///< touched in the thread only

    std::mutex mutex; ///< guards what follows
    std::condition_variable changed;
    Doorman *doorman = nullptr; ///< null before and after the loop
    std::vector<std::function<void()>> functions;
    bool isOver = false;

    void run()
    {
        {
            QEventLoop loop;
            Doorman door([this, &loop] { answer(loop); });
            {
                const std::lock_guard lock(mutex);
                doorman = &door;
            }
            changed.notify_all();
            loop.exec();
            {
                const std::lock_guard lock(mutex);
                doorman = nullptr;
            }
            if (last)
                std::exchange(last, nullptr)();
        }
        const std::lock_guard lock(mutex);
        functions.clear();
        isOver = true;
        changed.notify_all();
    }

    void answer(QEventLoop &loop)
    {
        std::vector<std::function<void()>> now;
        {
            const std::lock_guard lock(mutex);
            now.swap(functions);
        }
        for (const auto &function : now) {
            if (function)
                function();
            else
                loop.quit();
        }
    }
};

TransportThread::TransportThread(const char *name) : d(std::make_unique<Private>())
{
    d->thread = std::thread([p = d.get(), name] {
        nameThisThread(name);
        p->run();
    });
    std::unique_lock lock(d->mutex);
    d->changed.wait(lock, [this] { return d->doorman != nullptr; });
}

TransportThread::~TransportThread()
{
    quit();
    join();
}

void TransportThread::post(std::function<void()> function)
{
    const std::lock_guard lock(d->mutex);
    if (!d->doorman)
        return;
    d->functions.push_back(std::move(function));
    if (d->functions.size() == 1)
        QCoreApplication::postEvent(d->doorman, new QEvent(QEvent::User));
}

void TransportThread::call(const std::function<void()> &function)
{
    bool isDone = false;
    post([this, &function, &isDone] {
        function();
        const std::lock_guard lock(d->mutex);
        isDone = true;
        d->changed.notify_all();
    });
    std::unique_lock lock(d->mutex);
    d->changed.wait(lock, [this, &isDone] { return isDone || d->isOver; });
}

void TransportThread::atEnd(std::function<void()> function) { d->last = std::move(function); }

void TransportThread::quit() { post(nullptr); }

void TransportThread::join()
{
    std::unique_lock lock(d->mutex);
    d->changed.wait(lock, [this] { return d->isOver; });
    lock.unlock();
    if (d->thread.joinable())
        d->thread.join();
}

} // namespace tokendesk::http
