// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/gateplainstream.h"

#include <QEvent>
#include <QSocketNotifier>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <functional>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace tokendesk::http {
namespace {

#ifdef MSG_NOSIGNAL
constexpr int kSendFlags = MSG_NOSIGNAL;
#else
constexpr int kSendFlags = 0; // the socket has SO_NOSIGPIPE
#endif

constexpr qsizetype kKeptOutput = 16 * 1024; // of the buffer, between answers

void setOption(int descriptor, int level, int option, int value)
{
    ::setsockopt(descriptor, level, option, &value, sizeof(value));
}

using NameFunction = int (*)(int, sockaddr *, socklen_t *);

QHostAddress addressOf(int descriptor, NameFunction name)
{
    sockaddr_storage storage{};
    socklen_t size = sizeof(storage);
    auto *address = reinterpret_cast<sockaddr *>(&storage);
    if (name(descriptor, address, &size) != 0)
        return {};
    return QHostAddress(address);
}

bool isTemporary(int error) { return error == EAGAIN || error == EWOULDBLOCK || error == EINTR; }

} // namespace

void lingerNot(int descriptor)
{
    const linger none{1, 0};
    ::setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &none, sizeof(none));
}

/// Calls back without a signal, which costs more than the rest of a turn.
class GatePlainStream::Notifier final : public QSocketNotifier
{
public:
    Notifier(int descriptor, Type type, std::function<void()> callback)
        : QSocketNotifier(descriptor, type), m_callback(std::move(callback))
    {
    }

protected:
    bool event(QEvent *event) override
    {
        if (event->type() != QEvent::SockAct)
            return QSocketNotifier::event(event);
        m_callback();
        return true;
    }

private:
    std::function<void()> m_callback;
};

std::unique_ptr<GatePlainStream> GatePlainStream::adopt(int descriptor)
{
    const int flags = ::fcntl(descriptor, F_GETFL);
    if (flags < 0 || ::fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) != 0)
        return nullptr;
    setOption(descriptor, IPPROTO_TCP, TCP_NODELAY, 1);
    setOption(descriptor, SOL_SOCKET, SO_SNDBUF, kSystemBuffer);
#ifdef SO_NOSIGPIPE
    setOption(descriptor, SOL_SOCKET, SO_NOSIGPIPE, 1);
#endif
    return std::unique_ptr<GatePlainStream>(new GatePlainStream(descriptor));
}

GatePlainStream::GatePlainStream(int descriptor) : m_descriptor(descriptor) { }

GatePlainStream::~GatePlainStream() { close(); }

void GatePlainStream::start(Owner &owner)
{
    m_owner = &owner;
    m_input =
        std::make_unique<Notifier>(m_descriptor, QSocketNotifier::Read, [this] { onReadable(); });
}

QHostAddress GatePlainStream::peerAddress() const
{
    return addressOf(m_descriptor, &::getpeername);
}

QHostAddress GatePlainStream::localAddress() const
{
    return addressOf(m_descriptor, &::getsockname);
}

void GatePlainStream::onReadable()
{
    m_mayRead = true;
    m_owner->readable();
    if (m_descriptor >= 0 && m_mayRead && !m_isOver && !m_isLost) {
        readAhead();
        if (m_isOver)
            m_owner->readable();
    }
    if (m_isLost)
        lose();
    else if (m_isOver)
        awaitReset();
}

/// Keeps reading while the owner does not, so that a client that goes is noticed.
void GatePlainStream::readAhead()
{
    const qsizetype before = m_ahead.size();
    if (before >= kReadAhead) {
        m_input->setEnabled(false);
        return;
    }
    m_ahead.resize(kReadAhead);
    const qint64 count = receive(m_ahead.data() + before, kReadAhead - before);
    m_ahead.resize(before + count);
}

/// The end of the input would be readable for ever. What may still come is a reset, or urgent data,
/// for which there is no use.
void GatePlainStream::awaitReset()
{
    if (m_descriptor < 0 || m_reset)
        return;
    m_input->setEnabled(false);
    m_reset =
        std::make_unique<Notifier>(m_descriptor, QSocketNotifier::Exception, [this] { lose(); });
}

qint64 GatePlainStream::read(char *data, qint64 size)
{
    if (!m_ahead.isEmpty()) {
        const qsizetype count = std::min<qsizetype>(size, m_ahead.size());
        std::memcpy(data, m_ahead.constData(), static_cast<std::size_t>(count));
        m_ahead.remove(0, count);
        if (m_ahead.isEmpty())
            m_ahead.squeeze();
        m_input->setEnabled(!m_isOver);
        return count;
    }
    return m_mayRead && !m_isOver && !m_isLost ? receive(data, size) : 0;
}

/// One recv(). A short one has emptied the socket, as far as is known.
qint64 GatePlainStream::receive(char *data, qint64 size)
{
    const ssize_t count = ::recv(m_descriptor, data, static_cast<std::size_t>(size), 0);
    m_mayRead = count == size;
    if (count > 0)
        return count;
    if (count == 0)
        m_isOver = true;
    else
        m_isLost = !isTemporary(errno);
    return 0;
}

void GatePlainStream::flush()
{
    if (m_descriptor < 0 || unsent() == 0)
        return;
    const ssize_t count = ::send(m_descriptor, m_output.constData() + m_sent,
                                 static_cast<std::size_t>(unsent()), kSendFlags);
    if (count < 0 && !isTemporary(errno))
        return lose();
    m_sent += std::max<ssize_t>(count, 0);
    const bool isDone = m_sent == m_output.size();
    if (isDone) {
        m_sent = 0;
        if (m_output.capacity() > kKeptOutput)
            m_output.clear();
        else
            m_output.resize(0);
    }
    if (!isDone && !m_room) {
        m_room =
            std::make_unique<Notifier>(m_descriptor, QSocketNotifier::Write, [this] { flush(); });
    } else if (m_room) {
        m_room->setEnabled(!isDone);
    }
    if (count > 0)
        m_owner->written(count);
}

void GatePlainStream::finish() { ::shutdown(m_descriptor, SHUT_WR); }

void GatePlainStream::abort() { close(); }

void GatePlainStream::reset()
{
    lingerNot(m_descriptor);
    close();
}

void GatePlainStream::close()
{
    if (m_descriptor < 0)
        return;
    if (m_input)
        m_input->setEnabled(false);
    if (m_room)
        m_room->setEnabled(false);
    if (m_reset)
        m_reset->setEnabled(false);
    ::close(m_descriptor);
    m_descriptor = -1;
    m_output.clear();
    m_sent = 0;
}

void GatePlainStream::lose()
{
    if (m_descriptor < 0)
        return;
    close();
    m_owner->closed();
}

} // namespace tokendesk::http
