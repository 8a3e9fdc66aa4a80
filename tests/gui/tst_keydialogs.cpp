// SPDX-License-Identifier: GPL-3.0-or-later
// New keys, keys from elsewhere, and keys that leave: the dialogs of the page of keys.
#include "tests/gui/keysamples.h"
#include "tests/gui/pagefixture.h"
#include "ui/models/keysmodel.h"
#include "ui/pages/keyspage.h"
#include "ui/translation.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QDropEvent>
#include <QFile>
#include <QFileInfo>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QRadioButton>
#include <QTemporaryDir>
#include <QUrl>

using namespace tokendesk;
using namespace tokendesk::test;
using ui::KeysPage;

class TestKeyDialogs : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { ui::installTranslation(QStringLiteral("en")); }
    void init();
    void cleanup() { m_f.reset(); }
    void generatesANextKey();
    void generatesAnActiveKeyAfterThePassword();
    void generationIsShownAndCancelled();
    void generationThatFails();
    void lengthsAreForRsaAlone();
    void importsASecret();
    void importsAFile();
    void importsWhatIsDropped();
    void weakSecretsOnlyOnDemand();
    void activationWantsThePassword();
    void errorsStandBesideTheirFields_data();
    void errorsStandBesideTheirFields();
    void filesThatAreNoKeys();
    void exportsAPrivateKey();
    void exportThatFailsLosesNothing();

private:
    [[nodiscard]] int calls(const char *method) const
    {
        return m_f->api.callCount(QLatin1String(method));
    }
    template<typename W>
    W *find(const char *name) const
    {
        return m_f->find<W>(name);
    }
    void chooseIn(const char *box, const char *text)
    {
        auto *combo = find<QComboBox>(box);
        combo->setCurrentIndex(combo->findText(QLatin1String(text)));
        QCOMPARE(combo->currentText(), QLatin1String(text));
    }
    void tick(const char *name)
    {
        auto *box = find<QAbstractButton>(name);
        QVERIFY2(box->isVisible(), name);
        QTest::keyClick(box, Qt::Key_Space);
    }
    void paste(const QString &text)
    {
        m_f->click("importKeyPageButton");
        find<QPlainTextEdit>("importKeyText")->setPlainText(text);
    }

    std::unique_ptr<PageFixture> m_f;
};

namespace {
const QString kSecret = QStringLiteral("a secret of more than 32 bytes, no tutorial has it");
}

void TestKeyDialogs::init()
{
    m_f = std::make_unique<PageFixture>();
    m_f->api.setKeys(sampleKeys(m_f->clock.now()));
    m_f->make<KeysPage>();
    m_f->open();
}

void TestKeyDialogs::generatesANextKey()
{
    QTest::keyClick(m_f->table(), Qt::Key_N, Qt::ControlModifier);
    QCOMPARE(find<QComboBox>("keyAlgorithmChoice")->currentText(), QStringLiteral("EdDSA"));
    QVERIFY(find<QRadioButton>("keyUseNext")->isChecked());
    chooseIn("keyAlgorithmChoice", "ES256");
    QVERIFY(m_f->text("keyAlgorithmNote").startsWith(QStringLiteral("Elliptic curve")));
    m_f->click("generateKeyButton");
    m_f->settle();
    QCOMPARE(m_f->api.lastNewKey().algorithm, QStringLiteral("ES256"));
    QVERIFY(!m_f->api.lastNewKey().activate);
    QVERIFY(m_f->prompter.reauthentications.isEmpty());
    QCOMPARE(m_f->table()->model()->rowCount(), 4);
    QVERIFY(m_f->banner().endsWith(QStringLiteral("was generated and waits to sign.")));
    QCOMPARE(m_f->text("keyId"), m_f->api.keys().back().kid);
}

void TestKeyDialogs::generatesAnActiveKeyAfterThePassword()
{
    m_f->click("newKeyButton");
    tick("keyUseNow");
    QVERIFY(m_f->text("keyUseNote").startsWith(QStringLiteral("1,204 sessions hold")));
    m_f->prompter.provesPassword = false;
    m_f->click("generateKeyButton");
    m_f->settle();
    QCOMPARE(calls("generateKey"), 0);
    m_f->prompter.provesPassword = true;
    m_f->click("newKeyButton");
    tick("keyUseNow");
    m_f->click("generateKeyButton");
    m_f->settle();
    QCOMPARE(m_f->prompter.reauthentications.size(), 2);
    QVERIFY(m_f->api.lastNewKey().activate);
    QCOMPARE(m_f->api.keys().back().state, KeyInfo::State::Active);
}

