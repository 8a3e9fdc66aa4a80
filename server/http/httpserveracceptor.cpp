// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/httpserveracceptor.h"

#include "server/http/gateserver.h"
#include "server/http/listenbeside.h"
#include "server/http/portdetective.h"
#include "server/http/transportthread.h"

#include <QTcpServer>
#include <QTimer>

#include <algorithm>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>
#endif

namespace tokendesk::http {
namespace {

constexpr std::chrono::milliseconds kTick{250};
constexpr int kBacklog = 511;
constexpr int kSpareDescriptors = 64; // for the database, files and what is still being closed
constexpr int kOvershoot = 32; // Qt goes on accepting for the rest of its loop when paused

/// How many connections the process may have by its descriptors.
int descriptorLimit()
{
#ifdef Q_OS_UNIX
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY) {
        const auto bounded = std::min<rlim_t>(limit.rlim_cur, 1'000'000);
        const int descriptors = static_cast<int>(bounded);
        return std::max(1, descriptors - std::min(kSpareDescriptors, descriptors / 2));
    }
#endif
    return 1'000'000;
}

/// Whether the process could open a few descriptors more: they are given out lowest first.
bool hasDescriptors()
{
#ifdef Q_OS_UNIX
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY)
        return true;
    constexpr int kFew = 8;
    const int probe = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (probe < 0)
        return false;
    ::close(probe);
    return static_cast<rlim_t>(probe) + kFew < limit.rlim_cur;
#else
    return true;
#endif
}

class Listener final : public QTcpServer
{
public:
    Listener(GateShared &shared, const std::atomic<int> &limit, std::function<void(qintptr)> adopt)
        : m_shared(shared), m_limit(limit), m_adopt(std::move(adopt))
    {
        setListenBacklogSize(kBacklog);
        // Without a descriptor to accept with, the listening socket stays readable for ever.
        connect(this, &QTcpServer::acceptError, this, [this] {
            m_paused = true;
            pauseAccepting();
        });
    }

    /// Pauses without descriptors and resumes with room. QTcpServer itself tells nothing and spins
    /// when it has no descriptor to accept with.
    void reviewAccepting()
    {
        const bool room = hasDescriptors() && m_shared.connections.load() < effectiveLimit();
        if (m_paused && room) {
            m_paused = false;
            resumeAccepting();
        } else if (!m_paused && !hasDescriptors()) {
            m_paused = true;
            pauseAccepting();
        }
    }

protected:
    void incomingConnection(qintptr descriptor) override
    {
        const int limit = effectiveLimit();
        const int open = m_shared.connections.fetch_add(1) + 1;
        if (open > limit + std::min(kOvershoot, kSpareDescriptors / 2)) {
            m_shared.connections.fetch_sub(1);
            m_shared.refused.fetch_add(1);
#ifdef Q_OS_UNIX
            ::close(static_cast<int>(descriptor));
#endif
        } else {
            m_adopt(descriptor);
        }
        if (!m_paused && (open >= limit || !hasDescriptors())) {
            m_paused = true;
            pauseAccepting();
        }
    }

private:
    [[nodiscard]] int effectiveLimit() const { return std::min(m_limit.load(), descriptorLimit()); }

    GateShared &m_shared;
    const std::atomic<int> &m_limit;
    std::function<void(qintptr)> m_adopt;
    bool m_paused = false;
};

Error listenError(QAbstractSocket::SocketError code, const QString &reason,
                  const QHostAddress &address, quint16 port)
{
    const QString where =
        QStringLiteral("%1:%2").arg(address.protocol() == QAbstractSocket::IPv6Protocol
                                        ? QString(u'[' + address.toString() + u']')
                                        : address.toString(),
                                    QString::number(port));
    if (code != QAbstractSocket::AddressInUseError)
        return Error(ErrorCode::AddressUnavailable, QStringLiteral("%1: %2").arg(where, reason));
    const auto holder = portHolder(port);
    return Error(ErrorCode::AddressInUse,
                 holder ? QStringLiteral("%1 is in use by %2.").arg(where, *holder)
                        : QStringLiteral("%1 is in use by another program.").arg(where));
}

} // namespace

struct Acceptor::Private
{
    std::shared_ptr<GateShared> shared;
    std::function<void(qintptr)> adopt;
    std::function<void()> tick;
    std::atomic<int> limit{10'000};
    std::unique_ptr<QTimer> timer; ///< these two are touched in the thread only
    std::unique_ptr<Listener> listener;
    QHostAddress address; ///< written in the thread while listen() waits
    quint16 port = 0;
    TransportThread thread{"http-acceptor"};

    void look()
    {
        tick();
        if (listener)
            listener->reviewAccepting();
    }

    /// Makes a listener. Thread: the acceptor's.
    Result<std::unique_ptr<Listener>> open(const QHostAddress &where, quint16 wanted)
    {
        auto fresh = std::make_unique<Listener>(*shared, limit, adopt);
        if (fresh->listen(where, wanted))
            return fresh;
        const auto code = fresh->serverError();
        // On the same port it may be our own listener that is in the way. It stays open until the
        // new one is certain: had it been closed first, both could be lost.
        if (code == QAbstractSocket::AddressInUseError && listener && wanted == port
            && listenBeside(*listener, *fresh, where))
            return fresh;
        return fail(listenError(code, fresh->errorString(), where, wanted));
    }

    Result<void> move(const QHostAddress &where, quint16 wanted, const std::function<void()> &bound)
    {
        TRY_ASSIGN(auto fresh, open(where, wanted));
        if (bound)
            bound();
        listener = std::move(fresh);
        address = where;
        port = listener->serverPort();
        return {};
    }
};

Acceptor::Acceptor(std::shared_ptr<GateShared> shared, std::function<void(qintptr)> adopt,
                   std::function<void()> tick)
    : d(std::make_unique<Private>())
{
    d->shared = std::move(shared);
    d->adopt = std::move(adopt);
    d->tick = std::move(tick);
    d->thread.call([this] {
        d->timer = std::make_unique<QTimer>();
        QObject::connect(d->timer.get(), &QTimer::timeout, d->timer.get(), [this] { d->look(); });
        d->timer->start(kTick);
        d->thread.atEnd([this] {
            d->timer.reset();
            d->listener.reset();
        });
    });
}

Acceptor::~Acceptor()
{
    d->thread.quit();
    d->thread.join();
}

Result<void> Acceptor::listen(const QHostAddress &address, quint16 port,
                              const std::function<void()> &bound)
{
    Result<void> result;
    d->thread.call([&] { result = d->move(address, port, bound); });
    return result;
}

void Acceptor::setLimit(int limit) { d->limit.store(limit); }

void Acceptor::sweep()
{
    d->thread.call([this] { d->look(); });
}

QHostAddress Acceptor::address() const { return d->address; }

quint16 Acceptor::port() const { return d->port; }

} // namespace tokendesk::http
