// SPDX-License-Identifier: GPL-3.0-or-later
// The keys with which the inspector verifies and signs: typed, pasted, dropped, from files,
// encrypted.
#include "tests/gui/inspectorfixture.h"

#include <QDropEvent>
#include <QFile>
#include <QJsonDocument>
#include <QLineEdit>
#include <QMimeData>
#include <QTemporaryDir>
#include <QUrl>

using namespace tokendesk;
using namespace tokendesk::test;
using namespace tokendesk::ui;

namespace {

const QString kEncrypted = QStringLiteral("-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIGbMFcG\n"
                                          "-----END ENCRYPTED PRIVATE KEY-----");

} // namespace

class TestInspectorKeys : public QObject, private InspectorFixture
{
    Q_OBJECT

    QString write(const char *name, const QByteArray &content)
    {
        QFile file(m_directory.filePath(QLatin1String(name)));
        return file.open(QIODevice::WriteOnly) && file.write(content) == content.size()
                   ? file.fileName()
                   : QString();
    }
    QTemporaryDir m_directory;

private slots:
    void init() { start(); }
    void cleanup() { stop(); }

    void keysInEveryForm();
    void keysFromFiles();
    void filesThatAreNoKeysAreRefused();
    void keysAreDropped();
    void encryptedKeysTakeTheirPassphrase();
    void encryptedKeysSign();
    void unusableKeyIsNamedBesideIt();
};

void TestInspectorKeys::keysInEveryForm()
{
    enter(access());
    choose("ownSecret");
    auto *field = part<QLineEdit>("secretField");
    const QString pem = QStringLiteral("-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYI\n"
                                       "KoZIzj0DAQcDQgAE\n-----END PUBLIC KEY-----\n");
    const auto paste = [this, field](const QString &text) {
        QGuiApplication::clipboard()->setText(text);
        field->setFocus();
        field->selectAll();
        QTest::keySequence(field, QKeySequence::Paste);
        fixture().settle();
    };
    paste(pem);
    // Its lines stay lines: a PEM on one line is none.
    QCOMPARE(fixture().api.inspectedWith(), pem.toUtf8());
    QCOMPARE(fixture().text("keyKind"), QStringLiteral("PEM"));
    paste(QStringLiteral("{\"kty\":\"oct\",\"k\":\"AAAA\"}"));
    QCOMPARE(fixture().text("keyKind"), QStringLiteral("JWK"));
    paste(QStringLiteral("{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\"}]}"));
    QCOMPARE(fixture().text("keyKind"), QStringLiteral("JWK Set"));
    paste(QStringLiteral("s3cret"));
    QCOMPARE(fixture().text("keyKind"), QStringLiteral("HMAC secret"));
    QCOMPARE(field->echoMode(), QLineEdit::Password);
    paste(QString());
    choose("serverKeys");
    fixture().settle();
    QVERIFY(fixture().api.inspectedWith().isEmpty());
}

void TestInspectorKeys::keysFromFiles()
{
    PageFixture &f = fixture();
    enter(access());
    f.prompter.path.clear(); // cancelled
    f.click("keyFile");
    QVERIFY(part<QAbstractButton>("serverKeys")->isChecked());
    const QByteArray pem = "-----BEGIN PUBLIC KEY-----\nMFkw\n-----END PUBLIC KEY-----";
    f.prompter.path = write("key.pem", pem + "\n");
    f.click("keyFile");
    f.settle();
    QVERIFY(part<QAbstractButton>("ownSecret")->isChecked());
    QCOMPARE(f.api.inspectedWith(), pem);
    QCOMPARE(f.text("keyKind"), QStringLiteral("PEM"));
    QCOMPARE(part<QLineEdit>("secretField")->echoMode(), QLineEdit::Password);
    f.prompter.path = write("secret", " gehe\xc3\xafm \r\n"); // only the end of the line goes
    f.click("keyFile");
    f.settle();
    QCOMPARE(f.api.inspectedWith(), QByteArray(" gehe\xc3\xafm "));
    QCOMPARE(f.prompter.fileQuestions.size(), std::size_t{3});
    QVERIFY(!QJsonDocument(f.page->saveState()).toJson().contains("gehe"));
}

