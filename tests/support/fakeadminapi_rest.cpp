// SPDX-License-Identifier: GPL-3.0-or-later
// The part of FakeAdminApi that keeps settings, keys and events, and looks at tokens.
#include "server/runtime/verdictsentence.h"
#include "server/token/decodedtoken.h"
#include "tests/support/fakeadminapi.h"

#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>

namespace tokendesk::test {

using token::Cause;
using token::Check;
using token::Outcome;

FakeAdminApi::Answer<SettingsSnapshot> FakeAdminApi::settings()
{
    return answer<SettingsSnapshot>(QStringLiteral("settings"),
                                    [this]() -> Result<SettingsSnapshot> { return m_settings; });
}

Result<SettingsSnapshot> FakeAdminApi::save(const QJsonObject &changes)
{
    Settings next = m_settings.settings;
    SettingsVersion version;
    for (auto it = changes.begin(); it != changes.end(); ++it) {
        TRY_ASSIGN(const SettingKey key, settingKey(it.key()));
        if (next.isLocked(key))
            return fail(ErrorCode::SettingLocked, {}, it.key());
        version.before.insert(it.key(), next.source(key) == SettingSource::Database
                                            ? next.value(key)
                                            : QJsonValue(QJsonValue::Null));
        version.after.insert(it.key(), it.value());
        if (it.value().isNull()) {
            next.reset(key, SettingSource::Database);
            continue;
        }
        TRY_ASSIGN(const QJsonValue value, validateSetting(key, it.value()));
        TRY(next.set(key, value, SettingSource::Database));
    }
    m_settings.settings = next;
    m_settings.changedAt = m_clock.now();
    m_settings.changedBy = QStringLiteral("admin");
    version.version = ++m_settings.version;
    version.at = m_settings.changedAt;
    version.author = m_settings.changedBy;
    m_versions.insert(m_versions.begin(), version);
    record(QStringLiteral("settings.changed"));
    emit settingsChanged();
    notify();
    return m_settings;
}

FakeAdminApi::Answer<SettingsSnapshot> FakeAdminApi::changeSettings(QJsonObject changes,
                                                                    SettingsSave how)
{
    m_lastSave = how;
    return answer<SettingsSnapshot>(
        QStringLiteral("changeSettings"), [this, changes, how]() -> Result<SettingsSnapshot> {
            if (how.tryFor && m_settings.trial)
                return fail(ErrorCode::Conflict, {}, QStringLiteral("try"));
            TRY_ASSIGN(SettingsSnapshot saved, save(changes));
            if (how.tryFor)
                m_settings.trial = SettingsTrial{saved.version, m_clock.now() + *how.tryFor};
            saved.trial = m_settings.trial;
            if (how.shortenSessions)
                saved.shortened =
                    ShortenedSessions{m_forecast.shortened.endNow, m_forecast.shortened.endEarlier};
            return saved;
        });
}

FakeAdminApi::Answer<SettingsForecast> FakeAdminApi::forecastSettings(QJsonObject changes)
{
    m_forecastChanges = changes;
    m_forecasts.push_back(
        answer<SettingsForecast>(QStringLiteral("forecastSettings"),
                                 [this]() -> Result<SettingsForecast> { return m_forecast; }));
    return m_forecasts.back();
}

FakeAdminApi::Answer<SettingsSnapshot> FakeAdminApi::endSettingsTrial(bool keep)
{
    return answer<SettingsSnapshot>(
        QStringLiteral("endSettingsTrial"), [this, keep]() -> Result<SettingsSnapshot> {
            if (!m_settings.trial)
                return fail(ErrorCode::NotFound);
            const qint64 version = m_settings.trial->version;
            m_settings.trial.reset();
            const auto row =
                std::find_if(m_versions.begin(), m_versions.end(),
                             [version](const auto &saved) { return saved.version == version; });
            if (keep || row == m_versions.end())
                return m_settings;
            return save(QJsonObject(row->before));
        });
}

FakeAdminApi::Answer<std::vector<SettingsVersion>> FakeAdminApi::settingsVersions(int limit)
{
    return answer<std::vector<SettingsVersion>>(
        QStringLiteral("settingsVersions"),
        [this, limit]() -> Result<std::vector<SettingsVersion>> {
            std::vector<SettingsVersion> versions = m_versions;
            versions.resize(std::min(versions.size(), static_cast<std::size_t>(limit)));
            return versions;
        });
}

FakeAdminApi::Answer<SettingsSnapshot> FakeAdminApi::undoSettings(qint64 version)
{
    return answer<SettingsSnapshot>(QStringLiteral("undoSettings"),
                                    [this, version]() -> Result<SettingsSnapshot> {
                                        for (const SettingsVersion &saved : m_versions) {
                                            if (saved.version == version)
                                                return save(QJsonObject(saved.before));
                                        }
                                        return fail(ErrorCode::NotFound);
                                    });
}

FakeAdminApi::Answer<std::vector<KeyInfo>> FakeAdminApi::listKeys()
{
    return answer<std::vector<KeyInfo>>(
        QStringLiteral("listKeys"), [this]() -> Result<std::vector<KeyInfo>> { return m_keys; });
}

FakeAdminApi::Answer<KeyInfo> FakeAdminApi::importKey(KeyImport key)
{
    const qsizetype size = key.material.size();
    m_lastImport = key.material.view().toByteArray();
    m_lastPassphrase = key.passphrase.view().toByteArray();
    return answer<KeyInfo>(
        QStringLiteral("importKey"),
        [this, size, algorithm = key.algorithm, weak = key.allowWeak,
         activate = key.activate]() -> Result<KeyInfo> {
            const bool isSecret = algorithm.startsWith(QLatin1String("HS"));
            const qsizetype least = isSecret ? QStringView(algorithm).mid(2).toInt() / 8 : 0;
            if (size < least && !weak) {
                return fail(ErrorCode::KeyTooShort,
                            QStringLiteral("%1 needs a secret of at least %2 bytes.")
                                .arg(algorithm)
                                .arg(least),
                            QStringLiteral("key"));
            }
            KeyInfo info;
            info.kid = QStringLiteral("imported-%1").arg(m_keys.size());
            info.algorithm = algorithm;
            info.imported = true;
            if (size < least)
                info.warning = QStringLiteral("The secret is shorter than the hash.");
            return addNewKey(info, activate);
        });
}

namespace {

/// What the three endpoints would say, as the server says it.
std::vector<PredictedAnswer> answersTo(const Inspection &found)
{
    const QByteArray refused = R"({"detail":"Given token not valid for any token type",)"
                               R"("code":"token_not_valid"})";
    const QByteArray wrongType = R"({"detail":"Token has wrong type","code":"token_not_valid"})";
    const bool isGood = found.verdict.accepted();
    const bool isRefresh =
        found.claims.value(QLatin1String("token_type")) == QLatin1String("refresh");
    const auto answer = [](const char *endpoint, bool isOk, const QByteArray &good,
                           const QByteArray &bad) {
        return PredictedAnswer{QLatin1String(endpoint), isOk ? 200 : 401, isOk ? good : bad};
    };
    return {answer("verify", isGood, "{}", refused),
            answer("refresh", isGood && isRefresh, R"({"access":"…","refresh":"…"})",
                   isGood ? wrongType : refused),
            answer("profile", isGood && !isRefresh,
                   R"({"id":1,"username":"anna","email":"anna@example.org"})", refused)};
}

} // namespace

Inspection FakeAdminApi::decode(const QString &text, const InspectOptions &options) const
{
    static const QRegularExpression pattern(QStringLiteral("[\\w-]+\\.[\\w-]+\\.[\\w-]*"));
    Inspection found;
    found.verdict.examinedAt = options.at.value_or(m_clock.now());
    const auto failAt = [&found](Check check, Cause cause) {
        found.verdict.checks[static_cast<std::size_t>(check)] = {Outcome::Failed, cause};
        if (!found.verdict.firstFailure)
            found.verdict.firstFailure = check;
    };
    const QRegularExpressionMatch match = pattern.match(text);
    if (!match.hasMatch()) {
        found.token = text.trimmed();
        failAt(Check::Form, Cause::NotThreeSegments);
        found.sentence = verdictSentence(found, {}, {}, {});
        return found;
    }
    found.token = match.captured();
    found.stripped = QString(text).replace(found.token, QString()).trimmed();
    const QStringList parts = found.token.split(QLatin1Char('.'));
    found.headerJson =
        QByteArray::fromBase64(parts.at(0).toLatin1(), QByteArray::Base64UrlEncoding);
    found.payloadJson =
        QByteArray::fromBase64(parts.at(1).toLatin1(), QByteArray::Base64UrlEncoding);
    found.header = QJsonDocument::fromJson(found.headerJson).object();
    found.claims = QJsonDocument::fromJson(found.payloadJson).object();
    for (auto &entry : found.verdict.checks)
        entry.outcome = Outcome::Passed;
    const double exp = found.claims.value(QLatin1String("exp")).toDouble();
    found.verdict.expiresAt = fromEpochMs(static_cast<qint64>(exp) * 1000);
    if (found.verdict.examinedAt >= *found.verdict.expiresAt)
        failAt(Check::Expiry, Cause::Expired);
    found.sentence =
        verdictSentence(found, found.claims.value(QLatin1String("token_type")).toString(), {}, {});
    found.answers = answersTo(found);
    token::DecodedToken decoded;
    if (decoded.decode(found.token.toLatin1()) == Cause::None)
        found.remarks = token::remarksOn(decoded, "token_type");
    const UserId owner = found.claims.value(QLatin1String("user_id")).toString().toLongLong();
    for (const User &user : m_users) {
        if (user.id == owner)
            found.user = user;
    }
    const QString sid = found.claims.value(QLatin1String("sid")).toString();
    for (const Session &session : m_sessions) {
        if (session.id.toString() == sid) {
            found.session = session;
            found.sessionEnd = session.endedAt ? SessionEnd{*session.endedAt, *session.endReason}
                                               : SessionEnd{session.expiresAt, EndReason::Expired};
        }
    }
    return found;
}

FakeAdminApi::Answer<Inspection> FakeAdminApi::inspect(QString text, InspectOptions options)
{
    m_inspectedPassphrase = options.passphrase.view().toByteArray();
    m_inspectedWith = options.secret ? options.secret->view().toByteArray() : QByteArray();
    auto kept = std::make_shared<InspectOptions>(std::move(options));
    return answer<Inspection>(QStringLiteral("inspect"),
                              [this, text, kept]() -> Result<Inspection> {
                                  if (kept->secret && m_keyError)
                                      return tl::unexpected(*m_keyError);
                                  return m_inspection ? *m_inspection : decode(text, *kept);
                              });
}

FakeAdminApi::Answer<Page<Event>> FakeAdminApi::listEvents(EventQuery query)
{
    return answer<Page<Event>>(
        QStringLiteral("listEvents"), [this, query]() -> Result<Page<Event>> {
            Page<Event> page;
            const qint64 before = query.after.isEmpty() ? std::numeric_limits<qint64>::max()
                                                        : query.after.toLongLong();
            for (auto it = m_events.rbegin(); it != m_events.rend(); ++it) {
                const bool typeMatches =
                    query.type.isEmpty() || it->type == query.type
                    || (query.type.endsWith(QLatin1Char('.')) && it->type.startsWith(query.type));
                if (it->id >= before || !typeMatches || (query.userId && it->userId != query.userId)
                    || (query.sessionId && it->sessionId != query.sessionId)
                    || (query.atLeast && it->severity < *query.atLeast)
                    || (query.since && it->at < *query.since))
                    continue;
                if (static_cast<int>(page.rows.size()) == query.limit) {
                    page.next = QByteArray::number(page.rows.back().id);
                    break;
                }
                page.rows.push_back(*it);
            }
            return page;
        });
}

FakeAdminApi::Answer<UserImportPlan> FakeAdminApi::planUserImport(QByteArray csv,
                                                                  std::optional<QChar> separator)
{
    Q_UNUSED(csv)
    return answer<UserImportPlan>(QStringLiteral("planUserImport"),
                                  [this, separator]() -> Result<UserImportPlan> {
                                      UserImportPlan plan = m_importPlan;
                                      if (separator)
                                          plan.separator = *separator;
                                      return plan;
                                  });
}

FakeAdminApi::Answer<UserImportOutcome> FakeAdminApi::importUsers(QByteArray csv,
                                                                  std::optional<QChar> separator,
                                                                  QString source,
                                                                  ProgressPtr progress)
{
    Q_UNUSED(csv)
    Q_UNUSED(separator)
    Q_UNUSED(source)
    return answer<UserImportOutcome>(
        QStringLiteral("importUsers"), [this, progress]() -> Result<UserImportOutcome> {
            UserImportOutcome outcome;
            for (const UserImportRow &row : m_importPlan.rows) {
                // Asked to stop, it does so after a first batch.
                outcome.isCancelled = progress && progress->isCancelled;
                if (outcome.isCancelled && outcome.created > 0)
                    break;
                if (row.kind == UserImportRow::Kind::New) {
                    addUser(row.username);
                    ++outcome.created;
                } else if (row.kind == UserImportRow::Kind::Changed) {
                    ++outcome.changed;
                } else if (row.kind == UserImportRow::Kind::Refused) {
                    outcome.refused.push_back(row);
                } else {
                    ++outcome.same;
                }
            }
            outcome.id = outcome.created + outcome.changed > 0 ? 1 : 0;
            notify();
            return outcome;
        });
}

FakeAdminApi::Answer<UserImportOutcome> FakeAdminApi::undoUserImport(qint64 id)
{
    return answer<UserImportOutcome>(
        QStringLiteral("undoUserImport"), [this, id]() -> Result<UserImportOutcome> {
            UserImportOutcome outcome;
            outcome.id = id;
            for (const UserImportRow &row : m_importPlan.rows) {
                const auto removed = std::erase_if(m_users, [&row](const User &user) {
                    return row.kind == UserImportRow::Kind::New && user.username == row.username;
                });
                outcome.created += static_cast<int>(removed);
            }
            notify();
            return outcome;
        });
}

FakeAdminApi::Answer<Overview> FakeAdminApi::overview()
{
    return answer<Overview>(QStringLiteral("overview"), [this]() -> Result<Overview> {
        if (m_overview)
            return *m_overview;
        Overview figures;
        for (const User &row : m_users) {
            figures.users += row.deletedAt ? 0 : 1;
            figures.superusers += row.superuser && row.active && !row.deletedAt ? 1 : 0;
        }
        figures.liveSessions = std::count_if(m_sessions.begin(), m_sessions.end(),
                                             [this](const Session &row) { return isLive(row); });
        figures.databaseKind = QStringLiteral("SQLite");
        figures.databasePath = QStringLiteral("tokendesk.db");
        figures.databaseBytes = 4'300'000;
        figures.keyConcerns = 0;
        for (const KeyInfo &key : m_keys) {
            figures.keyConcerns += static_cast<int>(concernsAbout(key, m_clock.now()).size());
            if (key.state == KeyInfo::State::Active)
                figures.activeKeyId = key.kid;
            if (key.state == KeyInfo::State::Next && key.activatesAt)
                figures.activeKeyUntil = key.activatesAt;
        }
        figures.preset = m_settings.settings.preset();
        return figures;
    });
}

} // namespace tokendesk::test
