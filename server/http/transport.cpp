// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/transport.h"

#include "server/http/qtcompat.h"
#include "server/http/transportthread.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QTimer>

#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace tokendesk::http {
namespace {

constexpr std::chrono::milliseconds kSweepInterval{250};
constexpr std::chrono::milliseconds kDrainInterval{10};

/// Takes the answers of a worker: at once in its own thread, by one event for many from others.
class WorkerMailbox final : public Reply::Mailbox
{
public:
    WorkerMailbox(GateServer &gate, QObject &receiver)
        : m_thread(std::this_thread::get_id()), m_gate(&gate), m_receiver(&receiver)
    {
    }

    void post(quint64 request, ApiResponse response, Reply::Outcome outcome) override
    {
        if (std::this_thread::get_id() == m_thread)
            return deliver({request, std::move(response), std::move(outcome)});
        {
            const std::lock_guard lock(m_mutex);
            if (m_receiver) {
                m_answers.push_back({request, std::move(response), std::move(outcome)});
                if (m_answers.size() == 1)
                    QCoreApplication::postEvent(m_receiver, new QEvent(QEvent::User));
                return;
            }
        }
        if (outcome)
            outcome(false);
    }

    /// Thread: the worker's.
    void deliver()
    {
        std::vector<Answer> answers;
        {
            const std::lock_guard lock(m_mutex);
            answers.swap(m_answers);
        }
        for (const Answer &answer : answers)
            deliver(answer);
    }

    /// Answers that have not been delivered, and later ones, are dropped. Thread: the worker's.
    void close()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_receiver = nullptr;
        }
        m_gate = nullptr;
        deliver();
    }

private:
    struct Answer
    {
        quint64 request;
        ApiResponse response;
        Reply::Outcome outcome;
    };

    void deliver(const Answer &answer)
    {
        const bool written = m_gate && m_gate->answer(answer.request, answer.response);
        if (answer.outcome)
            answer.outcome(written);
    }

    const std::thread::id m_thread;
    GateServer *m_gate; ///< used in the worker's thread only
    std::mutex m_mutex;
    QObject *m_receiver;
    std::vector<Answer> m_answers;
};

/// The embedded QHttpServer: whatever it reads from its channel is the request that the gate shows.
class Dispatcher final : public QAbstractHttpServer
{
public:
    Dispatcher(GateServer &gate, Handler &handler, std::shared_ptr<Reply::Mailbox> mailbox)
        : m_gate(gate), m_handler(handler), m_mailbox(std::move(mailbox))
    {
    }

private:
    bool handleRequest(const QHttpServerRequest &, DispatchTarget) override
    {
        while (const ApiRequest *request = m_gate.takeReady())
            handle(*request);
        return true;
    }

    void handle(const ApiRequest &request)
    {
        const quint64 id = request.id;
        try {
            m_handler.handle(request, Reply(m_mailbox, id));
        } catch (const std::exception &exception) {
            failed(id, exception.what());
        } catch (...) {
            failed(id, "unknown exception");
        }
    }

    void missingHandler(const QHttpServerRequest &, DispatchTarget) override { }

    void failed(quint64 id, const char *what)
    {
        qCritical("http: handler of request %llu threw: %s", static_cast<unsigned long long>(id),
                  what);
        m_mailbox->post(id, refusal(500, "Internal server error."), {});
    }

    GateServer &m_gate;
    Handler &m_handler;
    std::shared_ptr<Reply::Mailbox> m_mailbox;
};

} // namespace

/// What lives in a worker's thread.
class WorkerCore final : public QObject
{
public:
    /// \a ended is called when what beginStop() began is done.
    WorkerCore(std::shared_ptr<GateShared> shared, std::shared_ptr<const GateConfig> config,
               std::unique_ptr<Handler> handler, std::function<void()> ended)
        : m_ended(std::move(ended)), m_handler(std::move(handler)),
          m_gate(new GateServer(std::move(shared), std::move(config))),
          m_mailbox(std::make_shared<WorkerMailbox>(*m_gate, *this)),
          m_http(std::make_unique<Dispatcher>(*m_gate, *m_handler, m_mailbox))
    {
        connect(&m_sweep, &QTimer::timeout, this, [this] { m_gate->sweep(); });
        connect(&m_drain, &QTimer::timeout, this, [this] { finishIfIdle(); });
    }

    ~WorkerCore() override { m_mailbox->close(); }

    bool bind()
    {
        // QHttpServer wants a listening server; connections come to this one by adopt() alone.
        const bool bound =
            m_gate->listen(QHostAddress(QHostAddress::LocalHost)) && bindServer(*m_http, m_gate);
        m_gate->close();
        if (!bound)
            return false;
        m_gate->openChannel();
        m_sweep.start(kSweepInterval);
        return true;
    }

    GateServer &gate() { return *m_gate; }

    void beginStop(std::chrono::milliseconds patience)
    {
        m_gate->retire();
        m_deadline.setRemainingTime(patience, Qt::PreciseTimer);
        m_drain.start(kDrainInterval);
        finishIfIdle();
    }

private:
    void customEvent(QEvent *) override { m_mailbox->deliver(); }

    void finishIfIdle()
    {
        if (!m_gate->isBusy() || m_deadline.hasExpired())
            m_ended();
    }

    std::function<void()> m_ended;
    QTimer m_sweep;
    QTimer m_drain;
    QDeadlineTimer m_deadline;
    std::unique_ptr<Handler> m_handler;
    GateServer *m_gate; ///< a child of m_http once bound
    std::shared_ptr<WorkerMailbox> m_mailbox;
    std::unique_ptr<Dispatcher> m_http;
};

Worker::Worker() = default;

Worker::~Worker()
{
    if (m_thread) {
        beginStop(std::chrono::milliseconds{0});
        join();
    }
}

Result<void> Worker::start(std::shared_ptr<GateShared> shared,
                           std::shared_ptr<const GateConfig> config, const HandlerFactory &factory)
{
    QString failure;
    m_thread = std::make_unique<TransportThread>("http-worker");
    m_thread->call([&] {
        std::unique_ptr<Handler> handler;
        try {
            handler = factory();
        } catch (const std::exception &exception) {
            failure = QString::fromUtf8(exception.what());
        }
        if (!handler) {
            if (failure.isEmpty())
                failure = QStringLiteral("There is no request handler.");
            return;
        }
        m_core = std::make_unique<WorkerCore>(std::move(shared), std::move(config),
                                              std::move(handler), [this] { m_thread->quit(); });
        if (!m_core->bind()) {
            failure = QStringLiteral("The HTTP server refused its connections.");
            m_core.reset();
            return;
        }
        m_thread->atEnd([this] { m_core.reset(); });
    });
    if (failure.isEmpty())
        return {};
    m_thread.reset();
    return fail(ErrorCode::Internal, failure);
}

void Worker::adopt(qintptr descriptor)
{
    m_thread->post([this, descriptor] { m_core->gate().adopt(descriptor); });
}

void Worker::configure(std::shared_ptr<const GateConfig> config)
{
    m_thread->post([this, config = std::move(config)] { m_core->gate().configure(config); });
}

void Worker::retire()
{
    m_thread->post([this] { m_core->gate().retire(); });
}

void Worker::sweep()
{
    m_thread->call([this] { m_core->gate().sweep(); });
}

void Worker::beginStop(std::chrono::milliseconds patience)
{
    m_thread->post([this, patience] { m_core->beginStop(patience); });
}

void Worker::join()
{
    if (!m_thread)
        return;
    m_thread->join();
    m_thread.reset();
}

} // namespace tokendesk::http
