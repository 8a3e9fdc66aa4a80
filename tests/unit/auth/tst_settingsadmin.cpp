// SPDX-License-Identifier: GPL-3.0-or-later
// What administrators do with settings, on a real database.
#include "server/auth/uservalidation.h"
#include "tests/unit/runtime/corefixture.h"

using namespace tokendesk;
using namespace tokendesk::test;
using auth::kTokenClaimsLimit;

class TestSettingsAdmin : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();

    void freshOnesAreDefaults();
    void savedOnesAreInForce();
    void oneBadValueSavesNothing_data();
    void oneBadValueSavesNothing();
    void unknownOneNamesTheNearest();
    void nothingNewMakesNoVersion();
    void resetGoesBackToTheDefault();
    void undoIsANewVersion();
    void mappingThatTokensCannotHold();

private:
    Result<auth::SettingsState> change(const QJsonObject &changes);
    Result<auth::SettingsState> undo(qint64 version);
    std::chrono::seconds accessLifetime() const
    {
        return m_core->context().policies.current()->policy.accessLifetime;
    }

    std::unique_ptr<Scratch> m_scratch;
    std::unique_ptr<Core> m_core;
};

namespace {

const auto kAccess = QStringLiteral("access_token_lifetime");
const auto kIssuer = QStringLiteral("issuer");

} // namespace

void TestSettingsAdmin::init()
{
    m_scratch = std::make_unique<Scratch>();
    auto core = m_scratch->open();
    VERIFY_OK(core);
    m_core = std::move(*core);
}

void TestSettingsAdmin::cleanup()
{
    m_core.reset();
    m_scratch.reset();
}

Result<auth::SettingsState> TestSettingsAdmin::change(const QJsonObject &changes)
{
    return await<auth::SettingsState>([&](auth::Completion<auth::SettingsState> done) {
        m_core->settings().change(changes, kActor, std::move(done));
    });
}

Result<auth::SettingsState> TestSettingsAdmin::undo(qint64 version)
{
    return await<auth::SettingsState>([&](auth::Completion<auth::SettingsState> done) {
        m_core->settings().undo(version, kActor, std::move(done));
    });
}

void TestSettingsAdmin::freshOnesAreDefaults()
{
    const auto state = m_core->settings().current();
    VERIFY_OK(state);
    QCOMPARE(state->latest.version, 0);
    QCOMPARE(state->settings, Settings());
    QVERIFY(m_core->settings().versions(10)->empty());
}

void TestSettingsAdmin::savedOnesAreInForce()
{
    const auto state = change({{kAccess, 300}, {kIssuer, QStringLiteral("here")}});
    VERIFY_OK(state);
    QCOMPARE(state->latest.version, 1);
    QCOMPARE(state->latest.author, QStringLiteral("os:tester"));
    QCOMPARE(state->latest.at, m_scratch->clock.now());
    QVERIFY(state->settings.source(settings::kIssuer) == SettingSource::Database);
    QCOMPARE(accessLifetime(), std::chrono::seconds{300});
    QCOMPARE(m_core->context().policies.current()->settingsVersion, 1);
    const auto lines = events(*m_core, "settings.changed");
    QCOMPARE(lines.size(), std::size_t{1});
    const QJsonObject detail = lines.front().detail;
    QVERIFY(detail.value(QStringLiteral("before")).toObject().value(kAccess).isNull());
    QCOMPARE(detail.value(QStringLiteral("after")).toObject().value(kAccess).toInt(), 300);
}

void TestSettingsAdmin::oneBadValueSavesNothing_data()
{
    QTest::addColumn<QJsonObject>("bad");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("bounds") << QJsonObject{{kAccess, 1}} << ErrorCode::SettingOutOfBounds;
    QTest::newRow("type") << QJsonObject{{kAccess, QStringLiteral("soon")}}
                          << ErrorCode::InvalidArgument;
    QTest::newRow("unknown") << QJsonObject{{QStringLiteral("nonsense"), 1}}
                             << ErrorCode::UnknownSetting;
}

