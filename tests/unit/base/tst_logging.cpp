// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/base/logging.h"
#include "tests/support/fakeclock.h"

#include <QJsonDocument>
#include <QTest>

#include <mutex>
#include <thread>
#include <vector>

using namespace tokendesk;

class TestLogging : public QObject
{
    Q_OBJECT

private slots:
    void lineIsJsonInOrder()
    {
        const QByteArray line =
            logLine(fromEpochMs(1'795'604'467'412), Severity::Warning, QStringLiteral("http"),
                    QStringLiteral("slow"), {{QStringLiteral("ms"), 12}});
        QCOMPARE(
            line,
            QByteArray(R"({"ts":"2026-11-25T11:01:07.412Z","level":"warning","category":"http",)"
                       R"("message":"slow","fields":{"ms":12}})"));
    }

    void riskyCharactersAreEscaped()
    {
        const QString risky =
            QStringLiteral(u"a\nb\r\u001b[31m\u202ec\u2028d\u200be\u0085f\u007f\ufeff\u2066");
        const QByteArray line =
            logLine({}, Severity::Info, QStringLiteral("x"), risky, {{risky, risky}});
        for (const char c : line)
            QVERIFY(c >= 0x20 && c < 0x7f);
        const auto back = QJsonDocument::fromJson(line).object();
        QCOMPARE(back.value(QStringLiteral("message")).toString(), risky);
        QCOMPARE(back.value(QStringLiteral("fields")).toObject().value(risky).toString(), risky);
        // A lone surrogate is not text; it must not break the line either.
        const QByteArray lone =
            logLine({}, Severity::Info, QStringLiteral("x"), QString(QChar(0xd800)));
        QVERIFY(QJsonDocument::fromJson(lone).isObject());
    }

    void tokensAndSecretsAreHidden()
    {
        const QString token = QStringLiteral("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln-_x");
        QCOMPARE(redacted(QStringLiteral("got <%1>!").arg(token)),
                 QStringLiteral("got <[token]>!"));
        QCOMPARE(redacted(QString(QChar(0xd800)) + token + u' ' + token),
                 QString(QChar(0xd800)) + QStringLiteral("[token] [token]"));
        const QByteArray line = logLine(
            {}, Severity::Info, token, token,
            {{QStringLiteral("why"), token},
             {QStringLiteral("Password"), QStringLiteral("wonderland")},
             {QStringLiteral("in"),
              QJsonObject{{QStringLiteral("new_password"), QStringLiteral("wonderland")}}}});
        QVERIFY(!line.contains("eyJ"));
        QVERIFY(!line.contains("wonderland"));
        QVERIFY(QJsonDocument::fromJson(line).isObject());
    }

    void levelFilters()
    {
        const test::FakeClock clock;
        QList<QByteArray> lines;
        Logger logger(
            clock, [&lines](const QByteArray &line) { lines.append(line); }, Severity::Warning);
        logger.write(Severity::Info, QStringLiteral("a"), QStringLiteral("no"));
        logger.write(Severity::Error, QStringLiteral("a"), QStringLiteral("yes"));
        QCOMPARE(lines.size(), 1);
        QVERIFY(lines.first().endsWith("}\n"));
        logger.setLevel(Severity::Debug);
        logger.write(Severity::Debug, QStringLiteral("a"), QStringLiteral("now"));
        QCOMPARE(lines.size(), 2);
    }

    void qtMessagesArrive()
    {
        const test::FakeClock clock;
        QList<QByteArray> lines;
        {
            Logger logger(
                clock, [&lines](const QByteArray &line) { lines.append(line); }, Severity::Debug);
            logger.takeQtMessages();
            qWarning("odd %d", 7);
        }
        QCOMPARE(lines.size(), 1);
        const auto object = QJsonDocument::fromJson(lines.first()).object();
        QCOMPARE(object.value(QStringLiteral("message")).toString(), QStringLiteral("odd 7"));
        QCOMPARE(object.value(QStringLiteral("level")).toString(), QStringLiteral("warning"));
        QTest::ignoreMessage(QtWarningMsg, "after");
        qWarning("after"); // back with Qt Test, which would report a missing one
        QCOMPARE(lines.size(), 1);
    }

