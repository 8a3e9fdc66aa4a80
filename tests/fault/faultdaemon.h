// SPDX-License-Identifier: GPL-3.0-or-later
// The daemon as a process of its own, with what the kernel knows about it.
#pragma once

#include <QHash>
#include <QProcess>
#include <QTemporaryDir>

#include <optional>

namespace tokendesk::test {

/// Whether the long figures are wanted (TOKENDESK_FAULT_FULL=1) instead of those that fit CI.
[[nodiscard]] bool isFullRun();
/// \a full in a full run, else \a brief.
template<typename T>
[[nodiscard]] T amount(T brief, T full)
{
    return isFullRun() ? full : brief;
}

/// Raises this process's own soft limit of descriptors to the hard one; how many there are then.
qint64 raiseDescriptorLimit();

/// The environment of this process without what Tokendesk would take for settings.
[[nodiscard]] QProcessEnvironment cleanEnvironment();

/// What /proc says of one process. Every figure is -1 when the process is not there.
class ProcessFacts
{
public:
    explicit ProcessFacts(qint64 pid = 0) : m_pid(pid) { }

    [[nodiscard]] qint64 rssKiB() const { return status("VmRSS:"); }
    [[nodiscard]] qint64 peakRssKiB() const { return status("VmHWM:"); }
    [[nodiscard]] qint64 threads() const { return status("Threads:"); }
    [[nodiscard]] qint64 descriptors() const;
    /// User and system time so far.
    [[nodiscard]] double cpuSeconds() const;
    /// Its memory cannot be judged when a sanitizer holds most of it.
    [[nodiscard]] bool isSanitized() const;
    /// Whether it listens on a TCP port of IPv4.
    [[nodiscard]] bool isListening() const;

private:
    [[nodiscard]] qint64 status(const char *field) const;
    [[nodiscard]] QByteArray read(const char *name) const;

    qint64 m_pid;
};

/// Fresh data with the user admin, and a daemon that serves it on a free port.
class Daemon
{
public:
    using Settings = QHash<QString, QString>; ///< name of the table, text as a person types it

    static const QString kUsername;
    static const QString kPassword;

    Daemon() = default;
    ~Daemon();
    Daemon(const Daemon &) = delete;
    Daemon &operator=(const Daemon &) = delete;

    /// Serves the data of \a other, which stays its owner, instead of data of its own.
    void useDataOf(const Daemon &other) { m_dataDir = other.dataDir(); }
    /// Makes the data alone, if it is not there; false, with the reason in log(), on an error.
    bool prepare();
    /// False, with the reason in log(), when it does not serve. \a descriptors limits its open
    /// files, 0 leaves them.
    bool start(const Settings &settings = {}, quint64 descriptors = 0);
    /// SIGTERM; whether it ended by itself with exit code 0.
    bool stop();
    /// Runs one verb on the data; its exit code.
    int verb(const QStringList &words, const QByteArray &input = {});

    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] qint64 pid() const { return m_process.processId(); }
    [[nodiscard]] bool isRunning() const { return m_process.state() == QProcess::Running; }
    [[nodiscard]] ProcessFacts facts() const { return ProcessFacts(pid()); }
    [[nodiscard]] QString dataDir() const
    {
        return m_dataDir.isEmpty() ? m_dir.filePath(QStringLiteral("data")) : m_dataDir;
    }
    /// What it wrote to its log.
    [[nodiscard]] QByteArray log() const;

    /// The program: TOKENDESK_TEST_DAEMON, else the one that was built with the tests.
    [[nodiscard]] static QString program();

private:
    QTemporaryDir m_dir;
    QString m_dataDir; ///< empty: in m_dir
    QProcess m_process;
    quint16 m_port = 0;
};

/// An access token of \a username; empty when the login failed.
[[nodiscard]] QByteArray accessToken(const Daemon &daemon);

} // namespace tokendesk::test
