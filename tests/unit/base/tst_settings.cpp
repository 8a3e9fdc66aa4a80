// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/base/settings.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace tokendesk;
using namespace std::chrono_literals;

namespace {

QJsonObject object(const char *json) { return QJsonDocument::fromJson(json).object(); }

/// A valid value other than the default.
QJsonValue otherValue(SettingKey key)
{
    const SettingRow &row = settingRow(key);
    switch (row.type) {
    case SettingType::Boolean:
        return !Settings().boolean(key);
    case SettingType::Integer:
    case SettingType::Duration:
        return Settings().integer(key) == row.maximum ? row.minimum : row.maximum;
    case SettingType::Text:
        return QStringLiteral("X-Other");
    case SettingType::TextList:
        switch (key.index) {
        case settings::kTrustedProxies.index:
        case settings::kMetricsNetworks.index:
        case settings::kAdminNetworks.index:
            return QJsonArray({QStringLiteral("10.0.0.0/8"), QStringLiteral("::1")});
        case settings::kCorsOrigins.index:
            return QJsonArray({QStringLiteral("https://app.example.org"),
                               QStringLiteral("http://127.0.0.1:3000")});
        default:
            return QJsonArray({QStringLiteral("JWT"), QStringLiteral("Bearer")});
        }
    case SettingType::Choice:
        return row.choiceList().last();
    case SettingType::Json:
        return object(R"({"mail":"$email","plan":{"a":[1,null]},"price":"$$5","*":"$claims"})");
    }
    return {};
}

void addRows()
{
    QTest::addColumn<int>("index");
    for (int i = 0; i < settings::kCount; ++i)
        QTest::newRow(settingRow(SettingKey{i}).key) << i;
}

} // namespace

class TestSettings : public QObject
{
    Q_OBJECT

private slots:
    void rowIsComplete_data() { addRows(); }
    void rowIsComplete()
    {
        QFETCH(int, index);
        const SettingKey key{index};
        const SettingRow &row = settingRow(key);
        QVERIFY(qstrlen(row.label) > 3);
        QVERIFY(qstrlen(row.help) > 20);
        QVERIFY(QString::fromLatin1(row.help).endsWith(u'.'));
        QCOMPARE(settingKey(row.name()).value().index, index);
        QCOMPARE(row.environmentName(),
                 QString(QStringLiteral("TOKENDESK_") + row.name().toUpper()));
        const bool numeric = row.type == SettingType::Integer || row.type == SettingType::Duration;
        QCOMPARE(qstrlen(row.unit) > 0, numeric || row.type == SettingType::Text);
    }

    void defaultsAreValidAndRoundTrip_data() { addRows(); }
    void defaultsAreValidAndRoundTrip()
    {
        QFETCH(int, index);
        const SettingKey key{index};
        for (const char16_t *preset : {u"recommended", u"simplejwt"}) {
            Settings values;
            QVERIFY(
                values.set(settings::kPreset, QString::fromUtf16(preset), SettingSource::Database));
            const QJsonValue value = values.defaultValue(key);
            QVERIFY(!value.isNull() && !value.isUndefined());
            QCOMPARE(validateSetting(key, value).value(), value);
            QCOMPARE(settingFromText(key, settingToText(key, value)).value(), value);
        }
    }

    void otherValuesRoundTrip_data() { addRows(); }
    void otherValuesRoundTrip()
    {
        QFETCH(int, index);
        const SettingKey key{index};
        const QJsonValue value = otherValue(key);
        QVERIFY(value != Settings().defaultValue(key));
        QCOMPARE(settingFromText(key, settingToText(key, value)).value(), value);

        Settings values;
        QVERIFY(values.set(key, value, SettingSource::Database));
        QCOMPARE(values.value(key), value);
        QCOMPARE(values.source(key), SettingSource::Database);
        QVERIFY(!values.isLocked(key));
        values.reset(key, SettingSource::Database);
        QCOMPARE(values, Settings());
    }

