// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/consolesetup.h"

#include "server/http/portdetective.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QSaveFile>
#include <QTcpServer>

namespace tokendesk::cli {

Result<void> rememberListenAddress(const QString &dataDir, const ListenAddress &address)
{
    const QString path = QDir(dataDir).filePath(QStringLiteral("tokendesk.conf"));
    QStringList lines;
    QFile old(path);
    if (old.exists()) {
        if (!old.open(QIODevice::ReadOnly))
            return fail(ErrorCode::InvalidArgument,
                        QStringLiteral("cannot read %1: %2").arg(path, old.errorString()));
        while (!old.atEnd()) {
            const QString line = QString::fromUtf8(old.readLine()).trimmed();
            if (line.section(QLatin1Char('='), 0, 0).trimmed() != QLatin1String("listen"))
                lines.append(line);
        }
    }
    // An IPv6 address stands in brackets.
    const bool v6 = address.address.protocol() == QAbstractSocket::IPv6Protocol;
    lines.append(QStringLiteral("listen = ")
                 + (v6 ? QStringLiteral("[%1]:%2") : QStringLiteral("%1:%2"))
                       .arg(address.address.toString())
                       .arg(address.port));
    QSaveFile file(path);
    const QByteArray text = lines.join(QLatin1Char('\n')).toUtf8() + '\n';
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit())
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("cannot write %1: %2").arg(path, file.errorString()));
    return {};
}

ConsoleSetup::ConsoleSetup(ServerRuntime &server, QString dataDir, QString database, QString lock)
    : m_server(server), m_dataDir(std::move(dataDir)), m_database(std::move(database)),
      m_lock(std::move(lock))
{
}

quint16 ConsoleSetup::port() const { return m_server.listenOptions().port; }

QString ConsoleSetup::portHolder(quint16 port) const
{
    const bool serving = m_server.state() == ServerControl::State::Running
                         || m_server.state() == ServerControl::State::Starting;
    if (serving && m_server.url().port() == port)
        return {};
    QTcpServer probe;
    if (probe.listen(m_server.listenOptions().address, port))
        return {};
    return http::portHolder(port).value_or(
        QApplication::translate("ConsoleSetup", "another program"));
}

void ConsoleSetup::choosePort(quint16 port, std::function<void(Result<void>)> done)
{
    ListenOptions listen = m_server.listenOptions();
    listen.port = port;
    // Either answer ends the wait for both.
    auto *once = new QObject(&m_once);
    QObject::connect(&m_server, &ServerControl::relistened, once, [this, once, listen, done] {
        once->deleteLater();
        QObject::disconnect(&m_server, nullptr, once, nullptr);
        done(rememberListenAddress(m_dataDir, {listen.address, listen.port}));
    });
    QObject::connect(&m_server, &ServerControl::relistenFailed, once,
                     [this, once, done](const Error &error) {
                         once->deleteLater();
                         QObject::disconnect(&m_server, nullptr, once, nullptr);
                         done(fail(error));
                     });
    m_server.relisten(listen);
}

QString ConsoleSetup::dataOptions() const
{
    const auto quoted = [](QString text) -> QString {
        return QLatin1Char('\'') + text.replace(QLatin1Char('\''), QStringLiteral("'\\''"))
               + QLatin1Char('\'');
    };
    QString options = QStringLiteral("--data-dir ") + quoted(m_dataDir);
    if (!m_database.isEmpty())
        options += QStringLiteral(" --database ") + quoted(QStringLiteral("sqlite:") + m_database);
    return options;
}

void ConsoleSetup::startDemo()
{
    // Port 0: this server may still be closing its own.
    if (QProcess::startDetached(
            QApplication::applicationFilePath(),
            {QStringLiteral("--demo"), QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0")}))
        QApplication::exit();
}

} // namespace tokendesk::cli