void TestInspectorKeys::filesThatAreNoKeysAreRefused()
{
    PageFixture &f = fixture();
    enter(access());
    const auto problemOf = [&f](const QString &path) {
        f.prompter.path = path;
        f.click("keyFile");
        f.settle();
        return f.text("keyProblem");
    };
    QVERIFY(problemOf(write("key.der", QByteArray("\x30\x82\xff\x00", 4)))
                .startsWith(QLatin1String("key.der is not text.")));
    QCOMPARE(problemOf(write("empty", "\n")), QStringLiteral("empty is empty."));
    QCOMPARE(problemOf(write("long", QByteArray(64 * 1024 + 1, 'x'))),
             QStringLiteral("long is longer than any key is."));
    QVERIFY(problemOf(m_directory.path()).endsWith(QLatin1String(" is not a file.")));
    QVERIFY(problemOf(m_directory.filePath(QStringLiteral("gone")))
                .startsWith(QLatin1String("gone is not a file.")));
    // It is there until something else is entered, however often the token is judged meanwhile.
    f.page->refresh();
    f.settle();
    QVERIFY(f.text("keyProblem").startsWith(QLatin1String("gone is not a file.")));
    QVERIFY(part<QAbstractButton>("serverKeys")->isChecked());
    choose("ownSecret");
    QVERIFY(f.text("keyProblem").isEmpty());
}

void TestInspectorKeys::keysAreDropped()
{
    PageFixture &f = fixture();
    enter(access());
    auto *field = part<QLineEdit>("secretField");
    QVERIFY(!field->acceptDrops()); // its text would be the path
    QWidget *box = field->parentWidget();
    QVERIFY(box->acceptDrops());
    const auto drop = [box, &f](const QMimeData &data) {
        QDragEnterEvent enterEvent(QPoint(5, 5), Qt::CopyAction | Qt::MoveAction, &data,
                                   Qt::LeftButton, Qt::NoModifier);
        enterEvent.ignore();
        QCoreApplication::sendEvent(box, &enterEvent);
        if (!enterEvent.isAccepted())
            return false;
        QDropEvent dropEvent(QPointF(5, 5), Qt::CopyAction | Qt::MoveAction, &data, Qt::LeftButton,
                             Qt::NoModifier);
        QCoreApplication::sendEvent(box, &dropEvent);
        f.settle();
        return dropEvent.isAccepted() && dropEvent.dropAction() == Qt::CopyAction;
    };
    QMimeData file;
    file.setUrls({QUrl::fromLocalFile(write("dropped.jwk", "{\"kty\":\"oct\",\"k\":\"AAAA\"}\n"))});
    file.setText(QStringLiteral("/somewhere/dropped.jwk"));
    QVERIFY(drop(file));
    QCOMPARE(f.api.inspectedWith(), QByteArray("{\"kty\":\"oct\",\"k\":\"AAAA\"}"));
    QCOMPARE(f.text("keyKind"), QStringLiteral("JWK"));
    QMimeData text;
    text.setText(QStringLiteral("s3cret\n"));
    QVERIFY(drop(text));
    QCOMPARE(f.api.inspectedWith(), QByteArray("s3cret"));
    QMimeData several;
    several.setUrls({file.urls().front(), file.urls().front()});
    QVERIFY(!drop(several));
    QMimeData remote;
    remote.setUrls({QUrl(QStringLiteral("https://example.org/key.pem"))});
    QVERIFY(!drop(remote));
    QMimeData huge;
    huge.setText(QString(64 * 1024 + 1, u'x'));
    QVERIFY(drop(huge));
    QCOMPARE(f.text("keyProblem"), QStringLiteral("The text is longer than any key is."));
    QCOMPARE(field->text(), QStringLiteral("s3cret"));
}