    void boundsAndTypesAreRefused_data() { addRows(); }
    void boundsAndTypesAreRefused()
    {
        QFETCH(int, index);
        const SettingKey key{index};
        const SettingRow &row = settingRow(key);
        QList<QJsonValue> bad = {QJsonValue::Null, QJsonValue::Undefined};
        switch (row.type) {
        case SettingType::Integer:
        case SettingType::Duration:
            bad += {row.maximum + 1, row.minimum + 0.5, QStringLiteral("10"), 1e300, -1};
            if (row.minimum != 1 || !row.has(ZeroMeansOff)) // 0 may be what switches it off
                bad += row.minimum - 1;
            QVERIFY(validateSetting(key, row.minimum));
            QVERIFY(validateSetting(key, row.maximum));
            QCOMPARE(validateSetting(key, 0).has_value(),
                     row.minimum == 0 || row.has(ZeroMeansOff));
            break;
        case SettingType::Boolean:
            bad += {0, QStringLiteral("true")};
            break;
        case SettingType::Text:
            bad += {QString(row.maximum + 1, u'a'), QStringLiteral("a\nb"), 1};
            QCOMPARE(validateSetting(key, QString()).has_value(), row.minimum == 0);
            break;
        case SettingType::TextList:
            bad += {QJsonArray({QString()}),
                    QJsonArray({1}),
                    QJsonArray({QStringLiteral("a b")}),
                    QJsonArray({QStringLiteral("a,b")}),
                    QStringLiteral("a"),
                    QJsonArray({QStringLiteral("::1"), QStringLiteral("::1")})};
            break;
        case SettingType::Choice:
            bad += {QString(), QStringLiteral("Simplejwt")};
            break;
        case SettingType::Json:
            bad += {QJsonArray(), QStringLiteral("{}")};
            break;
        }
        for (const QJsonValue &value : std::as_const(bad)) {
            const auto result = validateSetting(key, value);
            QVERIFY2(!result, QJsonDocument(QJsonArray({value})).toJson().constData());
            QCOMPARE(result.error().field, row.name());
            QVERIFY(!result.error().detail.isEmpty());
        }
    }

    void boundsAreToldInHumanForm()
    {
        const auto result = settingFromText(settings::kAccessTokenLifetime, u"400 d");
        QCOMPARE(result.error().code, ErrorCode::SettingOutOfBounds);
        QCOMPARE(
            result.error().message(),
            QStringLiteral("access_token_lifetime: must be between 10 s and 365 d, not 400 d"));
        QVERIFY(settingFromText(settings::kSessionMaximum, u"5")
                    .error()
                    .detail.contains(QStringLiteral("0 switches it off")));
        QCOMPARE(settingFromText(settings::kAccessTokenLifetime, u"15m").value().toInteger(), 900);
        QCOMPARE(settingFromText(settings::kAccessTokenLifetime, u"soon").error().code,
                 ErrorCode::InvalidArgument);
    }

    void presetChangesDefaultsOnly()
    {
        Settings values;
        QCOMPARE(values.preset(), Preset::Recommended);
        QCOMPARE(values.duration(settings::kSessionMaximum), std::chrono::seconds(720h));
        QVERIFY(values.set(settings::kIncludeSid, true, SettingSource::Database));
        QVERIFY(
            values.set(settings::kPreset, QStringLiteral("simplejwt"), SettingSource::CommandLine));
        QCOMPARE(values.preset(), Preset::Simplejwt);
        QCOMPARE(values.duration(settings::kSessionMaximum), 0s);
        QVERIFY(!values.boolean(settings::kIncludeKid));
        QVERIFY(values.boolean(settings::kIncludeSid));
        QCOMPARE(values.textList(settings::kAuthHeaderTypes),
                 QStringList{QStringLiteral("Bearer")});
    }

    void strongerSourcesWin()
    {
        const SettingKey key = settings::kAccessTokenLifetime;
        Settings values;
        QVERIFY(values.set(key, 60, SettingSource::CommandLine));
        QVERIFY(values.set(key, 70, SettingSource::Database));
        QCOMPARE(values.duration(key), 60s);
        QVERIFY(values.isLocked(key));
        values.reset(key, SettingSource::CommandLine);
        QCOMPARE(values.duration(key), 70s);
        QVERIFY(!values.set(key, 1, SettingSource::Database));
        QCOMPARE(values.duration(key), 70s);
        QVERIFY(!values.set(key, 60, SettingSource::Default));
    }

