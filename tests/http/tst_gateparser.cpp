// SPDX-License-Identifier: GPL-3.0-or-later
// The parser as a pure function of bytes: what it refuses, and that no split of the input matters.
#include "server/http/gateparser.h"

#include <QTest>

using namespace tokendesk::http;

namespace {

const QByteArray kHost = "Host: localhost\r\n";

/// Everything that \a input yields when it comes in pieces of \a piece bytes.
QByteArray yieldOf(const QByteArray &input, qsizetype piece, const GateLimits &limits = {})
{
    GateParser parser(limits);
    QByteArray out;
    for (qsizetype at = 0; at < input.size(); at += piece) {
        QByteArrayView rest = QByteArrayView(input).sliced(at, std::min(piece, input.size() - at));
        while (!rest.isEmpty() && parser.state() != GateParser::State::Failed) {
            rest = rest.sliced(parser.feed(rest));
            if (parser.state() != GateParser::State::Complete)
                continue;
            out += parser.keepAlive() ? "keep " : "close ";
            out += parser.authority() + '|';
            const ApiRequest request = parser.take();
            out += request.method + '|' + request.path + '|' + request.query + '|' + request.body;
            for (const Header &field : request.headers)
                out += '|' + field.first + '=' + field.second;
            out += '\n';
        }
    }
    if (parser.state() == GateParser::State::Failed)
        return out + "failed " + QByteArray::number(parser.fault().status);
    return out + "state " + QByteArray::number(int(parser.state()));
}

int statusOf(const QByteArray &input, const GateLimits &limits = {})
{
    const QByteArray yield = yieldOf(input, input.size(), limits);
    const qsizetype at = yield.lastIndexOf("failed ");
    return at < 0 ? 0 : yield.mid(at + 7).toInt();
}

QByteArray request(const QByteArray &target, const QByteArray &fields = {})
{
    return "GET " + target + " HTTP/1.1\r\n" + kHost + fields + "\r\n";
}

QByteArray chunked(const QByteArray &body)
{
    return "POST / HTTP/1.1\r\n" + kHost + "Transfer-Encoding: chunked\r\n\r\n" + body;
}

} // namespace

class GateParserTest : public QObject
{
    Q_OBJECT

private slots:
    void judges_data();
    void judges();
    void splitsDoNotMatter_data() { judges_data(); }
    void splitsDoNotMatter();
    void yieldsCanonicalRequests();
    void keepsItsLimits();
    void stopsBetweenHeadAndBody();
};

