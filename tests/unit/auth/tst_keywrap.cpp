// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/keywrap.h"

#include <QSet>
#include <QTest>

using namespace tokendesk;
using namespace tokendesk::auth;

namespace {

SecretBytes keyOf(char byte) { return SecretBytes(QByteArrayView(QByteArray(kWrapKeySize, byte))); }

} // namespace

class TestKeyWrap : public QObject
{
    Q_OBJECT

private slots:
    void roundTrips_data()
    {
        QTest::addColumn<int>("size");
        for (int size : {1, 15, 16, 17, 32, 64, 3'000})
            QTest::addRow("%d bytes", size) << size;
    }
    void roundTrips()
    {
        QFETCH(int, size);
        const SecretBytes text{QByteArrayView(QByteArray(size, 'x'))};
        const auto wrapped = wrapKey(keyOf('k'), text, "kid-1");
        QVERIFY(wrapped.has_value());
        QCOMPARE(wrapped->size(), 1 + 12 + size + 16);
        QCOMPARE(wrapped->at(0), '\1');
        QVERIFY(size < 8 || !wrapped->contains(text.view().toByteArray()));
        const auto back = unwrapKey(keyOf('k'), *wrapped, "kid-1");
        QVERIFY(back.has_value());
        QCOMPARE(back->view(), text.view());
    }

    void agreesWithAnotherImplementation()
    {
        // cryptography (Python): AESGCM(b"k" * 32).encrypt(b"n" * 12, b"secret", b"\x01" b"kid-1")
        const QByteArray wrapped =
            QByteArray("\1", 1) + QByteArray(12, 'n')
            + QByteArray::fromHex("eb5e84c274c02089897579dbb0725d5b71767bfbe4ca");
        const auto back = unwrapKey(keyOf('k'), wrapped, "kid-1");
        QVERIFY(back.has_value());
        QCOMPARE(back->view(), QByteArrayView("secret"));
    }

    void noncesAreNeverRepeated()
    {
        QSet<QByteArray> seen;
        for (int i = 0; i < 100; ++i)
            seen.insert(wrapKey(keyOf('k'), SecretBytes(QByteArrayView("secret")), "a").value());
        QCOMPARE(seen.size(), 100);
    }

    void everyChangedBitIsNoticed()
    {
        const auto wrapped =
            wrapKey(keyOf('k'), SecretBytes(QByteArrayView("secret")), "kid-1").value();
        for (qsizetype i = 0; i < wrapped.size() * 8; ++i) {
            QByteArray changed = wrapped;
            changed[i / 8] = static_cast<char>(changed[i / 8] ^ (1 << (i % 8)));
            const auto back = unwrapKey(keyOf('k'), changed, "kid-1");
            QVERIFY(!back);
            QCOMPARE(back.error().code, ErrorCode::KeyFileWrong);
        }
        for (qsizetype size = 1; size < wrapped.size(); ++size)
            QVERIFY(!unwrapKey(keyOf('k'), QByteArrayView(wrapped).first(size), "kid-1"));
    }

    void anotherKeyOrContextDoesNotOpen()
    {
        const auto wrapped =
            wrapKey(keyOf('k'), SecretBytes(QByteArrayView("secret")), "kid-1").value();
        QCOMPARE(unwrapKey(keyOf('K'), wrapped, "kid-1").error().code, ErrorCode::KeyFileWrong);
        QCOMPARE(unwrapKey(keyOf('k'), wrapped, "kid-2").error().code, ErrorCode::KeyFileWrong);
        QCOMPARE(unwrapKey(keyOf('k'), wrapped, "").error().code, ErrorCode::KeyFileWrong);
    }

    void wrongLengthsAreRefused()
    {
        const SecretBytes text(QByteArrayView("secret"));
        QCOMPARE(wrapKey(SecretBytes(16), text, "a").error().code, ErrorCode::InvalidArgument);
        QCOMPARE(wrapKey(keyOf('k'), SecretBytes(), "a").error().code, ErrorCode::InvalidArgument);
        QCOMPARE(unwrapKey(SecretBytes(), "x", "a").error().code, ErrorCode::InvalidArgument);
        QVERIFY(!unwrapKey(keyOf('k'), {}, "a"));
    }
};

QTEST_APPLESS_MAIN(TestKeyWrap)
#include "tst_keywrap.moc"