void TestKeyDialogs::generationIsShownAndCancelled()
{
    m_f->click("newKeyButton");
    chooseIn("keyAlgorithmChoice", "RS512");
    chooseIn("keyBits", "4,096 bits");
    m_f->api.hold(QStringLiteral("generateKey")); // it takes its time
    m_f->click("generateKeyButton");
    QTRY_COMPARE(m_f->table()->model()->rowCount(), 4);
    QStringList states;
    for (int row = 0; row < 4; ++row)
        states.append(m_f->table()->model()->index(row, ui::KeysModel::State).data().toString());
    QVERIFY(states.join(u' ').contains(QStringLiteral("Generating")));
    QCOMPARE(m_f->api.lastNewKey().rsaBits, 4096);
    QCOMPARE(m_f->tasks.rowCount(), 1);
    QCOMPARE(m_f->tasks.index(0).data().toString(), QStringLiteral("Generating a key for RS512"));
    QVERIFY(m_f->page->isEnabled()); // all else goes on
    m_f->tasks.cancel(0);
    m_f->api.release(); // whoever makes it hears of it
    QTRY_COMPARE(m_f->table()->model()->rowCount(), 3);
    QVERIFY(m_f->tasks.isEmpty());
    QVERIFY(m_f->banner().isEmpty()); // whoever cancels knows
    QCOMPARE(m_f->api.keys().size(), std::size_t{4});
}

void TestKeyDialogs::generationThatFails()
{
    m_f->api.failNext(Error(ErrorCode::Conflict, QStringLiteral("At most 16 keys may be in force; "
                                                                "retire one first.")),
                      QStringLiteral("generateKey"));
    m_f->click("newKeyButton");
    m_f->click("generateKeyButton");
    m_f->settle();
    QVERIFY(m_f->banner().startsWith(QStringLiteral("No key was generated.")));
    QVERIFY(m_f->banner().contains(QStringLiteral("16")));
    QCOMPARE(m_f->table()->model()->rowCount(), 3);
}

void TestKeyDialogs::lengthsAreForRsaAlone()
{
    m_f->click("newKeyButton");
    QVERIFY(!find<QComboBox>("keyBits")->isVisible());
    chooseIn("keyAlgorithmChoice", "PS256");
    QVERIFY(find<QComboBox>("keyBits")->isVisible());
    QCOMPARE(find<QComboBox>("keyBits")->currentData().toInt(), 3072);
    chooseIn("keyAlgorithmChoice", "HS256");
    QVERIFY(!find<QComboBox>("keyBits")->isVisible());
}

void TestKeyDialogs::importsASecret()
{
    QVERIFY(!find<QDialog>("importKeyDialog"));
    m_f->click("importKeyPageButton");
    QVERIFY(!find<QAbstractButton>("importKeyButton")->isEnabled());
    QTest::keyClicks(find<QPlainTextEdit>("importKeyText"), kSecret);
    chooseIn("importKeyAlgorithm", "HS256");
    m_f->click("importKeyButton");
    m_f->settle();
    QCOMPARE(m_f->api.lastImport(), kSecret.toUtf8());
    QCOMPARE(m_f->api.keys().back().state, KeyInfo::State::Next);
    QVERIFY(m_f->prompter.reauthentications.isEmpty());
    QVERIFY(m_f->banner().endsWith(QStringLiteral("was imported and waits to sign.")));
    QVERIFY(m_f->text("keyState").endsWith(QStringLiteral("imported")));
}

