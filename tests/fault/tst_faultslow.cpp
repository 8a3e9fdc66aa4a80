// SPDX-License-Identifier: GPL-3.0-or-later
// Clients that dawdle to hold the server's memory and descriptors: slow headers, slow bodies, slow
// readers. RELIABILITY N2.
#include "tests/fault/faultdaemon.h"
#include "tests/fault/loadthread.h"
#include "tests/fault/sockets.h"

#include <QTest>

#include <algorithm>
#include <array>

#include <poll.h>
#include <sys/socket.h>

using namespace tokendesk::test;
using namespace std::chrono_literals;

namespace {

using Steady = std::chrono::steady_clock;

constexpr double kBound = 50; // milliseconds
constexpr int kEach = 500;
constexpr int kSteps = 4; // seconds until all of them are there

enum class Slow { Header, Body, Reader };
constexpr std::array kKinds = {Slow::Header, Slow::Body, Slow::Reader};

const char *nameOf(Slow kind)
{
    switch (kind) {
    case Slow::Header:
        return "header";
    case Slow::Body:
        return "body";
    case Slow::Reader:
        break;
    }
    return "reader";
}

/// One client that takes its time.
struct Dawdler
{
    Slow kind;
    int socket = -1;
    Steady::time_point since;
    double cutAfter = -1; ///< seconds; -1: still held
    QByteArray unsent; ///< of a reader: requests the kernel has not taken yet

    /// Beginning of what each kind sends.
    [[nodiscard]] static QByteArray beginning(Slow kind)
    {
        switch (kind) {
        case Slow::Header:
            return "GET /health/live HTTP/1.1\r\nHost: localhost\r\nX-Slow: ";
        case Slow::Body:
            return "POST /api/token/verify/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
                   "application/json\r\nContent-Length: 5000\r\n\r\n";
        case Slow::Reader:
            break;
        }
        // More answers than the kernel holds back for a client with so small a buffer.
        return getRequest("/account/profile").repeated(450);
    }

    void start(quint16 port)
    {
        socket = connectTo(port, true, kind == Slow::Reader ? 1'024 : 0);
        since = Steady::now();
        unsent = beginning(kind);
        push();
    }

    void push()
    {
        const qint64 sent = unsent.isEmpty() ? 0 : sendTo(socket, unsent);
        if (sent > 0)
            unsent.remove(0, sent);
    }

    /// One more byte, and a look whether the server has had enough.
    void tick()
    {
        pollfd one{socket, POLLRDHUP, 0};
        const bool ended = ::poll(&one, 1, 0) > 0 && one.revents != 0;
        if (ended) {
            cutAfter = std::chrono::duration<double>(Steady::now() - since).count();
            closeSocket(std::exchange(socket, -1));
            return;
        }
        if (kind != Slow::Reader) {
            sendTo(socket, "a");
            return;
        }
        char byte = 0;
        (void)::recv(socket, &byte, 1, MSG_DONTWAIT);
        push();
    }
};

/// Deadline of \a kind in seconds, short in a run of every day.
int deadlineOf(Slow kind)
{
    switch (kind) {
    case Slow::Header:
        return amount(3, 10);
    case Slow::Body:
        return amount(6, 20);
    case Slow::Reader:
        break;
    }
    return amount(9, 30);
}

/// When those of one kind were cut.
struct Cut
{
    int count = 0;
    double first = 1e9;
    double last = 0;
};

/// Clients of all kinds, of which some more come every second.
class Crowd
{
public:
    /// False if one finds no connection.
    [[nodiscard]] bool grow(quint16 port)
    {
        for (int i = 0; i < kEach / kSteps && m_clients.size() < kEach * kKinds.size(); ++i) {
            for (const Slow kind : kKinds) {
                m_clients.push_back({kind, -1, {}, -1, {}});
                m_clients.back().start(port);
                if (m_clients.back().socket < 0)
                    return false;
            }
        }
        return true;
    }

    void tick()
    {
        for (Dawdler &one : m_clients) {
            if (one.cutAfter < 0)
                one.tick();
        }
    }

    /// Whether the server still holds one of them.
    [[nodiscard]] bool isHeld() const
    {
        return std::any_of(m_clients.begin(), m_clients.end(),
                           [](const Dawdler &one) { return one.cutAfter < 0; });
    }

