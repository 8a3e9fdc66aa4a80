// SPDX-License-Identifier: GPL-3.0-or-later
// What administrators do with settings, on a real database.
#include "server/auth/uservalidation.h"
#include "tests/unit/runtime/corefixture.h"

using namespace tokendesk;
using namespace tokendesk::test;
using auth::kTokenClaimsLimit;
using namespace std::chrono_literals;

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
    void aTrialGoesBackByItself();
    void aTrialOutlivesTheProcess();
    void aTrialIsKeptOrTakenBack();
    void whatWasChangedMeanwhileStays();
    void whatContradictsStays();
    void undoEndsTheTrial();
    void trialsHaveBounds();

private:
    Result<auth::SettingsState> change(const QJsonObject &changes, const SettingsSave &how = {});
    Result<auth::SettingsState> tryFor(std::chrono::seconds length, const QJsonObject &changes)
    {
        return change(changes, {length, false});
    }
    Result<auth::SettingsState> endTrial(bool keep);
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

Result<auth::SettingsState> TestSettingsAdmin::endTrial(bool keep)
{
    return await<auth::SettingsState>([&](auth::Completion<auth::SettingsState> done) {
        m_core->settings().endTrial(keep, kActor, std::move(done));
    });
}

Result<auth::SettingsState> TestSettingsAdmin::change(const QJsonObject &changes,
                                                      const SettingsSave &how)
{
    return await<auth::SettingsState>([&](auth::Completion<auth::SettingsState> done) {
        m_core->settings().change(changes, how, kActor, std::move(done));
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

void TestSettingsAdmin::aTrialGoesBackByItself()
{
    VERIFY_OK(change({{kAccess, 600}}));
    const Instant start = m_scratch->clock.now();
    const auto tried = tryFor(10min, {{kAccess, 60}, {kIssuer, QStringLiteral("me")}});
    VERIFY_OK(tried);
    QCOMPARE(tried->trial, std::optional(SettingsTrial{2, start + 10min}));
    QCOMPARE(accessLifetime(), 60s);
    QCOMPARE(events(*m_core, "settings.changed").front().detail.value(QLatin1String("until")),
             QJsonValue(toEpochMs(start + 10min) / 1000));

    m_scratch->clock.advance(10min - 1ms);
    m_core->watcher()->pollNow();
    QCOMPARE(accessLifetime(), 60s);
    m_scratch->clock.advance(1ms);
    m_core->watcher()->pollNow();
    QCOMPARE(accessLifetime(), 600s);
    const auto after = m_core->settings().current();
    VERIFY_OK(after);
    QVERIFY(!after->trial);
    QCOMPARE(after->latest.version, 3);
    QCOMPARE(after->latest.author, QStringLiteral("system"));
    QCOMPARE(after->settings.source(settings::kIssuer), SettingSource::Default);
    QCOMPARE(events(*m_core, "settings.changed").front().detail.value(QLatin1String("undone")),
             QJsonValue(2));
    m_core->watcher()->pollNow();
    QCOMPARE(m_core->settings().current()->latest.version, 3);
}

void TestSettingsAdmin::aTrialOutlivesTheProcess()
{
    VERIFY_OK(tryFor(10min, {{kAccess, 60}}));
    m_core.reset(); // the window is closed, or the daemon is gone
    auto core = m_scratch->open();
    VERIFY_OK(core);
    m_core = *std::move(core);
    QCOMPARE(accessLifetime(), 60s);
    QVERIFY(m_core->settings().current()->trial);
    // Another process on the same data takes it back, also one that works for a moment only.
    m_scratch->clock.advance(11min);
    CoreOptions options = m_scratch->options();
    options.background = false;
    auto verb = Core::open(options);
    VERIFY_OK(verb);
    QCOMPARE((*verb)->context().policies.current()->policy.accessLifetime, 900s);
    verb->reset();
    m_core->watcher()->pollNow();
    QCOMPARE(accessLifetime(), 900s);
    QCOMPARE(m_core->settings().current()->latest.version, 2);
}

void TestSettingsAdmin::aTrialIsKeptOrTakenBack()
{
    VERIFY_ERROR(endTrial(true), ErrorCode::NotFound);
    VERIFY_OK(tryFor(10min, {{kAccess, 60}}));
    const auto kept = endTrial(true);
    VERIFY_OK(kept);
    QVERIFY(!kept->trial);
    QCOMPARE(events(*m_core, "settings.kept").size(), std::size_t{1});
    m_scratch->clock.advance(1h);
    m_core->watcher()->pollNow();
    QCOMPARE(accessLifetime(), 60s);

    VERIFY_OK(tryFor(10min, {{kAccess, 120}}));
    QCOMPARE(accessLifetime(), 120s);
    const auto back = endTrial(false);
    VERIFY_OK(back);
    QVERIFY(!back->trial);
    QCOMPARE(accessLifetime(), 60s);
    QCOMPARE(back->latest.author, kActor.name);
}

void TestSettingsAdmin::whatWasChangedMeanwhileStays()
{
    VERIFY_OK(tryFor(10min, {{kAccess, 60}, {kIssuer, QStringLiteral("me")}}));
    VERIFY_OK(change({{kAccess, 300}, {QStringLiteral("leeway"), 5}}));
    m_scratch->clock.advance(10min);
    m_core->watcher()->pollNow();
    const auto after = m_core->settings().current();
    VERIFY_OK(after);
    QCOMPARE(accessLifetime(), 300s);
    QCOMPARE(after->settings.integer(settings::kLeeway), 5);
    QCOMPARE(after->settings.text(settings::kIssuer), QString());
}

void TestSettingsAdmin::whatContradictsStays()
{
    VERIFY_OK(change({{QStringLiteral("user_id_claim"), QStringLiteral("sub")}}));
    VERIFY_OK(tryFor(10min, {{QStringLiteral("user_id_claim"), QStringLiteral("uid")}}));
    VERIFY_OK(change({{QStringLiteral("token_type_claim"), QStringLiteral("sub")}}));
    m_scratch->clock.advance(10min);
    m_core->watcher()->pollNow();
    const auto after = m_core->settings().current();
    VERIFY_OK(after);
    QVERIFY(!after->trial);
    QCOMPARE(after->settings.text(settings::kUserIdClaim), QStringLiteral("uid"));
    const auto told = events(*m_core, "settings.kept");
    QCOMPARE(told.size(), std::size_t{1});
    QVERIFY(told.front().severity == Severity::Warning);
    QVERIFY(!told.front().detail.value(QLatin1String("reason")).toString().isEmpty());
}

void TestSettingsAdmin::undoEndsTheTrial()
{
    VERIFY_OK(tryFor(10min, {{kAccess, 60}}));
    const auto undone = undo(1);
    VERIFY_OK(undone);
    QVERIFY(!undone->trial);
    QCOMPARE(accessLifetime(), 900s);
    m_scratch->clock.advance(10min);
    m_core->watcher()->pollNow();
    QCOMPARE(m_core->settings().current()->latest.version, 2);
}

void TestSettingsAdmin::trialsHaveBounds()
{
    for (const auto length : {0s, 9s, 86'401s}) {
        const auto refused = tryFor(length, {{kAccess, 60}});
        VERIFY_ERROR(refused, ErrorCode::InvalidArgument);
        QCOMPARE(refused.error().field, QStringLiteral("try"));
    }
    VERIFY_ERROR(change({{kAccess, 60}}, {10min, true}), ErrorCode::Conflict);
    VERIFY_OK(tryFor(10min, {{kAccess, 60}}));
    const auto second = tryFor(10min, {{kAccess, 120}});
    VERIFY_ERROR(second, ErrorCode::Conflict);
    QCOMPARE(second.error().field, QStringLiteral("try"));
    QCOMPARE(accessLifetime(), 60s);
}

QTEST_GUILESS_MAIN(TestSettingsAdmin)
#include "tst_settingsadmin.moc"
