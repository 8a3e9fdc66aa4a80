// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/metrics.h"
#include "server/http/networkaccess.h"
#include "server/http/prometheus.h"
#include "server/http/router.h"
#include "tests/http/servedcore.h"

#include <QRegularExpression>
#include <QTest>

#include <map>
#include <set>
#include <thread>

using namespace tokendesk;
using namespace tokendesk::test;

namespace {

using Labels = std::map<QByteArray, QByteArray>;

/// A strict reader of the text format: whatever it does not expect is a fault.
class Exposition
{
public:
    explicit Exposition(const QByteArray &text)
    {
        if (!text.endsWith('\n'))
            fault("no line feed at the end");
        for (const QByteArray &line : text.chopped(1).split('\n'))
            read(line);
        for (const auto &[name, family] : m_families)
            check(name, family);
    }

    [[nodiscard]] const QByteArray &faults() const { return m_faults; }
    [[nodiscard]] QByteArray typeOf(const QByteArray &family) const
    {
        const auto found = m_families.find(family);
        return found == m_families.end() ? QByteArray() : found->second.type;
    }
    /// The sample of that name and these labels; −1: there is none.
    [[nodiscard]] double value(const QByteArray &name, const Labels &labels = {}) const
    {
        const auto found = m_samples.find({name, labels});
        return found == m_samples.end() ? -1 : found->second;
    }
    [[nodiscard]] const auto &samples() const { return m_samples; }

private:
    struct Family
    {
        QByteArray type;
        bool hasHelp = false;
        std::vector<std::pair<QByteArray, Labels>> samples;
    };

    void fault(const QByteArray &text) { m_faults += text + '\n'; }

    void read(const QByteArray &line)
    {
        static const QRegularExpression comment(
            QStringLiteral("^# (HELP|TYPE) ([a-z_][a-z0-9_]*) (.+)$"));
        static const QRegularExpression sample(
            QStringLiteral("^([a-z_][a-z0-9_]*)(\\{(.*)\\})? (\\S+)$"));
        const QString text = QString::fromUtf8(line);
        if (const auto match = comment.match(text); match.hasMatch())
            return readComment(match.captured(1) == u"TYPE", match.captured(2).toUtf8(),
                               match.captured(3).toUtf8());
        const auto match = sample.match(text);
        if (!match.hasMatch())
            return fault("not a line of the format: " + line);
        bool isNumber = false;
        const double value = match.captured(4).toDouble(&isNumber);
        if (!isNumber || value < 0)
            fault("not a number: " + line);
        readSample(match.captured(1).toUtf8(), labelsOf(match.captured(3), line), value);
    }

    void readComment(bool isType, const QByteArray &name, const QByteArray &text)
    {
        Family &family = m_families[name];
        if (!isType) {
            if (family.hasHelp)
                fault("two HELP: " + name);
            family.hasHelp = true;
            m_current = name;
            return;
        }
        if (!family.type.isEmpty() || m_current != name)
            fault("TYPE out of place: " + name);
        if (!QByteArrayList{"counter", "gauge", "histogram", "summary"}.contains(text))
            fault("unknown type: " + text);
        family.type = text;
    }

    Labels labelsOf(const QString &text, const QByteArray &line)
    {
        static const QRegularExpression label(
            QStringLiteral("([a-z_][a-z0-9_]*)=\"((?:[^\"\\\\\\n]|\\\\[\\\\n\"])*)\"(,|$)"));
        Labels labels;
        qsizetype at = 0;
        while (at < text.size()) {
            const auto match = label.match(text, at, QRegularExpression::NormalMatch,
                                           QRegularExpression::AnchorAtOffsetMatchOption);
            if (!match.hasMatch()) {
                fault("bad labels: " + line);
                break;
            }
            if (!labels.emplace(match.captured(1).toUtf8(), match.captured(2).toUtf8()).second)
                fault("a label twice: " + line);
            at = match.capturedEnd();
        }
        return labels;
    }

    void readSample(const QByteArray &name, const Labels &labels, double value)
    {
        Family &family = m_families[m_current];
        static const QByteArrayList suffixes{"_bucket", "_sum", "_count"};
        const bool compound = family.type == "histogram" || family.type == "summary";
        const bool fits =
            compound ? suffixes.contains(name.mid(m_current.size())) && name.startsWith(m_current)
                     : name == m_current;
        if (!fits || family.type.isEmpty())
            fault("a sample without its TYPE: " + name);
        if (!m_samples.emplace(std::pair(name, labels), value).second)
            fault("a sample twice: " + name);
        family.samples.emplace_back(name, labels);
    }

