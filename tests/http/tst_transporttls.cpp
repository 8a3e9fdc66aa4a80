// SPDX-License-Identifier: GPL-3.0-or-later
// TLS of the transport: certificates that fit, do not fit, expire and are renewed.
#include "server/http/httpserver.h"

#include <QDateTime>
#include <QFile>
#include <QProcess>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <openssl/pem.h>
#include <openssl/x509.h>

#include <atomic>

using namespace tokendesk;
using namespace tokendesk::http;

namespace {

constexpr int kPatience = 30'000; // ms, for busy machines
constexpr qsizetype kBig = 32 * 1024 * 1024; // more than all buffers on the way hold

class Greeter final : public Handler
{
public:
    void handle(const ApiRequest &request, Reply reply) override
    {
        ApiResponse response;
        response.body = request.secure ? "secure" : "plain";
        if (request.path == "/big")
            response.body = QByteArray(kBig, 'b');
        reply.send(response);
    }
};

HandlerFactory greeters()
{
    return [] { return std::make_unique<Greeter>(); };
}

} // namespace

class TransportTlsTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    std::atomic<qint64> m_now{0};

    QString path(const QString &name) const { return m_folder.filePath(name); }

    /// Makes NAME.crt and NAME.key.
    bool makePair(const QString &name, const QStringList &more)
    {
        return QProcess::execute(
                   QStringLiteral("openssl"),
                   QStringList{QStringLiteral("req"), QStringLiteral("-x509"),
                               QStringLiteral("-newkey"), QStringLiteral("ec"),
                               QStringLiteral("-pkeyopt"),
                               QStringLiteral("ec_paramgen_curve:P-256"), QStringLiteral("-nodes"),
                               QStringLiteral("-subj"), QStringLiteral("/CN=localhost"),
                               QStringLiteral("-keyout"), path(name + QStringLiteral(".key")),
                               QStringLiteral("-out"), path(name + QStringLiteral(".crt"))}
                       + more)
               == 0;
    }

    /// Makes TO.crt, the certificate of \a from good for an hour from \a begin seconds after now
    /// on, and its key.
    bool shift(const QString &from, const QString &to, long begin)
    {
        QFile certificate(path(from + QStringLiteral(".crt")));
        QFile key(path(from + QStringLiteral(".key")));
        QFile out(path(to + QStringLiteral(".crt")));
        if (!certificate.open(QIODevice::ReadOnly) || !key.open(QIODevice::ReadOnly)
            || !out.open(QIODevice::WriteOnly)) {
            return false;
        }
        const auto bio = [](QByteArray bytes) {
            BIO *made = BIO_new(BIO_s_mem());
            BIO_write(made, bytes.constData(), int(bytes.size()));
            return std::unique_ptr<BIO, decltype(&BIO_free)>(made, &BIO_free);
        };
        const auto certificateText = bio(certificate.readAll());
        const auto keyText = bio(key.readAll());
        const std::unique_ptr<X509, decltype(&X509_free)> x509(
            PEM_read_bio_X509(certificateText.get(), nullptr, nullptr, nullptr), &X509_free);
        const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> pkey(
            PEM_read_bio_PrivateKey(keyText.get(), nullptr, nullptr, nullptr), &EVP_PKEY_free);
        const auto shifted = bio({});
        if (!x509 || !pkey || !X509_gmtime_adj(X509_getm_notBefore(x509.get()), begin)
            || !X509_gmtime_adj(X509_getm_notAfter(x509.get()), begin + 3600)
            || X509_sign(x509.get(), pkey.get(), EVP_sha256()) == 0
            || PEM_write_bio_X509(shifted.get(), x509.get()) != 1) {
            return false;
        }
        char *data = nullptr;
        const long size = BIO_get_mem_data(shifted.get(), &data);
        return out.write(data, size) == size
               && QFile::copy(key.fileName(), path(to + QStringLiteral(".key")));
    }

    HttpServerOptions options(const QString &certificate, const QString &key)
    {
        HttpServerOptions options;
        options.port = 0;
        options.workers = 2;
        options.tlsCertificate = path(certificate);
        options.tlsKey = path(key);
        options.steadyNow = [this] { return std::chrono::milliseconds(m_now.load()); };
        return options;
    }

    static std::unique_ptr<QSslSocket> connectTo(quint16 port)
    {
        auto socket = std::make_unique<QSslSocket>();
        socket->setPeerVerifyMode(QSslSocket::VerifyNone);
        socket->connectToHostEncrypted(QStringLiteral("127.0.0.1"), port);
        socket->waitForEncrypted(kPatience);
        return socket;
    }

    static QByteArray ask(QSslSocket &socket)
    {
        socket.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
        QByteArray answer;
        while (!answer.contains("\r\n\r\n") && socket.waitForReadyRead(kPatience))
            answer += socket.readAll();
        return answer;
    }

    void copy(const QString &from, const QString &to)
    {
        QFile::remove(path(to));
        QVERIFY(QFile::copy(path(from), path(to)));
    }

