// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/base/logging.h"
#include "tests/support/fakeclock.h"

#include <QJsonDocument>
#include <QTest>

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