    void unknownNamesNameTheNearest()
    {
        const auto result = settingKey(u"acces_token_lifetime");
        QCOMPARE(result.error().code, ErrorCode::UnknownSetting);
        QCOMPARE(result.error().detail,
                 QStringLiteral("no setting \"acces_token_lifetime\"; did you mean "
                                "\"access_token_lifetime\"?"));
        QVERIFY(settingKey(u"LEEWAY").error().detail.contains(QStringLiteral("\"leeway\"")));
        QVERIFY(!settingKey(QString(100'000, u'x')));
    }

    void environmentIsRead()
    {
        Settings values;
        QVERIFY(values.readEnvironment(
            {{QStringLiteral("TOKENDESK_ACCESS_TOKEN_LIFETIME"), QStringLiteral("1h30")},
             {QStringLiteral("TOKENDESK_DATA_DIR"), QStringLiteral("/x")},
             {QStringLiteral("TOKENDESK_KEY"), QStringLiteral("00")},
             {QStringLiteral("PATH"), QStringLiteral("/bin")}}));
        QCOMPARE(values.duration(settings::kAccessTokenLifetime), 90min);
        QCOMPARE(values.source(settings::kAccessTokenLifetime), SettingSource::Environment);

        const auto unknown =
            values.readEnvironment({{QStringLiteral("TOKENDESK_LEWAY"), QStringLiteral("1")}});
        QCOMPARE(unknown.error().code, ErrorCode::UnknownSetting);
        QVERIFY(unknown.error().detail.contains(QStringLiteral("\"TOKENDESK_LEEWAY\"")));
        const auto bad =
            values.readEnvironment({{QStringLiteral("TOKENDESK_LEEWAY"), QStringLiteral("2h")}});
        QCOMPARE(bad.error().field, QStringLiteral("TOKENDESK_LEEWAY"));
        QVERIFY(bad.error().detail.contains(QStringLiteral("between 0 s and 1 min")));
    }

    void claimMappingIsChecked()
    {
        const auto check = [](const char *json) {
            return validateSetting(settings::kClaimMapping, object(json));
        };
        QVERIFY(check(R"({})"));
        QVERIFY(check(R"({"a":1,"b":null,"c":[true],"d":"$groups","e":"$$groups"})"));
        QVERIFY(check(R"({"a":"$emial"})")
                    .error()
                    .detail.contains(QStringLiteral("did you mean \"$email\"")));
        for (const char *bad : {R"({"a":"$"})", R"({"":1})", R"({"*":"x"})", R"({"*":{}})",
                                R"({"exp":1})", R"({"sid":"$email"})", R"({"jti":"x"})"})
            QVERIFY2(!check(bad), bad);
        QVERIFY(!validateSetting(settings::kClaimMapping,
                                 QJsonObject{{QStringLiteral("a"), QString(4'096, u'x')}}));
        const auto notJson = settingFromText(settings::kClaimMapping, u"{\"a\":}");
        QVERIFY(notJson.error().detail.startsWith(QStringLiteral("is not JSON")));
    }

    void claimNamesMustDiffer()
    {
        Settings values;
        QVERIFY(crossCheckSettings(values));
        QVERIFY(values.set(settings::kUserIdClaim, QStringLiteral("sub"), SettingSource::Database));
        QVERIFY(crossCheckSettings(values));
        QVERIFY(values.set(settings::kUserIdClaim, QStringLiteral("exp"), SettingSource::Database));
        QCOMPARE(crossCheckSettings(values).error().field, QStringLiteral("user_id_claim"));
        QVERIFY(values.set(settings::kUserIdClaim, QStringLiteral("token_type"),
                           SettingSource::Database));
        QVERIFY(!crossCheckSettings(values));
        QVERIFY(
            values.set(settings::kUserIdClaim, QStringLiteral("email"), SettingSource::Database));
        QCOMPARE(crossCheckSettings(values).error().field, QStringLiteral("claim_mapping"));
    }

    void lengthsMustFitIntoEachOther()
    {
        Settings values;
        QVERIFY(values.set(settings::kRequestLineLimit, 1'000, SettingSource::Database));
        const auto refused = crossCheckSettings(values);
        QCOMPARE(refused.error().code, ErrorCode::SettingOutOfBounds);
        QCOMPARE(refused.error().field, QStringLiteral("target_limit"));
        QCOMPARE(refused.error().detail,
                 QStringLiteral("4096 bytes do not fit into a request line of at most 1000 bytes "
                                "(request_line_limit)"));
        QVERIFY(values.set(settings::kTargetLimit, 1'000, SettingSource::Database));
        QVERIFY(crossCheckSettings(values));
        QVERIFY(values.set(settings::kTargetLimit, 1'001, SettingSource::Database));
        QVERIFY(!crossCheckSettings(values));
    }

    void originsAreExact_data()
    {
        QTest::addColumn<QString>("origin");
        QTest::addColumn<QString>("reason"); // empty: taken
        const auto row = [](const char *origin, const char *reason) {
            QTest::newRow(origin) << QString::fromLatin1(origin) << QString::fromLatin1(reason);
        };
        row("https://app.example.org", "");
        row("http://localhost:3000", "");
        row("https://example.org:65535", "");
        row("http://127.0.0.1:8080", "");
        row("http://[::1]", "");
        row("https://[2001:db8::1]:8443", "");
        row("*", "every web page");
        row("null", "anybody can make");
        row("example.org", "must start with");
        row("HTTPS://example.org", "must start with");
        row("ftp://example.org", "must start with");
        row("https://example.org/", "without a path");
        row("https://example.org/app", "without a path");
        row("https://example.org?x", "without a path");
        row("https://example.org#x", "without a path");
        row("https://Example.org", "lower case");
        row("https://", "host name");
        row("https://*.example.org", "host name");
        row("https://.example.org", "host name");
        row("https://user@example.org", "host name");
        row("https://[127.0.0.1]", "host name");
        row("https://[::1", "host name");
        row("https://::1", "host name");
        row("https://b\xfc"
            "cher.example",
            "host name");
        row("https://example.org:", "port between");
        row("https://example.org:0", "port between");
        row("https://example.org:65536", "port between");
        row("https://example.org:8x", "port between");
        row("https://example.org:443", "usual port");
        row("http://example.org:80", "usual port");
        row("http://example.org:443", "");
    }
    void originsAreExact()
    {
        QFETCH(QString, origin);
        QFETCH(QString, reason);
        const auto result = validateSetting(settings::kCorsOrigins, QJsonArray({origin}));
        QCOMPARE(result.has_value(), reason.isEmpty());
        if (result)
            return;
        QCOMPARE(result.error().code, ErrorCode::SettingOutOfBounds);
        QCOMPARE(result.error().field, QStringLiteral("cors_origins"));
        QVERIFY2(result.error().detail.startsWith(u'"' + origin + u"\" ")
                     && result.error().detail.contains(reason),
                 qPrintable(result.error().detail));
    }

    void hostsAndHeaderNamesAreChecked()
    {
        const auto good = [](SettingKey key, const char16_t *text) {
            return settingFromText(key, QStringView(text)).has_value();
        };
        QVERIFY(good(settings::kAllowedHosts, u"auth.example.org, .example.net, 10.0.0.1, ::1"));
        QVERIFY(!good(settings::kAllowedHosts, u"http://example.org"));
        QVERIFY(!good(settings::kAllowedHosts, u"a..b"));
        QVERIFY(good(settings::kTrustedProxies, u"127.0.0.1,fd00::/8"));
        QVERIFY(!good(settings::kTrustedProxies, u"proxy.example.org"));
        QVERIFY(good(settings::kMetricsNetworks, u"192.0.2.0/24,2001:db8::/32,10.1.2.3"));
        QVERIFY(settingFromText(settings::kMetricsNetworks, u"monitor.example.org")
                    .error()
                    .detail.contains(QStringLiteral("such as 10.0.0.0/8")));
        QVERIFY(!good(settings::kMetricsNetworks, u"192.0.2.0/33"));
        QVERIFY(good(settings::kAuthHeaderName, u"X-Access-Token"));
        QVERIFY(!good(settings::kAuthHeaderName, u"X Access"));
        QVERIFY(!good(settings::kAuthHeaderTypes, u""));
        QVERIFY(!good(settings::kAuthHeaderTypes, u"a,b,c,d,e,f,g,h,i"));
    }
};

QTEST_APPLESS_MAIN(TestSettings)
#include "tst_settings.moc"