void TestSettingsAdmin::oneBadValueSavesNothing()
{
    QFETCH(QJsonObject, bad);
    QFETCH(ErrorCode, code);
    bad.insert(kIssuer, QStringLiteral("here"));
    VERIFY_ERROR(change(bad), code);
    QCOMPARE(m_core->settings().current()->settings, Settings());
    QCOMPARE(m_core->settings().current()->latest.version, 0);
    QVERIFY(events(*m_core, "settings.changed").empty());
}

void TestSettingsAdmin::unknownOneNamesTheNearest()
{
    const auto refused = change({{QStringLiteral("acces_token_lifetime"), 300}});
    VERIFY_ERROR(refused, ErrorCode::UnknownSetting);
    QVERIFY(refused.error().message().contains(kAccess));
}

void TestSettingsAdmin::nothingNewMakesNoVersion()
{
    VERIFY_OK(change({{kAccess, 300}}));
    const auto same = change({{kAccess, 300}, {kIssuer, QJsonValue::Null}});
    VERIFY_OK(same);
    QCOMPARE(same->latest.version, 1);
    QCOMPARE(events(*m_core, "settings.changed").size(), std::size_t{1});
}

void TestSettingsAdmin::resetGoesBackToTheDefault()
{
    VERIFY_OK(change({{kAccess, 300}}));
    const auto state = change({{kAccess, QJsonValue::Null}});
    VERIFY_OK(state);
    QCOMPARE(state->latest.version, 2);
    QVERIFY(state->settings.source(settings::kAccessTokenLifetime) == SettingSource::Default);
    QCOMPARE(accessLifetime(), std::chrono::seconds{900});
}

void TestSettingsAdmin::undoIsANewVersion()
{
    VERIFY_OK(change({{kAccess, 300}}));
    VERIFY_OK(change({{kAccess, 600}, {kIssuer, QStringLiteral("here")}}));
    const auto undone = undo(2);
    VERIFY_OK(undone);
    QCOMPARE(undone->latest.version, 3);
    QCOMPARE(accessLifetime(), std::chrono::seconds{300});
    QVERIFY(undone->settings.source(settings::kIssuer) == SettingSource::Default);
    QCOMPARE(m_core->settings().versions(10)->size(), std::size_t{3});
    QCOMPARE(
        events(*m_core, "settings.changed").front().detail.value(QStringLiteral("undone")).toInt(),
        2);
    VERIFY_ERROR(undo(99), ErrorCode::NotFound);
}

void TestSettingsAdmin::mappingThatTokensCannotHold()
{
    const auto mapping = QStringLiteral("claim_mapping");
    const auto refused = [&](const QJsonObject &wanted) {
        const auto saved = change({{mapping, wanted}});
        return !saved && saved.error().code == ErrorCode::InvalidArgument
               && saved.error().field == mapping;
    };
    const auto groups = QStringLiteral("$groups");
    // Of users who have nothing yet, everything of the user fits.
    QJsonObject wanted{{QStringLiteral("a"), groups}, {QStringLiteral("b"), groups}};
    VERIFY_OK(change({{mapping, wanted}}));
    NewUser many;
    many.username = QStringLiteral("anna");
    for (int number = 0; number < 20; ++number)
        many.groups.append(QStringLiteral("%1").arg(number, 90, 10, QLatin1Char('g')));
    VERIFY_OK(await<User>([&](auth::Completion<User> done) {
        m_core->users().create(many, SecretBytes::fromText(QStringLiteral("quiet-otter-9 Lisbon")),
                               {}, kActor, std::move(done));
    }));
    // It is named whose claims and how many bytes they would have.
    wanted.insert(QStringLiteral("c"), groups);
    QVERIFY(refused(wanted));
    const QString detail = change({{mapping, wanted}}).error().detail;
    QVERIFY2(detail.contains(QLatin1String("\"anna\"")), qPrintable(detail));
    QVERIFY2(detail.contains(QLatin1String("4096")), qPrintable(detail));
    // A constant is too long for everybody, before the bound of the setting itself is reached.
    QVERIFY(refused({{QStringLiteral("constant"), QString(kTokenClaimsLimit - 20, u'x')}}));
    // What was refused is not in force.
    QCOMPARE(m_core->context().policies.current()->policy.claimMapping.size(), 2);
}

QTEST_GUILESS_MAIN(TestSettingsAdmin)
#include "tst_settingsadmin.moc"