    [[nodiscard]] Cut cutOf(Slow kind) const
    {
        Cut cut;
        for (const Dawdler &one : m_clients) {
            if (one.kind != kind || one.cutAfter < 0)
                continue;
            ++cut.count;
            cut.first = std::min(cut.first, one.cutAfter);
            cut.last = std::max(cut.last, one.cutAfter);
        }
        return cut;
    }

private:
    std::vector<Dawdler> m_clients;
};

} // namespace

class FaultSlowTest : public QObject
{
    Q_OBJECT

    Daemon m_daemon;
    QByteArray m_token;

    void start();
    /// Has \a crowd come and dawdle until the last one is cut; what \a load saw meanwhile.
    Latency besides(Crowd &crowd, LoadThread &load);
    static void judge(const Crowd &crowd);

private slots:
    void slowClientsAreCut();
};

void FaultSlowTest::start()
{
    QVERIFY2(m_daemon.start(
                 {{QStringLiteral("header_timeout"), QString::number(deadlineOf(Slow::Header))},
                  {QStringLiteral("body_timeout"), QString::number(deadlineOf(Slow::Body))},
                  {QStringLiteral("write_timeout"), QString::number(deadlineOf(Slow::Reader))}}),
             m_daemon.log().constData());
    m_token = accessToken(m_daemon);
    QVERIFY2(!m_token.isEmpty(), m_daemon.log().constData());
}

Latency FaultSlowTest::besides(Crowd &crowd, LoadThread &load)
{
    Latency during;
    const auto giveUp = Steady::now() + std::chrono::seconds(deadlineOf(Slow::Reader)) + 60s;
    do {
        if (!crowd.grow(m_daemon.port())) {
            QTest::qFail("a slow client found no connection", __FILE__, __LINE__);
            return during;
        }
        const Latency window = measure(load, 1, 1s);
        during.p99.push_back(window.p99.front());
        during.answers += window.answers;
        during.failures += window.failures;
        crowd.tick();
    } while (crowd.isHeld() && Steady::now() < giveUp);
    return during;
}

void FaultSlowTest::judge(const Crowd &crowd)
{
    for (const Slow kind : kKinds) {
        const Cut cut = crowd.cutOf(kind);
        qInfo("N2: slow %s: %d of %d cut, the first after %.1f s, the last after %.1f s",
              nameOf(kind), cut.count, kEach, cut.first, cut.last);
        QCOMPARE(cut.count, kEach);
        QVERIFY2(cut.first >= deadlineOf(kind) - 1, qPrintable(QString::number(cut.first)));
        // A byte a second, a sweep four times a second, and a machine that may be busy.
        QVERIFY2(cut.last <= deadlineOf(kind) + 15, qPrintable(QString::number(cut.last)));
    }
}

void FaultSlowTest::slowClientsAreCut()
{
    QVERIFY(raiseDescriptorLimit() >= 4'096);
    start();
    if (QTest::currentTestFailed())
        return;
    LoadThread load({m_daemon.port(),
                     50,
                     {getRequest("/account/profile", m_token),
                      postRequest("/api/token/verify/", R"({"token":")" + m_token + R"("})")},
                     20ms,
                     {200}});
    const Latency before = measure(load, 3, 1s);
    const ProcessFacts facts = m_daemon.facts();
    const qint64 descriptors = facts.descriptors();
    Crowd crowd;
    const Latency during = besides(crowd, load);
    QTRY_VERIFY_WITH_TIMEOUT(facts.descriptors() <= descriptors + 5, 60'000);
    const Report all = load.stop();

    qInfo("N2: 50 clients alone:    %s", before.text().constData());
    qInfo("N2: beside 1500 slow:    %s", during.text().constData());
    judge(crowd);
    if (QTest::currentTestFailed())
        return;
    QCOMPARE(all.failures, 0);
    QVERIFY2(during.median() <= boundFor(kBound, before), during.text().constData());
    QVERIFY2(m_daemon.stop(), m_daemon.log().constData());
}

QTEST_GUILESS_MAIN(FaultSlowTest)
#include "tst_faultslow.moc"