    void aBuiltLineIsTheSame()
    {
        const QString risky = QStringLiteral(u"a\"\\\n\u202e\u00fc eyJhbGciOiJIUzI1NiJ9.x\xd800");
        const QJsonObject more{{QStringLiteral("api_key"), QStringLiteral("wonderland")},
                               {QStringLiteral("why"), QStringLiteral("x")}};
        LogLine builder({}, Severity::Error, "http", "slow");
        builder.add("text", risky).add("latin", QByteArrayView("GET")).add("n", qint64{-7});
        const QByteArray line = builder.add("ms", 1.25, 3).add(more).take();
        for (const char c : line)
            QVERIFY(c >= 0x20 && c < 0x7f);
        QVERIFY(!line.contains("eyJ"));
        QVERIFY(!line.contains("wonderland"));
        const auto object = QJsonDocument::fromJson(line).object();
        QCOMPARE(object.value(QStringLiteral("level")).toString(), QStringLiteral("error"));
        const auto fields = object.value(QStringLiteral("fields")).toObject();
        QCOMPARE(fields.size(), 6);
        QVERIFY(fields.value(QStringLiteral("text"))
                    .toString()
                    .startsWith(QStringLiteral(u"a\"\\\n\u202e\u00fc [token]")));
        QCOMPARE(fields.value(QStringLiteral("n")).toInt(), -7);
        QCOMPARE(fields.value(QStringLiteral("ms")).toDouble(), 1.25);
        QCOMPARE(fields.value(QStringLiteral("api_key")).toString(), QStringLiteral("[hidden]"));
        QCOMPARE(LogLine({}, Severity::Info, "c", "m").take(),
                 logLine({}, Severity::Info, QStringLiteral("c"), QStringLiteral("m")));
    }

    void severitiesHaveNames()
    {
        QCOMPARE(severityFromName(u"warning"), std::optional(Severity::Warning));
        QCOMPARE(severityFromName(u"loud"), std::nullopt);
    }

    void nobodyWaitsForASlowSink()
    {
        const test::FakeClock clock;
        std::mutex closed; // the sink gets on only when the test lets it
        QByteArray all;
        Logger logger(clock, [&](const QByteArray &lines) {
            const std::lock_guard lock(closed);
            all += lines;
        });
        logger.writeInBackground();
        closed.lock();
        const QString text(1000, QLatin1Char('x'));
        constexpr int kLines = 3000; // three times what the buffer holds
        for (int i = 0; i < kLines; ++i)
            logger.write(Severity::Info, QStringLiteral("t"), text);
        const auto dropped = static_cast<int>(logger.dropped());
        QVERIFY(dropped > 0);
        closed.unlock();
        logger.flush();
        QCOMPARE(all.count(text.toLatin1()), kLines - dropped);
        QVERIFY(all.contains("\"lines were dropped\""));
        logger.write(Severity::Info, QStringLiteral("t"), QStringLiteral("again"));
        logger.flush();
        QVERIFY(all.contains("again"));
    }

    void theEndWritesWhatWaits()
    {
        const test::FakeClock clock;
        QByteArray all;
        {
            Logger logger(clock, [&all](const QByteArray &lines) { all += lines; });
            logger.writeInBackground();
            logger.write(Severity::Info, QStringLiteral("t"), QStringLiteral("last"));
        }
        QVERIFY(all.contains("last"));
    }

    void threadsDoNotMixLines()
    {
        const test::FakeClock clock;
        QByteArray all;
        Logger logger(clock, [&all](const QByteArray &line) { all += line; });
        std::vector<std::thread> threads;
        for (int t = 0; t < 4; ++t) {
            threads.emplace_back([&logger] {
                for (int i = 0; i < 250; ++i)
                    logger.write(Severity::Info, QStringLiteral("t"), QStringLiteral("m"));
            });
        }
        for (auto &thread : threads)
            thread.join();
        const auto lines = all.split('\n');
        QCOMPARE(lines.size(), 1'001);
        for (qsizetype i = 0; i + 1 < lines.size(); ++i)
            QVERIFY(QJsonDocument::fromJson(lines[i]).isObject());
    }
};

QTEST_APPLESS_MAIN(TestLogging)
#include "tst_logging.moc"