void TestInspectorKeys::encryptedKeysTakeTheirPassphrase()
{
    PageFixture &f = fixture();
    enter(access());
    QVERIFY(!part<QLineEdit>("passphraseField")->isVisible());
    f.prompter.path = write("key.pem", kEncrypted.toLatin1());
    const int asked = f.api.callCount(QStringLiteral("inspect"));
    f.click("keyFile");
    f.settle();
    QCOMPARE(f.text("keyKind"), QStringLiteral("encrypted PEM"));
    QVERIFY(f.text("keyProblem").contains(QLatin1String("type its passphrase")));
    QVERIFY(part<QLabel>("resultText")->text().contains(QLatin1String("Not judged")));
    QVERIFY(f.api.inspectedWith().isEmpty()); // nobody can do anything with it yet
    QVERIFY(f.api.callCount(QStringLiteral("inspect")) > asked);
    auto *field = part<QLineEdit>("passphraseField");
    QVERIFY(field->isVisible());
    QTRY_VERIFY(field->hasFocus());
    QCOMPARE(field->echoMode(), QLineEdit::Password);
    QVERIFY(!part<QAbstractButton>("usePassphrase")->isEnabled());
    f.type("passphraseField", "Sesame");
    f.settle();
    QVERIFY(f.api.inspectedPassphrase().isEmpty()); // it is not tried letter by letter
    QTest::keyClick(field, Qt::Key_Return);
    f.settle();
    QCOMPARE(f.api.inspectedPassphrase(), QByteArray("Sesame"));
    QCOMPARE(f.api.inspectedWith(), kEncrypted.toLatin1());
    QVERIFY(f.text("keyProblem").isEmpty());
    QVERIFY(part<QLabel>("resultWord")->isVisible());

    f.api.refuseKeys(Error(ErrorCode::KeyInvalid,
                           QStringLiteral("The passphrase does not open the key."),
                           QStringLiteral("passphrase")));
    f.type("passphraseField", "x");
    f.click("usePassphrase");
    QTRY_VERIFY(f.text("keyProblem").contains(QLatin1String("does not open the key")));
    f.api.refuseKeys({});
    // Another key has another passphrase.
    f.prompter.path = write("old.pem", "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\n"
                                       "AAAA\n-----END RSA PRIVATE KEY-----\n");
    f.click("keyFile");
    f.settle();
    QVERIFY(field->text().isEmpty());
    QVERIFY(f.text("keyProblem").contains(QLatin1String("type its passphrase")));
    choose("serverKeys");
    QVERIFY(!field->isVisible());
    QVERIFY(f.text("keyProblem").isEmpty());
    f.click("clearButton");
    QVERIFY(part<QLineEdit>("secretField")->text().isEmpty());
}

void TestInspectorKeys::encryptedKeysSign()
{
    PageFixture &f = fixture();
    enter(access());
    showView(2);
    f.prompter.path = write("key.pem", kEncrypted.toLatin1());
    f.click("signKeyFile");
    QVERIFY(!part<QAbstractButton>("signButton")->isEnabled()); // it is still closed
    f.type("signPassphraseField", "Sesame");
    f.click("signUsePassphrase");
    f.click("signButton");
    QTRY_VERIFY(f.text("signatureState").contains(QLatin1String("Signed with your own key")));
    QCOMPARE(f.api.signedWith(), kEncrypted.toLatin1());
    QCOMPARE(f.api.signedPassphrase(), QByteArray("Sesame"));
    f.click("clearButton");
    QVERIFY(part<QLineEdit>("signPassphraseField")->text().isEmpty());
}

void TestInspectorKeys::unusableKeyIsNamedBesideIt()
{
    enter(access());
    choose("ownSecret");
    fixture().settle();
    fixture().api.refuseKeys(Error(ErrorCode::KeyInvalid, QStringLiteral("Not a PEM.")));
    fixture().type("secretField", "x");
    QTRY_VERIFY(fixture().text("keyProblem").contains(QLatin1String("Not a PEM.")));
    // The token is shown all the same, but no verdict by that key.
    QTRY_VERIFY(part<QLabel>("resultText")->text().contains(QLatin1String("Not judged")));
    QVERIFY(!part<QLabel>("resultWord")->isVisible());
    QVERIFY(part<QTableView>("claimsTable")->model()->rowCount() > 0);
    QVERIFY(!fixture().page->banners().contains(QStringLiteral("inspect")));
    fixture().api.refuseKeys({});
    fixture().type("secretField", "y");
    QTRY_VERIFY(part<QLabel>("resultWord")->isVisible());
    QVERIFY(fixture().text("keyProblem").isEmpty());
}

QTEST_MAIN(TestInspectorKeys)
#include "tst_inspectorkeys.moc"
