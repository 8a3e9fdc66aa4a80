// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/base/keyinfo.h"

#include <QTest>

using namespace tokendesk;
using namespace std::chrono_literals;

class TestKeyInfo : public QObject
{
    Q_OBJECT
private slots:
    void concerns_data();
    void concerns();
};

Q_DECLARE_METATYPE(tokendesk::KeyInfo)
Q_DECLARE_METATYPE(std::vector<tokendesk::KeyConcern>)

namespace {
const Instant kNow = fromEpochMs(1'800'000'000'000);

KeyInfo keyOf(KeyInfo::State state, std::optional<Instant> activatesAt = {},
              const QString &warning = {})
{
    KeyInfo key;
    key.state = state;
    key.activatesAt = activatesAt;
    key.warning = warning;
    return key;
}
} // namespace

void TestKeyInfo::concerns_data()
{
    using State = KeyInfo::State;
    using Concerns = std::vector<KeyConcern>;
    QTest::addColumn<KeyInfo>("key");
    QTest::addColumn<Concerns>("expected");
    const QString weak = QStringLiteral("too short");
    QTest::newRow("active") << keyOf(State::Active) << Concerns{};
    QTest::newRow("weak") << keyOf(State::Active, {}, weak) << Concerns{KeyConcern::Weak};
    QTest::newRow("weak, retiring")
        << keyOf(State::Retiring, {}, weak) << Concerns{KeyConcern::Weak};
    QTest::newRow("weak, retired") << keyOf(State::Retired, {}, weak) << Concerns{};
    QTest::newRow("no date") << keyOf(State::Next) << Concerns{};
    QTest::newRow("far") << keyOf(State::Next, kNow + kKeyNotice + 1s) << Concerns{};
    QTest::newRow("soon") << keyOf(State::Next, kNow + kKeyNotice)
                          << Concerns{KeyConcern::SignsSoon};
    QTest::newRow("just now") << keyOf(State::Next, kNow) << Concerns{KeyConcern::SignsSoon};
    QTest::newRow("being done") << keyOf(State::Next, kNow - 3min)
                                << Concerns{KeyConcern::SignsSoon};
    QTest::newRow("overdue") << keyOf(State::Next, kNow - 3min - 1s)
                             << Concerns{KeyConcern::Overdue};
    QTest::newRow("overdue and weak")
        << keyOf(State::Next, kNow - 24h, weak) << Concerns{KeyConcern::Weak, KeyConcern::Overdue};
}

void TestKeyInfo::concerns()
{
    QFETCH(KeyInfo, key);
    QFETCH(std::vector<KeyConcern>, expected);
    QVERIFY(concernsAbout(key, kNow) == expected);
}

QTEST_GUILESS_MAIN(TestKeyInfo)
#include "tst_keyinfo.moc"
