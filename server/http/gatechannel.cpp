// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/gatechannel.h"

#include <QHostAddress>

#include <algorithm>
#include <cstring>

namespace tokendesk::http {
namespace {

constexpr char kShown[] = "GET / HTTP/1.1\r\n\r\n";
constexpr qint64 kShownSize = sizeof(kShown) - 1;

} // namespace

GateChannel::GateChannel(QObject *parent) : QTcpSocket(parent)
{
    setOpenMode(QIODevice::ReadWrite);
    setSocketState(QAbstractSocket::ConnectedState);
    setPeerAddress(QHostAddress(QHostAddress::LocalHost));
}

GateChannel::~GateChannel()
{
    // The base class would otherwise try to close a socket that never was.
    setSocketState(QAbstractSocket::UnconnectedState);
}

void GateChannel::show()
{
    m_left = kShownSize;
    emit readyRead();
}

qint64 GateChannel::bytesAvailable() const { return QIODevice::bytesAvailable() + m_left; }

void GateChannel::disconnectFromHost()
{
    if (state() == QAbstractSocket::UnconnectedState)
        return;
    m_left = 0;
    setSocketState(QAbstractSocket::UnconnectedState);
    emit disconnected();
}

qint64 GateChannel::readData(char *data, qint64 maxSize)
{
    const qint64 count = std::min(maxSize, m_left);
    std::memcpy(data, kShown + (kShownSize - m_left), static_cast<size_t>(count));
    m_left -= count;
    return count;
}

qint64 GateChannel::writeData(const char *, qint64 size) { return size; }

} // namespace tokendesk::http