void GateParserTest::judges_data()
{
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<int>("status"); // 0: accepted
    const auto row = [](const QByteArray &name, const QByteArray &input, int status) {
        QTest::newRow(name.constData()) << input << status;
    };
    const QByteArray post = "POST / HTTP/1.1\r\n" + kHost;
    row("plain", request("/"), 0);
    row("one blank line before", "\r\n" + request("/"), 0);
    row("two blank lines before", "\r\n\r\n" + request("/"), 400);
    row("unknown method", "FOO / HTTP/1.1\r\n" + kHost + "\r\n", 0);
    row("lower-case method", "get / HTTP/1.1\r\n" + kHost + "\r\n", 501);
    row("CONNECT", "CONNECT a:1 HTTP/1.1\r\n" + kHost + "\r\n", 501);
    row("NUL in the method", QByteArray("GE\0T / HTTP/1.1\r\n", 17) + kHost + "\r\n", 400);
    row("HTTP/0.9", "GET /\r\n", 400);
    row("HTTP/9.9", "GET / HTTP/9.9\r\n" + kHost + "\r\n", 505);
    row("HTTP/1.2", "GET / HTTP/1.2\r\n" + kHost + "\r\n", 505);
    row("HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505);
    row("HTTPxa.b", "GET / HTTPxa.b\r\n" + kHost + "\r\n", 400);
    row("two spaces", "GET  / HTTP/1.1\r\n" + kHost + "\r\n", 400);
    row("tab", "GET\t/ HTTP/1.1\r\n" + kHost + "\r\n", 400);
    row("trailing space", "GET / HTTP/1.1 \r\n" + kHost + "\r\n", 400);
    row("HTTP/1.0 without host", "GET / HTTP/1.0\r\n\r\n", 0);
    row("no host", "GET / HTTP/1.1\r\n\r\n", 400);
    row("two hosts", request("/", kHost), 400);
    row("empty host", "GET / HTTP/1.1\r\nHost:\r\n\r\n", 400);
    row("host with user", "GET / HTTP/1.1\r\nHost: a@b\r\n\r\n", 400);
    row("host with port too high", "GET / HTTP/1.1\r\nHost: a:65536\r\n\r\n", 400);
    row("IPv6 host", "GET / HTTP/1.1\r\nHost: [::1]:80\r\n\r\n", 0);
    row("broken IPv6 host", "GET / HTTP/1.1\r\nHost: [::1\r\n\r\n", 400);
    row("absolute form", request("http://LOCALHOST/a?b"), 0);
    row("absolute form, other host", request("http://evil.example/"), 400);
    row("absolute form, user", request("http://a@localhost/"), 400);
    row("absolute form, other scheme", request("ftp://localhost/"), 400);
    row("authority form", request("localhost:80"), 400);
    row("asterisk of GET", request("*"), 400);
    row("asterisk of OPTIONS", "OPTIONS * HTTP/1.1\r\n" + kHost + "\r\n", 0);
    row("double slash", request("//evil/a"), 400);
    row("fragment", request("/a#b"), 400);
    row("backslash", request("/a\\b"), 400);
    row("encoded backslash", request("/a%5cb"), 400);
    row("encoded slash", request("/a%2Fb"), 400);
    row("encoded NUL", request("/a%00"), 400);
    row("encoded CRLF", request("/a%0d%0aX:%201"), 400);
    row("bad escape", request("/a%zz"), 400);
    row("cut escape", request("/a%4"), 400);
    row("lone percent", request("/%"), 400);
    row("dot segment", request("/a/../b"), 400);
    row("encoded dot segment", request("/a/%2e%2E/b"), 400);
    row("final dot segment", request("/a/."), 400);
    row("dots in a name", request("/.well-known/a..b"), 0);
    row("encoded twice", request("/a%252fb"), 0);
    row("high byte in the target", request("/\xc3\xa4"), 400);
    row("bare LF", "GET / HTTP/1.1\n" + kHost + "\r\n", 400);
    row("bare LF in fields", "GET / HTTP/1.1\r\nHost: localhost\n\r\n", 400);
    row("bare CR in a value", request("/", "X: a\rContent-Length: 5\r\n"), 400);
    row("NUL in a value", request("/", QByteArray("X: a\0b\r\n", 8)), 400);
    row("obs-text in a value", request("/", "X: \xe4\r\n"), 0);
    row("tab in a value", request("/", "X: a\tb\r\n"), 0);
    row("space before the colon", request("/", "X : a\r\n"), 400);
    row("obs-fold", request("/", "X: a\r\n b\r\n"), 400);
    row("fold of the first field", "GET / HTTP/1.1\r\n X: a\r\n" + kHost + "\r\n", 400);
    row("no colon", request("/", "X\r\n"), 400);
    row("no name", request("/", ": a\r\n"), 400);
    row("name with brackets", request("/", "X[]: a\r\n"), 400);
    row("length", post + "Content-Length: 3\r\n\r\nabc", 0);
    row("length 0", post + "Content-Length: 0\r\n\r\n", 0);
    row("no length", post + "\r\n", 0);
    row("length with blanks", post + "Content-Length:  3 \r\n\r\nabc", 0);
    for (const QByteArray value : {"", "-1", "+3", "abc", "0x5", "5, 5", "3 3", "1e1", "3.0"})
        row("length \"" + value + "\"", post + "Content-Length: " + value + "\r\n\r\n", 400);
    row("length beyond 64 bits", post + "Content-Length: 99999999999999999999999\r\n\r\n", 400);
    row("length 2^63-1", post + "Content-Length: 9223372036854775807\r\n\r\n", 400);
    row("length too large", post + "Content-Length: 65537\r\n\r\n", 413);
    row("two lengths", post + "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc", 400);
    row("length and coding", post + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n", 400);
    row("coding and length", post + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n", 400);
    for (const QByteArray value : {"xchunked", "gzip", "identity", "gzip, chunked",
                                   "chunked, identity", "chunked, chunked", "", "chunked;x"})
        row("coding \"" + value + "\"", post + "Transfer-Encoding: " + value + "\r\n\r\n0\r\n\r\n",
            400);
    row("two codings",
        post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400);
    row("coding of HTTP/1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        400);
    row("chunks", chunked("3\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\n"), 0);
    row("chunk extension", chunked("3;a=\"b\"\r\nabc\r\n0\r\n\r\n"), 0);
    row("chunk extension too long", chunked("3;" + QByteArray(300, 'a') + "\r\nabc\r\n0\r\n\r\n"),
        400);
    row("chunk extension endless", chunked("3;" + QByteArray(3000, 'a')), 400);
    row("chunk trailer", chunked("0\r\nX: a\r\n\r\n"), 0);
    row("bad trailer", chunked("0\r\nX a\r\n\r\n"), 400);
    row("trailers too large", chunked("0\r\nX: " + QByteArray(5000, 'a') + "\r\n\r\n"), 431);
    for (const QByteArray size :
         {"zz", "-5", "", " 3", "3 ", "0x3", "00000000000000003", "FFFFFFFFFFFFFFFFF"})
        row("chunk size \"" + size + "\"", chunked(size + "\r\nabc\r\n0\r\n\r\n"), 400);
    row("chunk size 2^64-1", chunked("FFFFFFFFFFFFFFFF\r\nabc"), 413);
    row("chunk longer than said", chunked("2\r\nabc\r\n0\r\n\r\n"), 400);
    row("chunk ended by LF", chunked("3\r\nabc\n0\r\n\r\n"), 400);
    row("chunk size ended by LF", chunked("3\nabc\r\n0\r\n\r\n"), 400);
    row("expectation", request("/", "Expect: 200-ok\r\n"), 417);
    row("TLS hello", QByteArray("\x16\x03\x01\x00\xc8\x01\x00\x00\n", 9), 400);
    row("pipelined", request("/a") + chunked("1\r\nx\r\n0\r\n\r\n") + request("/b", "X : 1\r\n"),
        400);
}

void GateParserTest::judges()
{
    QFETCH(QByteArray, input);
    QFETCH(int, status);
    QCOMPARE(statusOf(input), status);
    const QByteArray yield = yieldOf(input, input.size());
    if (status == 0)
        QVERIFY2(yield.contains('|') && yield.endsWith("state 0"), yield.constData());
}

void GateParserTest::splitsDoNotMatter()
{
    QFETCH(QByteArray, input);
    const QByteArray whole = yieldOf(input, input.size());
    for (const qsizetype piece : {1, 2, 3, 7, 64})
        QCOMPARE(yieldOf(input, piece), whole);
    for (qsizetype length = 0; length < std::min<qsizetype>(input.size(), 400); ++length) {
        const QByteArray beginning = input.first(length);
        QCOMPARE(yieldOf(beginning, 1), yieldOf(beginning, std::max<qsizetype>(length, 1)));
    }
}

void GateParserTest::yieldsCanonicalRequests()
{
    const QByteArray input =
        "POST http://LocalHost:80/a%20b%C3%A4?x=%20y HTTP/1.1\r\n"
        "host: localhost:80\r\nConnection: x, Keep-Alive\r\nUpgrade: websocket\r\n"
        "TE: trailers\r\nAccept:  */*\t\r\nTransfer-Encoding: Chunked\r\n\r\n"
        "3\r\nabc\r\n2\r\nde\r\n0\r\nAuthorization: none\r\n\r\n"
        "GET / HTTP/1.1\r\nHost: a\r\nConnection: Close\r\n\r\n"
        "GET / HTTP/1.0\r\n\r\n";
    QCOMPARE(
        yieldOf(input, input.size()),
        QByteArray("keep LocalHost:80|POST|/a b\xc3\xa4|x=%20y|abcde|host=localhost:80|Accept=*/*\n"
                   "close a|GET|/|||Host=a\n"
                   "close |GET|/||\n"
                   "state 0"));
}

void GateParserTest::keepsItsLimits()
{
    GateLimits limits;
    const auto target = [](qsizetype size) { return request("/" + QByteArray(size - 1, 'a')); };
    QCOMPARE(statusOf(target(limits.target)), 0);
    QCOMPARE(statusOf(target(limits.target + 1)), 414);
    const auto section = [](qsizetype size) {
        return request("/", "X: " + QByteArray(size - kHost.size() - 7, 'a') + "\r\n");
    };
    QCOMPARE(statusOf(section(limits.headerSection)), 0);
    QCOMPARE(statusOf(section(limits.headerSection + 1)), 431);
    const auto fields = [](int count) {
        return request("/", QByteArray("X: a\r\n").repeated(count - 1));
    };
    QCOMPARE(statusOf(fields(limits.fields)), 0);
    QCOMPARE(statusOf(fields(limits.fields + 1)), 431);
    limits.body = 10;
    const auto body = [](int size) {
        return chunked("4\r\nabcd\r\n" + QByteArray::number(size - 4, 16) + "\r\n"
                       + QByteArray(size - 4, 'b') + "\r\n0\r\n\r\n");
    };
    QCOMPARE(statusOf(body(10), limits), 0);
    QCOMPARE(statusOf(body(11), limits), 413);
    limits.requestLine = 20;
    QCOMPARE(statusOf("GET /12345 HTTP/1.1\r", limits), 414);
}

void GateParserTest::stopsBetweenHeadAndBody()
{
    GateParser parser{GateLimits()};
    const QByteArray head =
        "POST / HTTP/1.1\r\n" + kHost + "Expect: 100-Continue\r\nContent-Length: 2\r\n\r\n";
    QCOMPARE(parser.feed(QByteArray(head + "ab")), head.size());
    QCOMPARE(parser.state(), GateParser::State::Body);
    QVERIFY(parser.expectsContinue());
    QCOMPARE(parser.authority(), QByteArray("localhost"));
    QCOMPARE(parser.feed("abGET"), qsizetype(2));
    QCOMPARE(parser.state(), GateParser::State::Complete);
    QCOMPARE(parser.feed("more"), qsizetype(0));
    QCOMPARE(parser.take().body, QByteArray("ab"));
    QCOMPARE(parser.state(), GateParser::State::Idle);
}

QTEST_GUILESS_MAIN(GateParserTest)
#include "tst_gateparser.moc"
