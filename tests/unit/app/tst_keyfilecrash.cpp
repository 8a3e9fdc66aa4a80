// SPDX-License-Identifier: GPL-3.0-or-later
// `tokendeskd key rotate-file` killed before each of its system calls that changes a file: whatever
// it leaves behind opens, with the same keys. Source: RELIABILITY K4, P2.
#include "tests/unit/app/daemonprocess.h"

#include <QDirIterator>
#include <QFile>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <vector>

using namespace tokendesk::test;

namespace {

/// Whether the call that a thread is about to make changes a file.
bool changesAFile(const __ptrace_syscall_info &info)
{
    const auto &call = info.entry;
    switch (call.nr) {
    case SYS_write:
        return call.args[0] > STDERR_FILENO;
    case SYS_openat:
        return (call.args[2] & O_CREAT) != 0;
    case SYS_pwrite64:
    case SYS_fsync:
    case SYS_fdatasync:
    case SYS_ftruncate:
    case SYS_renameat:
    case SYS_renameat2:
    case SYS_linkat:
    case SYS_unlinkat:
    case SYS_fchmod:
#ifdef SYS_rename
    case SYS_rename:
    case SYS_link:
    case SYS_unlink:
#endif
        return true;
    default:
        return false;
    }
}

struct Run
{
    bool isTraced = false; ///< false: this machine does not let us look
    int code = -1; ///< exit code; -1: killed
    std::vector<quint64> calls; ///< those that change files, in order
};

/// Runs tokendeskd with \a words and kills it right before its call number \a killAt (from 1; 0:
/// never) of those that change a file.
Run traced(const QStringList &words, std::size_t killAt)
{
    QList<QByteArray> texts{QByteArray(TOKENDESKD)};
    for (const QString &word : words)
        texts.append(word.toLocal8Bit());
    std::vector<char *> argv;
    for (QByteArray &text : texts)
        argv.push_back(text.data());
    argv.push_back(nullptr);
    // LeakSanitizer cannot look while another process traces, and makes the exit code 1.
    QByteArray options = "ASAN_OPTIONS=" + qgetenv("ASAN_OPTIONS") + ":detect_leaks=0";
    std::vector<char *> environment{options.data()};
    for (char **entry = environ; *entry; ++entry) {
        if (!QByteArrayView(*entry).startsWith("ASAN_OPTIONS="))
            environment.push_back(*entry);
    }
    environment.push_back(nullptr);
    const pid_t child = ::fork();
    if (child == 0) {
        const int nowhere = ::open("/dev/null", O_RDWR);
        ::dup2(nowhere, STDOUT_FILENO);
        if (::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) != 0)
            ::_exit(126);
        ::execve(argv.front(), argv.data(), environment.data());
        ::_exit(127);
    }
    Run run;
    int status = 0;
    if (::waitpid(child, &status, 0) != child || !WIFSTOPPED(status))
        return run;
    run.isTraced = ::ptrace(PTRACE_SETOPTIONS, child, nullptr,
                            PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACECLONE | PTRACE_O_EXITKILL)
                   == 0;
    ::ptrace(PTRACE_SYSCALL, child, nullptr, nullptr);
    for (pid_t thread = 0; (thread = ::waitpid(-1, &status, __WALL)) > 0;) {
        if (WIFEXITED(status) || WIFSIGNALED(status)) {
            if (thread != child)
                continue;
            run.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
            break;
        }
        const int signal = WSTOPSIG(status);
        const bool isCall = signal == (SIGTRAP | 0x80);
        __ptrace_syscall_info info{};
        if (isCall && ::ptrace(PTRACE_GET_SYSCALL_INFO, thread, sizeof info, &info) > 0
            && info.op == PTRACE_SYSCALL_INFO_ENTRY && changesAFile(info)) {
            run.calls.push_back(info.entry.nr);
            if (run.calls.size() == killAt) {
                ::kill(child, SIGKILL);
                continue; // to the news that it is gone
            }
        }
        const bool isOurs = isCall || signal == SIGTRAP || signal == SIGSTOP;
        ::ptrace(PTRACE_SYSCALL, thread, nullptr, isOurs ? 0 : signal);
    }
    while (::waitpid(-1, &status, __WALL | WNOHANG) > 0) { }
    return run;
}

void copyFolder(const QString &from, const QString &to)
{
    QDir().mkpath(to);
    QFile::setPermissions(to, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    QDirIterator files(from, QDir::Files | QDir::Hidden);
    while (files.hasNext()) {
        files.next();
        QVERIFY(QFile::copy(files.filePath(), QDir(to).filePath(files.fileName())));
    }
}

} // namespace

class TestKeyFileCrash : public QObject
{
    Q_OBJECT

    QTemporaryDir m_scratch;
    QSet<QString> m_kids;
    int m_copies = 0;

    [[nodiscard]] QString original() const { return m_scratch.filePath(QStringLiteral("data")); }

