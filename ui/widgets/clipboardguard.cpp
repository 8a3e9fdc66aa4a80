// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/clipboardguard.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>

namespace tokendesk::ui {

namespace {

/// Our own mark; the value tells this process from another one that runs the same program.
QString markFormat() { return QStringLiteral("application/x-tokendesk-secret"); }

QByteArray mark() { return QByteArray::number(QCoreApplication::applicationPid()); }

bool holdsOurSecret()
{
    const QMimeData *data = QGuiApplication::clipboard()->mimeData();
    return data != nullptr && data->data(markFormat()) == mark();
}

} // namespace

void copySecretToClipboard(const QString &secret)
{
    auto *data = new QMimeData;
    data->setText(secret);
    data->setData(markFormat(), mark());
    // Known to the clipboard managers of KDE and others. Source: KeePassXC, src/gui/Clipboard.cpp.
    data->setData(QStringLiteral("x-kde-passwordManagerHint"), QByteArrayLiteral("secret"));
    QGuiApplication::clipboard()->setMimeData(data);
}

ClipboardGuard::ClipboardGuard(QObject *parent) : QObject(parent)
{
    m_tick.setInterval(std::chrono::seconds(1));
    connect(&m_tick, &QTimer::timeout, this, [this] { advance(1); });
    connect(QGuiApplication::clipboard(), &QClipboard::dataChanged, this,
            &ClipboardGuard::clipboardChanged);
}

ClipboardGuard::~ClipboardGuard()
{
    if (m_remaining > 0 && holdsOurSecret())
        QGuiApplication::clipboard()->clear();
}

void ClipboardGuard::clipboardChanged()
{
    setRemaining(holdsOurSecret() ? static_cast<int>(kKeep.count()) : 0);
}

void ClipboardGuard::advance(int seconds)
{
    if (m_remaining == 0)
        return;
    if (seconds >= m_remaining)
        clearNow();
    else
        setRemaining(m_remaining - seconds);
}

void ClipboardGuard::clearNow()
{
    if (holdsOurSecret())
        QGuiApplication::clipboard()->clear();
    setRemaining(0);
}

void ClipboardGuard::setRemaining(int seconds)
{
    if (seconds == m_remaining)
        return;
    m_remaining = seconds;
    if (seconds == 0)
        m_tick.stop();
    else if (!m_tick.isActive())
        m_tick.start();
    emit remainingChanged(seconds);
}

} // namespace tokendesk::ui
