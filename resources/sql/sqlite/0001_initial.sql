-- SPDX-License-Identifier: GPL-3.0-or-later
-- min_compatible: 1
--
-- The first schema. Statements are separated by the marker line below this comment, never by a semicolon.
-- Times are UTC epoch milliseconds, sessions are named by their 12 raw bytes, JSON is text.
-- ;;
CREATE TABLE users (
    id                  INTEGER PRIMARY KEY AUTOINCREMENT,
    username            TEXT    NOT NULL,
    password_hash       TEXT    NOT NULL DEFAULT '',
    email               TEXT    NOT NULL DEFAULT '',
    first_name          TEXT    NOT NULL DEFAULT '',
    last_name           TEXT    NOT NULL DEFAULT '',
    is_active           INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
    is_staff            INTEGER NOT NULL DEFAULT 0 CHECK (is_staff IN (0, 1)),
    is_superuser        INTEGER NOT NULL DEFAULT 0 CHECK (is_superuser IN (0, 1)),
    claims              TEXT    NOT NULL DEFAULT '{}',
    -- Username, e-mail and names, case folded, one in a line: what the text filter looks into.
    search              TEXT    NOT NULL DEFAULT '',
    created_at          INTEGER NOT NULL,
    updated_at          INTEGER NOT NULL,
    last_login_at       INTEGER,
    password_changed_at INTEGER,
    not_before          INTEGER,
    deleted_at          INTEGER,
    -- Leads every index of the lists, so that one set of indexes serves the users and the bin.
    deleted             INTEGER GENERATED ALWAYS AS (deleted_at IS NOT NULL) VIRTUAL
) STRICT
-- ;;
CREATE UNIQUE INDEX users_username ON users (username) WHERE deleted_at IS NULL
-- ;;
CREATE INDEX users_by_username ON users (deleted, username COLLATE NOCASE)
-- ;;
CREATE INDEX users_by_email ON users (deleted, email COLLATE NOCASE)
-- ;;
CREATE INDEX users_by_last_name ON users (deleted, last_name COLLATE NOCASE)
-- ;;
CREATE INDEX users_by_created ON users (deleted, created_at)
-- ;;
CREATE INDEX users_by_login ON users (deleted, coalesce(last_login_at, 0))
-- ;;
CREATE INDEX users_by_flags ON users (deleted, is_superuser, is_active, is_staff)
-- ;;
CREATE TABLE groups (
    id   INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT    NOT NULL UNIQUE
) STRICT
-- ;;
CREATE TABLE user_groups (
    user_id  INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    group_id INTEGER NOT NULL REFERENCES groups (id) ON DELETE CASCADE,
    PRIMARY KEY (user_id, group_id)
) STRICT, WITHOUT ROWID
-- ;;
CREATE INDEX user_groups_by_group ON user_groups (group_id, user_id)
-- ;;
-- No reference to users: a session outlives the purge of its user until it is purged itself.
CREATE TABLE sessions (
    id           BLOB    PRIMARY KEY CHECK (length(id) = 12),
    user_id      INTEGER NOT NULL,
    kind         INTEGER NOT NULL DEFAULT 0,
    generation   INTEGER NOT NULL DEFAULT 0 CHECK (generation >= 0),
    created_at   INTEGER NOT NULL,
    refreshed_at INTEGER,
    expires_at   INTEGER NOT NULL,
    maximum_at   INTEGER,
    access_until INTEGER NOT NULL,
    address      TEXT    NOT NULL DEFAULT '',
    user_agent   TEXT    NOT NULL DEFAULT '',
    key_id       TEXT    NOT NULL DEFAULT '',
    ended_at     INTEGER,
    end_reason   TEXT,
    ended_by     TEXT    NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID
-- ;;
CREATE INDEX sessions_by_user ON sessions (user_id, created_at)
-- ;;
CREATE INDEX sessions_live_of_user ON sessions (user_id, ended_at, expires_at)
-- ;;
CREATE INDEX sessions_by_created ON sessions (created_at)
-- ;;
CREATE INDEX sessions_live_by_created ON sessions (created_at) WHERE ended_at IS NULL
-- ;;
CREATE INDEX sessions_by_refreshed ON sessions (coalesce(refreshed_at, 0))
-- ;;
CREATE INDEX sessions_by_expires ON sessions (expires_at)
-- ;;
CREATE INDEX sessions_by_end ON sessions (ended_at, expires_at, key_id)
-- ;;
CREATE TABLE revocations (
    sequence     INTEGER PRIMARY KEY AUTOINCREMENT,
    session_id   BLOB    NOT NULL,
    access_until INTEGER NOT NULL
) STRICT
-- ;;
CREATE INDEX revocations_by_end ON revocations (access_until)
-- ;;
CREATE TABLE foreign_tokens (
    jti        BLOB    PRIMARY KEY,
    session_id BLOB,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID
-- ;;
CREATE INDEX foreign_tokens_by_expires ON foreign_tokens (expires_at)
-- ;;
CREATE TABLE settings (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID
-- ;;
CREATE TABLE settings_versions (
    version INTEGER PRIMARY KEY AUTOINCREMENT,
    at      INTEGER NOT NULL,
    author  TEXT    NOT NULL,
    before  TEXT    NOT NULL,
    after   TEXT    NOT NULL
) STRICT
-- ;;
CREATE TABLE signing_keys (
    kid        TEXT    PRIMARY KEY,
    algorithm  TEXT    NOT NULL,
    state      TEXT    NOT NULL CHECK (state IN ('next', 'active', 'retiring', 'retired')),
    wrapped    BLOB    NOT NULL,
    imported   INTEGER NOT NULL DEFAULT 0 CHECK (imported IN (0, 1)),
    warning    TEXT    NOT NULL DEFAULT '',
    created_at INTEGER NOT NULL,
    retired_at INTEGER
) STRICT
-- ;;
CREATE TABLE events (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    at         INTEGER NOT NULL,
    type       TEXT    NOT NULL,
    severity   INTEGER NOT NULL,
    actor      TEXT    NOT NULL DEFAULT '',
    user_id    INTEGER,
    session_id BLOB,
    address    TEXT    NOT NULL DEFAULT '',
    detail     TEXT    NOT NULL DEFAULT '{}'
) STRICT
-- ;;
CREATE INDEX events_by_at ON events (at)
-- ;;
CREATE INDEX events_by_type ON events (type)
-- ;;
CREATE INDEX events_by_user ON events (user_id) WHERE user_id IS NOT NULL
-- ;;
CREATE INDEX events_by_session ON events (session_id) WHERE session_id IS NOT NULL
-- ;;
CREATE TABLE meta (
    name  TEXT PRIMARY KEY,
    value ANY
) STRICT, WITHOUT ROWID
