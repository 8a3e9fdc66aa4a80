// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/keyfile.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <set>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace tokendesk;
using namespace tokendesk::auth;

namespace {

const QByteArray kHex(64, 'a');

bool put(const QString &path, const QByteArray &text, mode_t mode = 0600)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size()
           && ::chmod(QFile::encodeName(path).constData(), mode) == 0;
}

mode_t modeOf(const QString &path)
{
    struct stat info
    {
    };
    ::stat(QFile::encodeName(path).constData(), &info);
    return info.st_mode & 07777;
}

} // namespace

class TestKeyFile : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        QVERIFY(m_dir->isValid());
        m_path = m_dir->filePath(QStringLiteral("secret.key"));
    }

    void isCreatedOnceAndReadAgain()
    {
        const mode_t before = ::umask(0);
        const auto made = loadOrCreateKeyFile(m_path);
        ::umask(before);
        QVERIFY2(made.has_value(), qPrintable(made ? QString() : made.error().message()));
        QCOMPARE(made->size(), 32);
        QCOMPARE(modeOf(m_path), mode_t{0600});
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), made->view().toByteArray().toHex() + '\n');
        QCOMPARE(loadOrCreateKeyFile(m_path)->view(), made->view());
        QCOMPARE(loadKeyFile(m_path)->view(), made->view());
        QCOMPARE(
            QDir(m_dir->path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
            QStringList{QStringLiteral("secret.key")});
    }

    void simultaneousStartsAgreeOnOneKey()
    {
        std::vector<std::thread> threads;
        std::vector<QByteArray> keys(8);
        for (QByteArray &key : keys)
            threads.emplace_back([this, &key] {
                if (const auto made = loadOrCreateKeyFile(m_path))
                    key = made->view().toByteArray();
            });
        for (auto &thread : threads)
            thread.join();
        QCOMPARE(keys.front().size(), 32);
        QCOMPARE(std::set<QByteArray>(keys.begin(), keys.end()).size(), std::size_t{1});
    }

    void missingOnesAreNamed()
    {
        const auto missing = loadKeyFile(m_path);
        QCOMPARE(missing.error().code, ErrorCode::KeyFileMissing);
        QVERIFY(missing.error().detail.contains(m_path));
        QVERIFY(!QFile::exists(m_path));
        const QString nowhere = m_dir->filePath(QStringLiteral("no/such/secret.key"));
        QCOMPARE(loadOrCreateKeyFile(nowhere).error().code, ErrorCode::KeyFileMissing);
    }

    void unsafeModesAreRefused_data()
    {
        QTest::addColumn<int>("mode");
        for (int mode : {0644, 0640, 0604, 0620, 0602, 0610})
            QTest::addRow("%04o", static_cast<unsigned>(mode)) << mode;
    }
    void unsafeModesAreRefused()
    {
        QFETCH(int, mode);
        QVERIFY(put(m_path, kHex, static_cast<mode_t>(mode)));
        const auto error = loadOrCreateKeyFile(m_path).error();
        QCOMPARE(error.code, ErrorCode::KeyFileUnsafe);
        QVERIFY(error.detail.contains(m_path));
        QVERIFY(error.detail.contains(QStringLiteral("chmod 600")));
    }

    void stricterModeIsFine()
    {
        QVERIFY(put(m_path, kHex, 0400));
        QVERIFY(loadKeyFile(m_path));
    }

    void openFolderIsRefused()
    {
        QVERIFY(put(m_path, kHex));
        QCOMPARE(::chmod(QFile::encodeName(m_dir->path()).constData(), 0755), 0);
        const auto error = loadKeyFile(m_path).error();
        QCOMPARE(error.code, ErrorCode::KeyFileUnsafe);
        QVERIFY(error.detail.contains(QStringLiteral("chmod 700")));
    }

    void otherKindsOfFilesAreRefused()
    {
        const QString real = m_dir->filePath(QStringLiteral("real.key"));
        QVERIFY(put(real, kHex));
        QVERIFY(QFile::link(real, m_path));
        QVERIFY(loadKeyFile(m_path).error().detail.contains(QStringLiteral("symbolic link")));
        QVERIFY(QFile::remove(m_path));

        QCOMPARE(::mkfifo(QFile::encodeName(m_path).constData(), 0600), 0);
        QVERIFY(loadKeyFile(m_path).error().detail.contains(QStringLiteral("regular file")));
        QVERIFY(QFile::remove(m_path));

        QVERIFY(QDir(m_dir->path()).mkdir(QStringLiteral("secret.key")));
        QCOMPARE(loadOrCreateKeyFile(m_path).error().code, ErrorCode::KeyFileUnsafe);
    }

    void otherOwnerIsRefused()
    {
        if (::geteuid() != 0)
            QSKIP("only root can give files away");
        QVERIFY(put(m_path, kHex));
        QCOMPARE(::chown(QFile::encodeName(m_path).constData(), 12345, 12345), 0);
        QVERIFY(
            loadKeyFile(m_path).error().detail.contains(QStringLiteral("belongs to another user")));
    }

    void contentIsStrict_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("good");
        QTest::newRow("plain") << kHex << true;
        QTest::newRow("line end") << QByteArray(kHex + '\n') << true;
        QTest::newRow("CR LF") << QByteArray(kHex + "\r\n") << true;
        QTest::newRow("upper case") << kHex.toUpper() << true;
        QTest::newRow("empty") << QByteArray() << false;
        QTest::newRow("cut off") << kHex.left(63) << false;
        QTest::newRow("too long") << QByteArray(kHex + 'a') << false;
        QTest::newRow("twice") << QByteArray(kHex + '\n' + kHex) << false;
        QTest::newRow("not hex") << QByteArray(64, 'g') << false;
        QTest::newRow("raw bytes") << QByteArray(32, '\xff') << false;
    }
    void contentIsStrict()
    {
        QFETCH(QByteArray, text);
        QFETCH(bool, good);
        QVERIFY(put(m_path, text));
        const auto key = loadOrCreateKeyFile(m_path);
        QCOMPARE(key.has_value(), good);
        if (good) {
            QCOMPARE(key->view().toByteArray().toHex(), kHex);
            return;
        }
        QCOMPARE(key.error().code, ErrorCode::KeyFileWrong);
        // A damaged key is never replaced.
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), text);
    }

    void environmentComesFirst()
    {
        const QString variable = QStringLiteral("TOKENDESK_KEY");
        const QString folder = QStringLiteral("CREDENTIALS_DIRECTORY");
        QVERIFY(!keyFromEnvironment({})->has_value());
        QVERIFY(!keyFromEnvironment({{folder, m_dir->path()}})->has_value());

        QVERIFY(put(m_dir->filePath(QStringLiteral("tokendesk.key")), QByteArray(64, 'b'), 0400));
        const auto credential = keyFromEnvironment({{folder, m_dir->path()}});
        QCOMPARE(credential->value().key.view().toByteArray().toHex(), QByteArray(64, 'b'));
        const auto both =
            keyFromEnvironment({{folder, m_dir->path()}, {variable, QString::fromLatin1(kHex)}});
        QVERIFY(credential->value().source == KeySource::Credential);
        QVERIFY(both->value().source == KeySource::Environment);
        QCOMPARE(both->value().key.view().toByteArray().toHex(), kHex);
        const auto bad = keyFromEnvironment({{variable, QStringLiteral("hunter2")}});
        QCOMPARE(bad.error().code, ErrorCode::KeyFileWrong);
        QVERIFY(!bad.error().detail.contains(QStringLiteral("hunter2")));

        QVERIFY(put(m_dir->filePath(QStringLiteral("tokendesk.key")), kHex, 0444));
        QCOMPARE(keyFromEnvironment({{folder, m_dir->path()}}).error().code,
                 ErrorCode::KeyFileUnsafe);
    }

private:
    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_path;
};

QTEST_APPLESS_MAIN(TestKeyFile)
#include "tst_keyfile.moc"
