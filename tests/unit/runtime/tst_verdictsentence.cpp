// SPDX-License-Identifier: GPL-3.0-or-later
// Every cause has its sentence, with the facts that decided.
#include "server/runtime/inspectionjson.h"
#include "server/runtime/verdictsentence.h"

#include <QSet>
#include <QTest>

using namespace tokendesk;
using namespace std::chrono_literals;

namespace {

using token::Cause;

/// An inspection that knows everything, and is refused for \a cause.
Inspection refusedFor(Cause cause)
{
    Inspection found;
    token::Verdict &verdict = found.verdict;
    verdict.examinedAt = fromEpochMs(1'800'000'000'000);
    verdict.firstFailure = token::Check::Form;
    verdict.checks[0] = {token::Outcome::Failed, cause};
    verdict.expiresAt = verdict.examinedAt - 192s;
    verdict.notBefore = verdict.examinedAt + 60s;
    verdict.issuedAt = verdict.examinedAt + 120s;
    verdict.jti = Jti{*SessionId::fromHex("00112233445566778899aabb"), 3};
    found.header = {{QStringLiteral("alg"), QStringLiteral("HS256")},
                    {QStringLiteral("kid"), QStringLiteral("k-1")}};
    found.claims = {{QStringLiteral("iss"), QStringLiteral("elsewhere %2")},
                    {QStringLiteral("aud"), QStringLiteral("others")},
                    {QStringLiteral("user_id"), QStringLiteral("7")}};
    Session session;
    session.id = verdict.jti->session;
    session.generation = 5;
    found.session = session;
    found.sessionEnd = {verdict.examinedAt - 60s, EndReason::Idle};
    User user;
    user.id = 7;
    user.username = QStringLiteral("anna");
    found.user = user;
    return found;
}

QString sentenceOf(const Inspection &inspection)
{
    return verdictSentence(inspection, QStringLiteral("access"), {}, {}).english();
}

} // namespace

class TestVerdictSentence : public QObject
{
    Q_OBJECT

private slots:
    void everyCauseHasOne_data()
    {
        QTest::addColumn<int>("cause");
        for (int cause = 1; cause < static_cast<int>(Cause::Count); ++cause)
            QTest::newRow(token::causeName(static_cast<Cause>(cause))) << cause;
    }
    void everyCauseHasOne()
    {
        QFETCH(const int, cause);
        const QString text = sentenceOf(refusedFor(static_cast<Cause>(cause)));
        const QString why = QString::fromUtf8(token::causeText(static_cast<Cause>(cause)));
        QVERIFY2(text.startsWith(QLatin1String("Refused: ")), qPrintable(text));
        QVERIFY2(text.contains(why.mid(1)), qPrintable(text));
        QVERIFY2(text.endsWith(u'.'), qPrintable(text));
        // Its own one: no two causes are told in the same words.
        for (int other = 1; other < cause; ++other)
            QVERIFY(text != sentenceOf(refusedFor(static_cast<Cause>(other))));
    }

