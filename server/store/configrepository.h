// SPDX-License-Identifier: GPL-3.0-or-later
// Service: SQL of settings, keys, events and change counters.
#pragma once

#include "server/base/event.h"
#include "server/store/database.h"

#include <QJsonObject>

namespace tokendesk::store {

/// One save of settings, as stored.
struct SettingsVersionRow
{
    qint64 version = 0;
    Instant at{};
    QString author;
    QJsonObject before; ///< key → value before, null where there was none
    QJsonObject after;
};

/// Settings: explicit values and their numbered versions. Errors of all: StoreUnavailable.
class SettingsRepository
{
public:
    explicit SettingsRepository(Connection &connection) : m_connection(connection) { }

    /// All explicit values: key → JSON value.
    [[nodiscard]] Result<QJsonObject> load();
    /// Latest version, 0 if nothing was ever saved.
    [[nodiscard]] Result<SettingsVersionRow> latest();
    [[nodiscard]] Result<std::vector<SettingsVersionRow>> versions(int limit);
    [[nodiscard]] Result<std::optional<SettingsVersionRow>> version(qint64 number);
    /// Sets (value) or removes (null) the members of \a changes as one new version; its number.
    [[nodiscard]] Result<qint64> save(const QJsonObject &changes, const QString &author,
                                      Instant now);
    /// A small text about settings that is none of them, such as which version is being tried.
    [[nodiscard]] Result<std::optional<QString>> note(const QString &name);
    /// Nothing: removes it.
    [[nodiscard]] Result<void> setNote(const QString &name, const std::optional<QString> &text);

private:
    Connection &m_connection;
};

/// A signing key as stored; the material is wrapped.
struct KeyRow
{
    QString kid;
    QString algorithm;
    QString state; ///< "next", "active", "retiring", "retired"
    QByteArray wrapped; ///< AES-256-GCM, see auth/keywrap.h
    bool imported = false;
    QString warning;
    Instant createdAt{};
    std::optional<Instant> retiredAt;
    std::optional<Instant> activateAt; ///< next keys: when they are to sign; none: when told to
    std::optional<Instant> activatedAt;
    std::optional<Instant> verifyUntil; ///< retiring keys: no access token of theirs lives longer
};

/// Signing keys. Errors of all: StoreUnavailable.
class KeyRepository
{
public:
    explicit KeyRepository(Connection &connection) : m_connection(connection) { }

    [[nodiscard]] Result<std::vector<KeyRow>> list();
    /// A number that every change of the table raises.
    [[nodiscard]] Result<qint64> version();
    /// Errors: AlreadyExists.
    [[nodiscard]] Result<void> insert(const KeyRow &key);
    /// Writes state, material, remark and times of the row with the same kid. Errors: NotFound.
    [[nodiscard]] Result<void> update(const KeyRow &key);
    /// Errors: NotFound.
    [[nodiscard]] Result<void> remove(const QString &kid);
    /// When the last token of a live session that \a kid has signed expires; none: there is none.
    [[nodiscard]] Result<std::optional<Instant>> lastExpiry(const QString &kid);
    /// Ends the live sessions whose tokens \a kid has signed; the revocations that follow are
    /// written too. The number of sessions ended.
    [[nodiscard]] Result<int> endSessions(const QString &kid, const QString &by, Instant now);
    /// A small value of the installation itself, such as the check value of the key file.
    [[nodiscard]] Result<std::optional<QByteArray>> meta(const QString &name);
    [[nodiscard]] Result<void> setMeta(const QString &name, const QByteArray &value);

private:
    Connection &m_connection;
};

/// The audit log. Errors of all: StoreUnavailable.
class EventRepository
{
public:
    explicit EventRepository(Connection &connection) : m_connection(connection) { }

    [[nodiscard]] Result<qint64> append(const Event &event);
    [[nodiscard]] Result<Page<Event>> list(const EventQuery &query);
    /// Those that came after the one with \a id and weigh at least \a severity, oldest first.
    [[nodiscard]] Result<std::vector<Event>> after(qint64 id, Severity severity, int limit);
    /// Of the newest one; 0: there is none.
    [[nodiscard]] Result<qint64> lastId();
    [[nodiscard]] Result<int> purge(Instant before, int limit = 500);

private:
    Connection &m_connection;
};

/// What changed in the database since the last look, by whichever process.
struct Changes
{
    bool any = false; ///< something was committed
    bool settings = false; ///< a settings version was added
    bool keys = false; ///< the keys table changed
    bool replaced = false; ///< perhaps another file is there, nothing read before counts
    bool users = false; ///< something about users changed, other than their logins
};

/// Notices commits of other connections through `PRAGMA data_version`; cheap to ask often. Belongs
/// to one thread, which must not be the writer's.
class ChangeReader
{
public:
    explicit ChangeReader(Connection &connection) : m_connection(connection) { }
    [[nodiscard]] Result<Changes> poll();

private:
    Connection &m_connection;
    qint64 m_dataVersion = -1;
    qint64 m_settings = -1;
    qint64 m_keys = -1;
    qint64 m_users = -1;
    quint64 m_openings = 0;
};

} // namespace tokendesk::store
