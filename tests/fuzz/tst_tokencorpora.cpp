// SPDX-License-Identifier: GPL-3.0-or-later
// Replays the corpora of the fuzz targets for tokens, base64url, JSON and keys, each input whole,
// cut at every place and with every byte changed once.
#include "tests/fuzz/tokenoracles.h"

#include <QDir>
#include <QTest>

using namespace tokendesk;
using namespace tokendesk::test;

namespace {

using Oracle = Breach (*)(QByteArrayView);

struct Corpus
{
    const char *folder;
    Oracle oracle;
    qsizetype most; ///< inputs longer than this are not taken apart, because it would take minutes
};
constexpr Corpus kCorpora[] = {
    {"token", tokenBreach, 700},
    {"base64url", base64UrlBreach, 4096},
    {"json", jsonBreach, 4096},
    {"keys", keyBreach, 500},
};

} // namespace

class TokenCorporaTest : public QObject
{
    Q_OBJECT

private slots:
    void holds_data()
    {
        QTest::addColumn<int>("corpus");
        QTest::addColumn<QByteArray>("input");
        for (int i = 0; i < int(std::size(kCorpora)); ++i) {
            const QDir folder(QStringLiteral(TOKENDESK_CORPUS "/")
                              + QLatin1String(kCorpora[i].folder));
            const QStringList names = folder.entryList(QDir::Files);
            QVERIFY2(names.size() >= 6, kCorpora[i].folder);
            for (const QString &name : names) {
                QFile file(folder.filePath(name));
                QVERIFY(file.open(QIODevice::ReadOnly));
                QTest::newRow(
                    qPrintable(QLatin1String(kCorpora[i].folder) + QLatin1Char(' ') + name))
                    << i << file.readAll();
            }
        }
    }
    void holds()
    {
        QFETCH(int, corpus);
        QFETCH(QByteArray, input);
        const Corpus &row = kCorpora[corpus];
        const auto check = [&row](const QByteArray &text) {
            const Breach breach = row.oracle(text);
            QVERIFY2(!breach, breach);
        };
        check(input);
        if (input.size() > row.most)
            return;
        const qsizetype step = std::max<qsizetype>(1, input.size() / 64);
        for (qsizetype at = 0; at < input.size() && !QTest::currentTestFailed(); at += step) {
            check(input.first(at));
            QByteArray bent = input;
            bent[at] = static_cast<char>(bent[at] ^ 1);
            check(bent);
            bent[at] = '"';
            check(bent);
        }
    }
    void keysAreTaken()
    {
        const QDir folder(QStringLiteral(TOKENDESK_CORPUS "/keys"));
        const SecretBytes passphrase(QByteArrayView("correct horse battery"));
        const QStringList names = folder.entryList(QDir::Files);
        for (const QString &name : names) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray text = file.readAll();
            QVERIFY2(token::parsePem(text, passphrase) || token::parseJwk(text)
                         || token::parseJwks(text),
                     qPrintable(name));
        }
    }
    void signedTokensAreAccepted()
    {
        // The corpus reaches what it is for: some tokens are genuine, and one is accepted.
        QCOMPARE(fuzzKeys().size(), std::size_t{6});
        QVERIFY(simplyAccepts(fuzzToken("S{\"alg\":\"HS256\"}\n{\"exp\":1}")));
        TableFacts facts;
        facts.users[1] = {true, {}, {}};
        token::DecodedToken decoded;
        const QByteArray text = fuzzToken(
            "S{\"alg\":\"HS256\"}\n{\"token_type\":\"access\",\"exp\":1800000100,\"user_id\":\"1\","
            "\"jti\":\"00112233445566778899aabb80000002\"}");
        QVERIFY(token::examine(text, token::Purpose::Access, token::Policy(),
                               token::KeyRing(fuzzKeys(), nullptr), facts,
                               fromEpochMs(1'800'000'000'000), token::Mode::Stopping, decoded)
                    .accepted());
    }
};

QTEST_APPLESS_MAIN(TokenCorporaTest)
#include "tst_tokencorpora.moc"