    void factsAreTold_data()
    {
        QTest::addColumn<int>("cause");
        QTest::addColumn<QString>("sentence");
        const auto row = [](Cause cause, const char *sentence) {
            QTest::newRow(token::causeName(cause))
                << static_cast<int>(cause) << QString::fromLatin1(sentence);
        };
        row(Cause::Expired, "Refused: expired 3 min 12 s ago, leeway 0 s.");
        row(Cause::NotYetValid, "Refused: not valid yet, in 1 min, leeway 0 s.");
        row(Cause::IssuedInFuture, "Refused: issued in the future, 2 min ahead, leeway 0 s.");
        row(Cause::AlgorithmNotAllowed,
            "Refused: the algorithm is not the one of the key; the token says \"HS256\", and there "
            "is no key.");
        row(Cause::SignatureWrong,
            "Refused: the signature is wrong; checked with all 0 keys of this algorithm, none of "
            "which is \"k-1\".");
        // What a token says is no place for what another says.
        row(Cause::IssuerWrong,
            "Refused: another issuer; the token says \"elsewhere %2\", this server wants \"\".");
        row(Cause::SessionEnded,
            "Refused: the session has ended; session 00112233445566778899aabb ended "
            "2027-01-15T07:59:00.000Z: not used for longer than the idle limit.");
        row(Cause::TokenSpent,
            "Refused: the refresh token was used before; it is number 3 of session "
            "00112233445566778899aabb, whose current one is 5.");
        row(Cause::UserInactive, "Refused: the user is inactive; user 7, \"anna\".");
        row(Cause::TypeMissing, "Refused: no token type; the token says nothing.");
        row(Cause::FactsUnavailable, "Refused: the database could not be asked.");
    }
    void factsAreTold()
    {
        QFETCH(const int, cause);
        QFETCH(const QString, sentence);
        QCOMPARE(sentenceOf(refusedFor(static_cast<Cause>(cause))), sentence);
    }

    void whoEndedItIsTold()
    {
        Inspection found = refusedFor(Cause::SessionEnded);
        found.session->endedAt = found.sessionEnd->at;
        found.session->endedBy = QStringLiteral("root");
        found.sessionEnd->reason = EndReason::EndedByAdministrator;
        QVERIFY(
            sentenceOf(found).endsWith(QLatin1String(": ended by an administrator, by \"root\".")));
        found.session.reset();
        QCOMPARE(sentenceOf(found), QStringLiteral("Refused: the session has ended; session "
                                                   "00112233445566778899aabb."));
        found.verdict.jti.reset();
        QCOMPARE(sentenceOf(found), QStringLiteral("Refused: the session has ended."));
    }

    void acceptedOnesAreTold()
    {
        Inspection found;
        found.verdict.examinedAt = fromEpochMs(1'800'000'000'000);
        const auto text = [&found](const char *type) {
            return verdictSentence(found, QLatin1String(type), {}, {}).english();
        };
        QCOMPARE(text("refresh"), QStringLiteral("Accepted: refresh token without an expiry."));
        found.verdict.expiresAt = found.verdict.examinedAt + 15min;
        QCOMPARE(text("access"), QStringLiteral("Accepted: access token, expires in 15 min."));
        QCOMPARE(text("<b>"), QStringLiteral("Accepted: token, expires in 15 min."));
        found.verdict.leeway = 30s;
        found.verdict.expiresAt = found.verdict.examinedAt - 5s;
        QCOMPARE(text("sliding"), QStringLiteral("Accepted: sliding token, expired but within the "
                                                 "leeway of 30 s."));
    }

    void redactedOnesTellNoFacts()
    {
        for (int i = 1; i < static_cast<int>(Cause::Count); ++i) {
            Inspection found = refusedFor(static_cast<Cause>(i));
            found.sentence = verdictSentence(found, {}, {}, {});
            const QString text = redacted(found).sentence.english();
            const QString why = QString::fromUtf8(token::causeText(static_cast<Cause>(i)));
            QVERIFY2(text.contains(why.mid(1)), qPrintable(text));
            for (const char *fact : {"anna", "0011", "elsewhere", "others", "k-1", "\"7\""})
                QVERIFY2(!text.contains(QLatin1String(fact)), qPrintable(text));
        }
    }

    void reasonsAndPatternsAreAllDifferent()
    {
        const QStringList patterns = verdictPatterns();
        const QStringList words = verdictWords();
        QCOMPARE(QSet<QString>(patterns.begin(), patterns.end()).size(), patterns.size());
        QCOMPARE(QSet<QString>(words.begin(), words.end()).size(), words.size());
        for (int i = 0; i < static_cast<int>(EndReason::Count); ++i)
            QVERIFY(words.contains(QString::fromUtf8(endReasonText(static_cast<EndReason>(i)))));
    }
};

QTEST_GUILESS_MAIN(TestVerdictSentence)
#include "tst_verdictsentence.moc"