private slots:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        QVERIFY(makePair(QStringLiteral("one"), {QStringLiteral("-days"), QStringLiteral("30")}));
        QVERIFY(makePair(QStringLiteral("two"), {QStringLiteral("-days"), QStringLiteral("30")}));
        QVERIFY(shift(QStringLiteral("one"), QStringLiteral("old"), -7200));
        QVERIFY(shift(QStringLiteral("one"), QStringLiteral("early"), 7200));
    }

    void servesTls();
    void refusesBadPairs_data();
    void refusesBadPairs();
    void takesARenewedCertificate();
    void cutsSilentAndPlainClients();
    void movesFromPlainToTls();
    void waitsForSlowReaders_data();
    void waitsForSlowReaders();
};

void TransportTlsTest::servesTls()
{
    HttpServer server;
    QVERIFY(
        server.start(options(QStringLiteral("one.crt"), QStringLiteral("one.key")), greeters()));
    QCOMPARE(server.url().scheme(), QStringLiteral("https"));
    const auto socket = connectTo(server.port());
    for (int i = 0; i < 3; ++i) {
        const QByteArray answer = ask(*socket);
        QVERIFY2(answer.endsWith("secure"), answer.constData());
        QVERIFY(answer.contains("Strict-Transport-Security: max-age=31536000\r\n"));
    }
    QSslSocket outdated;
    outdated.setPeerVerifyMode(QSslSocket::VerifyNone);
    QSslConfiguration configuration = outdated.sslConfiguration();
    QT_WARNING_PUSH
    QT_WARNING_DISABLE_DEPRECATED
    configuration.setProtocol(QSsl::TlsV1_1);
    QT_WARNING_POP
    outdated.setSslConfiguration(configuration);
    outdated.connectToHostEncrypted(QStringLiteral("127.0.0.1"), server.port());
    QVERIFY(!outdated.waitForEncrypted(kPatience));
}

void TransportTlsTest::refusesBadPairs_data()
{
    QTest::addColumn<QString>("certificate");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char *name, const char *certificate, const char *key,
                        const char *reason) {
        QTest::newRow(name) << QString::fromLatin1(certificate) << QString::fromLatin1(key)
                            << QString::fromLatin1(reason);
    };
    row("other key", "one.crt", "two.key", "does not belong");
    row("expired", "old.crt", "old.key", "expired on");
    row("not valid yet", "early.crt", "early.key", "not valid before");
    row("no file", "none.crt", "one.key", "none.crt");
    row("certificate is a key", "one.key", "one.key", "no PEM certificate");
    row("key is a certificate", "one.crt", "one.crt", "no RSA or EC key");
}

void TransportTlsTest::refusesBadPairs()
{
    QFETCH(QString, certificate);
    QFETCH(QString, key);
    QFETCH(QString, reason);
    HttpServer server;
    const auto started = server.start(options(certificate, key), greeters());
    QVERIFY(!started);
    QCOMPARE(started.error().code, ErrorCode::TlsInvalid);
    QVERIFY2(started.error().detail.contains(reason), qPrintable(started.error().detail));
    QVERIFY(!server.isRunning());

    // Nor does a running server take them, or fall back to plain HTTP.
    HttpServerOptions good = options(QStringLiteral("one.crt"), QStringLiteral("one.key"));
    QVERIFY(server.start(good, greeters()));
    const quint16 port = server.port();
    const auto moved = server.relisten(options(certificate, key));
    QVERIFY(!moved);
    QCOMPARE(moved.error().code, ErrorCode::TlsInvalid);
    QCOMPARE(server.port(), port);
    QCOMPARE(server.url().scheme(), QStringLiteral("https"));
    QVERIFY(ask(*connectTo(port)).endsWith("secure"));
}

void TransportTlsTest::takesARenewedCertificate()
{
    const QString certificate = QStringLiteral("live.crt");
    const QString key = QStringLiteral("live.key");
    copy(QStringLiteral("one.crt"), certificate);
    copy(QStringLiteral("one.key"), key);
    HttpServer server;
    QVERIFY(server.start(options(certificate, key), greeters()));
    const auto before = connectTo(server.port());
    const QByteArray first = before->peerCertificate().serialNumber();
    QVERIFY(!first.isEmpty());

    const auto age = [this](const QString &name, int seconds) {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.setFileTime(QDateTime::currentDateTime().addSecs(seconds),
                                 QFileDevice::FileModificationTime));
    };
    copy(QStringLiteral("two.crt"), certificate); // the key does not fit yet
    age(certificate, 10);
    QTest::ignoreMessage(QtWarningMsg,
                         "http: kept the TLS certificate: The key does not belong to the "
                         "certificate.");
    server.sweep();
    QCOMPARE(connectTo(server.port())->peerCertificate().serialNumber(), first);

    copy(QStringLiteral("two.key"), key);
    age(key, 20);
    server.sweep();
    const auto after = connectTo(server.port());
    QVERIFY(after->isEncrypted());
    QVERIFY(after->peerCertificate().serialNumber() != first);
    QVERIFY(ask(*after).endsWith("secure"));
    QVERIFY(ask(*before).endsWith("secure")); // connections that exist go on
}