    void check(const QByteArray &name, const Family &family)
    {
        if (!family.hasHelp || family.type.isEmpty())
            fault("HELP and TYPE belong together: " + name);
        if (family.type == "counter" && !name.endsWith("_total"))
            fault("a counter's name ends in _total: " + name);
        if (family.type == "gauge" && name.endsWith("_total"))
            fault("a gauge is no total: " + name);
        if (family.type == "histogram")
            checkHistogram(name, family);
    }

    void checkHistogram(const QByteArray &name, const Family &family)
    {
        std::map<Labels, std::vector<std::pair<double, double>>> buckets; // le, value
        for (const auto &[sample, labels] : family.samples) {
            if (sample != name + "_bucket")
                continue;
            Labels others = labels;
            const QByteArray le = others["le"];
            others.erase("le");
            const double bound =
                le == "+Inf" ? std::numeric_limits<double>::infinity() : le.toDouble();
            buckets[others].emplace_back(bound, m_samples[{sample, labels}]);
        }
        for (const auto &[labels, list] : buckets) {
            if (!std::is_sorted(list.begin(), list.end()))
                fault("buckets do not rise: " + name);
            for (std::size_t i = 1; i < list.size(); ++i) {
                if (list[i].second < list[i - 1].second)
                    fault("buckets are not cumulative: " + name);
            }
            if (std::isfinite(list.back().first)
                || list.back().second != value(name + "_count", labels)
                || value(name + "_sum", labels) < 0)
                fault("+Inf, _count and _sum do not agree: " + name);
        }
    }

    std::map<QByteArray, Family> m_families;
    std::map<std::pair<QByteArray, Labels>, double> m_samples;
    QByteArray m_current;
    QByteArray m_faults;
};

} // namespace

class TestMetrics : public QObject
{
    Q_OBJECT

    std::unique_ptr<ServedCore> m_served;

    [[nodiscard]] Exposition scrape() const
    {
        return Exposition(m_served->client->send("GET", "/metrics").body);
    }
    static double requests(const Exposition &found, const char *route, const char *method,
                           const char *status)
    {
        return found.value("tokendesk_http_requests_total",
                           {{"route", route}, {"method", method}, {"status", status}});
    }

private slots:
    void init() { m_served = std::make_unique<ServedCore>(); }
    void cleanup() { m_served.reset(); }