void TestKeyDialogs::importsAFile()
{
    QTemporaryDir dir;
    const QString path = dir.filePath(QStringLiteral("key.pem"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("\x01\x80 any bytes, more than thirty-two\n");
    file.close();
    m_f->prompter.path = path;
    m_f->click("importKeyPageButton");
    m_f->click("importKeyFile");
    QVERIFY(!find<QPlainTextEdit>("importKeyText")->isEnabled());
    m_f->click("importKeyForget");
    QVERIFY(find<QPlainTextEdit>("importKeyText")->isEnabled());
    QVERIFY(!find<QAbstractButton>("importKeyButton")->isEnabled());
    m_f->click("importKeyFile");
    chooseIn("importKeyAlgorithm", "HS256");
    m_f->type("importKeyPassphrase", "opens it");
    m_f->click("importKeyButton");
    m_f->settle();
    QCOMPARE(m_f->api.lastImport(), QByteArray("\x01\x80 any bytes, more than thirty-two"));
    QCOMPARE(m_f->api.lastPassphrase(), QByteArray("opens it"));
}

void TestKeyDialogs::importsWhatIsDropped()
{
    QTemporaryDir dir;
    QFile file(dir.filePath(QStringLiteral("secret.txt")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(kSecret.toUtf8());
    file.close();
    m_f->click("importKeyPageButton");
    auto *dialog = find<QDialog>("importKeyDialog");
    const auto drop = [dialog](QMimeData *data) {
        const std::unique_ptr<QMimeData> owner(data);
        QDragEnterEvent enter(QPoint(20, 20), Qt::CopyAction, data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(dialog, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent event(QPointF(20, 20), Qt::CopyAction, data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(dialog, &event);
        QVERIFY(event.isAccepted());
    };
    auto *text = new QMimeData;
    text->setText(QStringLiteral("-----BEGIN PRIVATE KEY-----"));
    drop(text);
    QCOMPARE(find<QPlainTextEdit>("importKeyText")->toPlainText(),
             QStringLiteral("-----BEGIN PRIVATE KEY-----"));
    auto *files = new QMimeData;
    files->setUrls({QUrl::fromLocalFile(file.fileName())});
    drop(files);
    QVERIFY(find<QPlainTextEdit>("importKeyText")->toPlainText().isEmpty());
    chooseIn("importKeyAlgorithm", "HS256");
    m_f->click("importKeyButton");
    m_f->settle();
    QCOMPARE(m_f->api.lastImport(), kSecret.toUtf8());
}

void TestKeyDialogs::weakSecretsOnlyOnDemand()
{
    paste(QStringLiteral("short"));
    QVERIFY(!find<QCheckBox>("importKeyWeak")->isVisible());
    chooseIn("importKeyAlgorithm", "HS256");
    m_f->click("importKeyButton");
    m_f->settle();
    QVERIFY(m_f->text("keyError").contains(QStringLiteral("at least 32 bytes")));
    QCOMPARE(m_f->api.keys().size(), std::size_t{4});
    QCOMPARE(find<QPlainTextEdit>("importKeyText")->toPlainText(), QStringLiteral("short"));
    tick("importKeyWeak");
    QTest::keyClick(find<QPlainTextEdit>("importKeyText"), Qt::Key_X); // another text, another try
    QVERIFY(!find<QCheckBox>("importKeyWeak")->isChecked());
    m_f->click("importKeyButton");
    m_f->settle();
    tick("importKeyWeak");
    m_f->click("importKeyButton");
    m_f->settle();
    QCOMPARE(m_f->api.keys().size(), std::size_t{5});
    QVERIFY(m_f->text("keyRemark").startsWith(QStringLiteral("This key is weak")));
}

void TestKeyDialogs::activationWantsThePassword()
{
    paste(kSecret);
    chooseIn("importKeyAlgorithm", "HS256");
    tick("importKeyActivate");
    QVERIFY(m_f->text("importKeyNote").startsWith(QStringLiteral("1,204 sessions hold")));
    m_f->prompter.provesPassword = false;
    m_f->click("importKeyButton");
    m_f->settle();
    QCOMPARE(calls("importKey"), 0);
    QVERIFY(find<QDialog>("importKeyDialog")->isVisible());
    m_f->prompter.provesPassword = true;
    m_f->click("importKeyButton");
    m_f->settle();
    QCOMPARE(m_f->api.keys().back().state, KeyInfo::State::Active);
}

void TestKeyDialogs::errorsStandBesideTheirFields_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QByteArray>("label");
    QTest::newRow("key") << QStringLiteral("key") << QByteArray("keyError");
    QTest::newRow("passphrase") << QStringLiteral("passphrase") << QByteArray("passphraseError");
    QTest::newRow("algorithm") << QStringLiteral("algorithm") << QByteArray("algorithmError");
    QTest::newRow("none") << QString() << QByteArray("dialogError");
}

void TestKeyDialogs::errorsStandBesideTheirFields()
{
    QFETCH(QString, field);
    QFETCH(QByteArray, label);
    m_f->api.failNext(Error(ErrorCode::KeyInvalid, QStringLiteral("It is not good."), field),
                      QStringLiteral("importKey"));
    paste(kSecret);
    m_f->click("importKeyButton");
    m_f->settle();
    for (const char *name : {"keyError", "passphraseError", "algorithmError", "dialogError"})
        QCOMPARE(!m_f->text(name).isEmpty(), label == name);
    QVERIFY(!find<QCheckBox>("importKeyWeak")->isVisible());
    QCOMPARE(find<QPlainTextEdit>("importKeyText")->toPlainText(), kSecret);
}

void TestKeyDialogs::filesThatAreNoKeys()
{
    QTemporaryDir dir;
    QFile large(dir.filePath(QStringLiteral("large.bin")));
    QVERIFY(large.open(QIODevice::WriteOnly));
    large.write(QByteArray(100'000, 'x'));
    large.close();
    QFile empty(dir.filePath(QStringLiteral("empty.pem")));
    QVERIFY(empty.open(QIODevice::WriteOnly));
    empty.close();
    paste(kSecret);
    const auto refused = [&](const QString &path) {
        m_f->prompter.path = path;
        m_f->click("importKeyFile");
        return m_f->text("keyError");
    };
    QVERIFY(refused(large.fileName()).contains(QStringLiteral("too long")));
    QVERIFY(refused(empty.fileName()).contains(QStringLiteral("is empty")));
    QVERIFY(refused(dir.path()).contains(QStringLiteral("is no file")));
    QVERIFY(refused(dir.filePath(QStringLiteral("none"))).contains(QStringLiteral("is no file")));
    QCOMPARE(find<QPlainTextEdit>("importKeyText")->toPlainText(), kSecret); // nothing is lost
}

void TestKeyDialogs::exportsAPrivateKey()
{
    QTemporaryDir dir;
    m_f->prompter.path = dir.filePath(QStringLiteral("key.pem"));
    m_f->prompter.provesPassword = false;
    m_f->click("exportPrivateButton");
    QVERIFY(!find<QDialog>("exportKeyDialog"));
    m_f->prompter.provesPassword = true;
    m_f->click("exportPrivateButton");
    m_f->type("password", "quiet-otter-9 Lisbon");
    QVERIFY(!find<QAbstractButton>("exportKeyButton")->isEnabled());
    m_f->type("passphraseAgain", "quiet-otter-9 Lis");
    QCOMPARE(m_f->text("passphraseAgainError"), QStringLiteral("The two differ."));
    QVERIFY(!find<QAbstractButton>("exportKeyButton")->isEnabled());
    m_f->type("passphraseAgain", "bon");
    QVERIFY(m_f->text("passphraseAgainError").isEmpty());
    m_f->click("exportKeyButton");
    QTRY_VERIFY(m_f->banner().contains(QStringLiteral("key.pem")));
    QCOMPARE(m_f->api.lastPassphrase(), QByteArray("quiet-otter-9 Lisbon"));
    QFile file(m_f->prompter.path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----"));
    QCOMPARE(file.permissions()
                 & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther),
             QFile::Permissions());
}

void TestKeyDialogs::exportThatFailsLosesNothing()
{
    QTemporaryDir dir;
    m_f->click("exportPrivateButton");
    m_f->type("password", "quiet-otter-9 Lisbon");
    m_f->type("passphraseAgain", "quiet-otter-9 Lisbon");
    m_f->prompter.path.clear(); // no file after all
    m_f->click("exportKeyButton");
    QCOMPARE(calls("exportKey"), 0);
    m_f->prompter.path = dir.filePath(QStringLiteral("no/such/folder.pem"));
    m_f->click("exportKeyButton");
    QTRY_VERIFY(!m_f->text("dialogError").isEmpty());
    m_f->api.failNext(Error(ErrorCode::Busy), QStringLiteral("exportKey"));
    m_f->click("exportKeyButton");
    m_f->settle();
    QVERIFY(!m_f->text("dialogError").isEmpty());
    QCOMPARE(find<QLineEdit>("passphraseAgain")->text(), QStringLiteral("quiet-otter-9 Lisbon"));
}

QTEST_MAIN(TestKeyDialogs)
#include "tst_keydialogs.moc"