    static Outcome line(const QString &folder, const char *words)
    {
        return runDaemon(QStringList{QStringLiteral("--data-dir"), folder}
                         + QString::fromUtf8(words).split(QLatin1Char(' ')));
    }
    static QStringList rotation(const QString &folder)
    {
        return {QStringLiteral("--data-dir"), folder, QStringLiteral("key"),
                QStringLiteral("rotate-file")};
    }
    QString copy()
    {
        const QString folder = m_scratch.filePath(QString::number(++m_copies));
        copyFolder(original(), folder);
        return folder;
    }

    static QSet<QString> kidsOf(const Outcome &list)
    {
        QSet<QString> kids;
        for (const auto &key : list.array())
            kids.insert(key.toObject().value(QLatin1String("kid")).toString());
        return kids;
    }

    void verifyOpens(const QString &folder)
    {
        const Outcome checked = line(folder, "check");
        QVERIFY2(checked.code == 0, checked.err.constData());
        const Outcome list = line(folder, "key list --json");
        QVERIFY2(list.code == 0, list.err.constData());
        QCOMPARE(kidsOf(list), m_kids);
    }

private slots:
    void initTestCase()
    {
        QVERIFY(m_scratch.isValid());
        QCOMPARE(line(original(), "key add --algorithm EdDSA").code, 0);
        m_kids = kidsOf(line(original(), "key list --json"));
        QCOMPARE(m_kids.size(), 2);
        const Run run = traced(rotation(copy()), 0);
        if (!run.isTraced)
            QSKIP("processes cannot be traced here");
        QCOMPARE(run.code, 0);
    }

    void isOnTheDiskInTheRightOrder()
    {
        const Run run = traced(rotation(copy()), 0);
        const auto &calls = run.calls;
        const auto first = [&calls](auto from, std::initializer_list<quint64> wanted) {
            return std::find_first_of(from, calls.end(), wanted.begin(), wanted.end());
        };
        // The new file: written, synced, named, and its name synced …
        const auto named = first(calls.begin(), {SYS_linkat, SYS_link});
        QVERIFY(named != calls.end());
        QVERIFY(std::find(calls.begin(), named, quint64{SYS_fsync}) != named);
        const auto kept = first(named, {SYS_fsync});
        const auto stored = first(named, {SYS_pwrite64});
        QVERIFY(kept < stored);
        // … before the database takes anything under its key, which is synced …
        const auto committed = first(stored, {SYS_fdatasync, SYS_fsync});
        const auto renamed = first(stored, {SYS_rename, SYS_renameat, SYS_renameat2});
        QVERIFY(renamed != calls.end());
        QVERIFY(committed < renamed);
        // … before the old file goes.
        QVERIFY(first(renamed, {SYS_fsync}) != calls.end());
    }

    void everyKillLeavesDataThatOpens()
    {
        std::size_t kills = 0;
        for (;; ++kills) {
            const QString folder = copy();
            const Run run = traced(rotation(folder), kills + 1);
            QVERIFY(run.isTraced);
            verifyOpens(folder);
            QVERIFY2(!QTest::currentTestFailed(),
                     QByteArray::number(qulonglong(kills + 1)).constData());
            QDir(folder).removeRecursively();
            if (run.code >= 0) {
                QCOMPARE(run.code, 0);
                break;
            }
        }
        QVERIFY(kills > 10);
        qInfo("%d kills, one before each call that changes a file", int(kills));
    }

    void aKillOfTheRepairLeavesDataThatOpens()
    {
        // Committed under the new key, which has not got its name yet: the state before the rename.
        const Run whole = traced(rotation(copy()), 0);
        const auto renamed = std::find_if(whole.calls.begin(), whole.calls.end(), [](quint64 nr) {
            return nr == SYS_rename || nr == SYS_renameat || nr == SYS_renameat2;
        });
        QVERIFY(renamed != whole.calls.end());
        const QString broken = copy();
        const auto at = static_cast<std::size_t>(renamed - whole.calls.begin()) + 1;
        QCOMPARE(traced(rotation(broken), at).code, -1);
        QVERIFY(QFile::exists(broken + QStringLiteral("/secret.key.new")));
        const QStringList words{QStringLiteral("key"), QStringLiteral("list")};
        std::size_t kills = 0;
        for (;; ++kills) {
            const QString folder = m_scratch.filePath(QString::number(++m_copies));
            copyFolder(broken, folder);
            const Run run =
                traced(QStringList{QStringLiteral("--data-dir"), folder} + words, kills + 1);
            verifyOpens(folder);
            QVERIFY2(!QTest::currentTestFailed(),
                     QByteArray::number(qulonglong(kills + 1)).constData());
            QVERIFY(!QFile::exists(folder + QStringLiteral("/secret.key.new")));
            if (run.code >= 0) {
                QCOMPARE(run.code, 0);
                break;
            }
        }
        QVERIFY(kills > 0);
        qInfo("%d kills of the repair", int(kills));
    }
};

QTEST_GUILESS_MAIN(TestKeyFileCrash)
#include "tst_keyfilecrash.moc"