    void numbersAreWhatHappened()
    {
        const ApiAnswer tokens = m_served->login();
        QCOMPARE(tokens.status, 200);
        QCOMPARE(m_served->client->login(QStringLiteral("anna"), QStringLiteral("wrong")).status,
                 401);
        QCOMPARE(m_served->client->login(QStringLiteral("nobody"), QStringLiteral("x")).status,
                 401);
        QCOMPARE(m_served->client->refresh(tokens.text("refresh")).status, 200);
        QCOMPARE(m_served->client->refresh(tokens.text("refresh")).status, 401);
        QCOMPARE(m_served->client->verify("rubbish").status, 401);
        QCOMPARE(m_served->client->profile("rubbish").status, 401);
        QCOMPARE(m_served->client->send("GET", "/no/such/thing").status, 404);
        QCOMPARE(m_served->client->send("DELETE", "/api/token/").status, 405);
        QCOMPARE(m_served->client->send("GET", "/", {}, {{"Host", "x"}}).status, 400);

        const ApiAnswer answer = m_served->client->send("GET", "/metrics");
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.header("Content-Type"),
                 QByteArray("text/plain; version=0.0.4; charset=utf-8"));
        const Exposition found(answer.body);
        QCOMPARE(found.faults(), QByteArray());
        QCOMPARE(requests(found, "/api/token/", "POST", "2xx"), 1);
        QCOMPARE(requests(found, "/api/token/", "POST", "4xx"), 2);
        QCOMPARE(requests(found, "/api/token/", "DELETE", "4xx"), 1);
        QCOMPARE(requests(found, "/api/token/refresh/", "POST", "2xx"), 1);
        QCOMPARE(requests(found, "/api/token/refresh/", "POST", "4xx"), 1);
        QCOMPARE(requests(found, "/account/profile", "GET", "4xx"), 1);
        QCOMPARE(requests(found, "other", "GET", "4xx"), 1);
        QCOMPARE(found.value("tokendesk_http_request_duration_seconds_count",
                             {{"route", "/api/token/"}}),
                 4);
        QVERIFY(
            found.value("tokendesk_http_request_duration_seconds_sum", {{"route", "/api/token/"}})
            > 0);
        QCOMPARE(found.value("tokendesk_http_gate_refusals_total",
                             {{"status", "400"}, {"reason", "malformed"}}),
                 1);
        QVERIFY(found.value("tokendesk_http_open_connections") >= 1);
        const auto logins = [&found](const char *result) {
            return found.value("tokendesk_logins_total", {{"result", result}});
        };
        QCOMPARE(logins("ok"), 1);
        QCOMPARE(logins("failed"), 2);
        QCOMPARE(logins("throttled"), 0);
        QCOMPARE(logins("unavailable"), 0);
        const auto refused = [&found](const char *reason) {
            return found.value("tokendesk_token_refusals_total", {{"reason", reason}});
        };
        QCOMPARE(refused("not_three_segments"), 2);
        QCOMPARE(refused("token_spent"), 1);
        QCOMPARE(refused("expired"), 0);
        QCOMPARE(found.value("tokendesk_live_sessions"), 1);
        QCOMPARE(found.value("tokendesk_password_hash_queue_depth"), 0);
        QVERIFY(found.value("tokendesk_password_hash_duration_seconds_count") >= 3);
        QVERIFY(found.value("tokendesk_password_hash_duration_seconds_sum") > 0);
        QVERIFY(found.value("tokendesk_writer_jobs_total") >= 4);
        QVERIFY(found.value("tokendesk_writer_batches_total") >= 1);
        QCOMPARE(found.value("tokendesk_writer_failed_batches_total"), 0);
        QCOMPARE(found.value("tokendesk_events_dropped_total"), 0);
        QVERIFY(found.value("process_start_time_seconds") > 1.7e9);
        QCOMPARE(found.value("tokendesk_build_info",
                             {{"version", TOKENDESK_VERSION}, {"qt", qVersion()}}),
                 1);
        // A scrape is a request like others; it counts once it is answered.
        QCOMPARE(requests(found, "/metrics", "GET", "2xx"), -1);
        QCOMPARE(requests(scrape(), "/metrics", "GET", "2xx"), 1);
    }

    void revokedSessionsAreCounted()
    {
        QCOMPARE(scrape().value("tokendesk_revoked_sessions"), 0);
        QCOMPARE(m_served->client->logout(m_served->login().text("refresh")).status, 200);
        QCOMPARE(scrape().value("tokendesk_revoked_sessions"), 1);
    }

    void nothingThatClientsSendGetsIn()
    {
        (void)m_served->client->send("GET", "/marked-path?marked-query", {},
                                     {{"User-Agent", "marked-agent"}});
        (void)m_served->client->login(QStringLiteral("marked-name"), QStringLiteral("marked-word"));
        const QByteArray text = m_served->client->send("GET", "/metrics").body;
        QVERIFY(text.contains("tokendesk_"));
        QVERIFY(!text.contains("marked"));
        QVERIFY(!text.contains("anna"));
    }

    void everyRouteAndMethodHasItsOwnCount()
    {
        for (const http::Route &route : http::routes()) {
            for (const char *method : {"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"})
                QVERIFY(m_served->client->send(method, route.path).status >= 200);
        }
        const Exposition found = scrape();
        QCOMPARE(found.faults(), QByteArray());
        for (const http::Route &route : http::routes()) {
            double sum = 0;
            for (const auto &[key, value] : found.samples()) {
                if (key.first == "tokendesk_http_requests_total"
                    && key.second.at("route") == route.path)
                    sum += value;
            }
            QCOMPARE(sum, 7);
        }
    }

    void fromManyThreadsNothingIsLost()
    {
        http::Metrics metrics(m_served->core->context(), {});
        constexpr int kThreads = 4;
        constexpr int kEach = 2000;
        std::vector<std::thread> threads;
        for (int i = 0; i < kThreads; ++i) {
            threads.emplace_back([&metrics] {
                const auto counters = metrics.forWorker();
                for (int n = 0; n < kEach; ++n) {
                    counters->countRequest(0, "POST", 200, std::chrono::microseconds{n * 10});
                    counters->countLogin(http::LoginResult::Throttled);
                    counters->countRefusal(token::Cause::Expired);
                }
            });
        }
        while (Exposition(metrics.text()).value("tokendesk_logins_total", {{"result", "throttled"}})
               < kThreads * kEach)
            QCOMPARE(Exposition(metrics.text()).faults(), QByteArray());
        for (std::thread &thread : threads)
            thread.join();
        const Exposition found(metrics.text());
        QCOMPARE(found.faults(), QByteArray());
        QCOMPARE(found.value("tokendesk_http_requests_total",
                             {{"route", "/api/token/"}, {"method", "POST"}, {"status", "2xx"}}),
                 kThreads * kEach);
        QCOMPARE(found.value("tokendesk_http_request_duration_seconds_bucket",
                             {{"route", "/api/token/"}, {"le", "0.001"}}),
                 kThreads * 101); // 0 to 100 times 10 µs
        QCOMPARE(found.value("tokendesk_token_refusals_total", {{"reason", "expired"}}),
                 kThreads * kEach);
        // A worker that starts later takes over what one left, and loses nothing.
        const auto again = metrics.forWorker();
        again->countLogin(http::LoginResult::Throttled);
        QCOMPARE(
            Exposition(metrics.text()).value("tokendesk_logins_total", {{"result", "throttled"}}),
            kThreads * kEach + 1);
    }

    void methodsAndNegotiation()
    {
        const ApiAnswer head = m_served->client->send("HEAD", "/metrics");
        QCOMPARE(head.status, 200);
        QVERIFY(head.body.isEmpty());
        QCOMPARE(m_served->client->send("POST", "/metrics", "x").status, 405);
        for (const char *accept : {"text/plain;version=0.0.4;q=0.5", "image/png", "*/*"})
            QCOMPARE(m_served->client->send("GET", "/metrics", {}, {{"Accept", accept}}).status,
                     200);
    }

    void whoMayRead_data()
    {
        QTest::addColumn<QString>("peer");
        QTest::addColumn<QByteArray>("field");
        QTest::addColumn<QJsonValue>("networks");
        QTest::addColumn<bool>("allowed");
        const QJsonArray some{QStringLiteral("10.1.0.0/16"), QStringLiteral("fd00::/8")};
        const auto row = [](const char *name, const char *peer, const char *field,
                            const QJsonValue &networks, bool allowed) {
            QTest::newRow(name) << QString::fromLatin1(peer) << QByteArray(field) << networks
                                << allowed;
        };
        const QJsonValue usual(QJsonValue::Undefined);
        row("here", "127.0.0.1", "", usual, true);
        row("here, IPv6", "::1", "", usual, true);
        row("another host", "10.1.2.3", "", usual, false);
        row("nobody", "127.0.0.1", "", QJsonArray(), false);
        row("not even here", "127.0.0.1", "", some, false);
        row("listed", "10.1.2.3", "", some, true);
        row("listed, IPv6", "fd00::7", "", some, true);
        row("beside the list", "10.2.2.3", "", some, false);
        row("through a proxy nobody told us of", "127.0.0.1", "X-Forwarded-For", usual, false);
        row("the same, by RFC 7239", "::1", "forwarded", usual, false);
    }
    void whoMayRead()
    {
        QFETCH(QString, peer);
        QFETCH(QByteArray, field);
        QFETCH(QJsonValue, networks);
        QFETCH(bool, allowed);
        Settings settings;
        if (!networks.isUndefined())
            VERIFY_OK(settings.set(settings::kMetricsNetworks, networks, SettingSource::Database));
        http::ApiRequest request;
        request.peer = QHostAddress(peer);
        if (!field.isEmpty())
            request.headers.emplace_back(field, "192.0.2.1");
        QCOMPARE(http::NetworkAccess(settings, settings::kMetricsNetworks).allows(request),
                 allowed);
    }

    void strangersAreRefused()
    {
        const ApiAnswer refused =
            m_served->client->send("GET", "/metrics", {}, {{"X-Forwarded-For", "192.0.2.1"}});
        QCOMPARE(refused.status, 403);
        QVERIFY(!refused.body.contains("tokendesk"));
        QVERIFY(m_served->set("metrics_networks", QJsonArray{})); // from the next request on
        QCOMPARE(m_served->client->send("GET", "/metrics").status, 403);
    }

    void labelValuesAreEscaped()
    {
        http::PrometheusText text;
        text.family("x", "gauge", "A test.");
        text.sample({}, {{"a", "q\"b\\n\nz"}, {"b", ""}}, 0.1);
        QCOMPARE(
            text.take(),
            QByteArray("# HELP x A test.\n# TYPE x gauge\nx{a=\"q\\\"b\\\\n\\nz\",b=\"\"} 0.1\n"));
    }
};

QTEST_GUILESS_MAIN(TestMetrics)
#include "tst_metrics.moc"