void TransportTlsTest::cutsSilentAndPlainClients()
{
    HttpServer server;
    QVERIFY(
        server.start(options(QStringLiteral("one.crt"), QStringLiteral("one.key")), greeters()));
    QTcpSocket silent;
    silent.connectToHost(QStringLiteral("127.0.0.1"), server.port());
    QVERIFY(silent.waitForConnected(kPatience));
    QTcpSocket plain;
    plain.connectToHost(QStringLiteral("127.0.0.1"), server.port());
    QVERIFY(plain.waitForConnected(kPatience));
    plain.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
    QVERIFY(plain.waitForDisconnected(kPatience));
    QVERIFY(!plain.readAll().contains("200 OK"));
    QTRY_COMPARE_WITH_TIMEOUT(server.statistics().openConnections, 1, kPatience);
    server.sweep(); // both workers have taken their connections by now
    m_now += 10'500;
    server.sweep();
    QVERIFY(silent.state() != QAbstractSocket::ConnectedState
            || silent.waitForDisconnected(kPatience));
    QTRY_COMPARE_WITH_TIMEOUT(server.statistics().openConnections, 0, kPatience);
}

void TransportTlsTest::movesFromPlainToTls()
{
    HttpServer server;
    HttpServerOptions plain = options({}, {});
    plain.tlsCertificate.clear();
    plain.tlsKey.clear();
    QVERIFY(server.start(plain, greeters()));
    const quint16 port = server.port();
    HttpServerOptions bad = options(QStringLiteral("one.crt"), QStringLiteral("two.key"));
    bad.port = port;
    QCOMPARE(server.relisten(bad).error().code, ErrorCode::TlsInvalid);
    QCOMPARE(server.url().scheme(), QStringLiteral("http"));
    HttpServerOptions good = options(QStringLiteral("one.crt"), QStringLiteral("one.key"));
    good.port = port;
    QVERIFY(server.relisten(good));
    QCOMPARE(server.port(), port);
    QVERIFY(ask(*connectTo(port)).endsWith("secure"));
}

void TransportTlsTest::waitsForSlowReaders_data()
{
    QTest::addColumn<bool>("secure");
    QTest::addColumn<bool>("readsOn");
    QTest::newRow("plain, slow") << false << true;
    QTest::newRow("plain, never") << false << false;
    QTest::newRow("TLS, slow") << true << true;
    QTest::newRow("TLS, never") << true << false;
}

/// The last answer of a connection has as long to leave as any other.
void TransportTlsTest::waitsForSlowReaders()
{
    QFETCH(bool, secure);
    QFETCH(bool, readsOn);
    HttpServer server;
    HttpServerOptions how = options(QStringLiteral("one.crt"), QStringLiteral("one.key"));
    if (!secure) {
        how.tlsCertificate.clear();
        how.tlsKey.clear();
    }
    QVERIFY(server.start(how, greeters()));
    QSslSocket client;
    client.setPeerVerifyMode(QSslSocket::VerifyNone);
    client.setReadBufferSize(16 * 1024);
    if (secure)
        client.connectToHostEncrypted(QStringLiteral("127.0.0.1"), server.port());
    else
        client.connectToHost(QStringLiteral("127.0.0.1"), server.port());
    QVERIFY(secure ? client.waitForEncrypted(kPatience) : client.waitForConnected(kPatience));
    client.write("GET /big HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    client.flush();
    QTRY_COMPARE_WITH_TIMEOUT(server.statistics().byClass[2], quint64(1), kPatience);
    for (const int step : {2'500, 2'500, 20'000}) { // linger has passed, and most of the deadline
        m_now += step;
        server.sweep();
        QCOMPARE(server.statistics().openConnections, 1);
    }
    if (!readsOn) { // what the system still takes is progress
        const auto isCut = [&] {
            m_now += 31'000;
            server.sweep();
            return server.statistics().openConnections == 0;
        };
        QTRY_VERIFY_WITH_TIMEOUT(isCut(), kPatience);
        return;
    }
    QByteArray answer;
    while (client.bytesAvailable() > 0 || client.waitForReadyRead(kPatience))
        answer += client.readAll();
    QCOMPARE(answer.size() - answer.indexOf("\r\n\r\n") - 4, kBig);
    QCOMPARE(client.error(), QAbstractSocket::RemoteHostClosedError); // in time, and no reset
    QTRY_COMPARE_WITH_TIMEOUT(server.statistics().openConnections, 0, kPatience);
}

int main(int argc, char **argv)
{
    HttpServer::prepareProcess();
    QCoreApplication app(argc, argv);
    TransportTlsTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_transporttls.moc"
