-- SPDX-License-Identifier: GPL-3.0-or-later
-- min_compatible: 1
--
-- Sessions lie in the order of their creation instead of by their random ids: a page of the list finds its rows side by
-- side, and trees of short entries stay low, however many there are. Names and meaning of all columns stay.
-- ;;
CREATE TABLE sessions_in_order (
    serial       INTEGER PRIMARY KEY,
    id           BLOB    NOT NULL CHECK (length(id) = 12),
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
) STRICT
-- ;;
INSERT INTO sessions_in_order (id, user_id, kind, generation, created_at, refreshed_at, expires_at, maximum_at,
        access_until, address, user_agent, key_id, ended_at, end_reason, ended_by)
    SELECT id, user_id, kind, generation, created_at, refreshed_at, expires_at, maximum_at, access_until, address,
        user_agent, key_id, ended_at, end_reason, ended_by
    FROM sessions ORDER BY created_at, id
-- ;;
DROP TABLE sessions
-- ;;
ALTER TABLE sessions_in_order RENAME TO sessions
-- ;;
CREATE UNIQUE INDEX sessions_by_id ON sessions (id)
-- ;;
CREATE INDEX sessions_by_user ON sessions (user_id, created_at)
-- ;;
CREATE INDEX sessions_live_of_user ON sessions (user_id, ended_at)
-- ;;
CREATE INDEX sessions_by_created ON sessions (created_at)
-- ;;
CREATE INDEX sessions_live_by_created ON sessions (created_at) WHERE ended_at IS NULL
-- ;;
CREATE INDEX sessions_by_refreshed ON sessions (coalesce(refreshed_at, 0))
-- ;;
-- In the order of the list, which goes on by serial; what follows lets sessions be counted without a look at their rows.
CREATE INDEX sessions_by_expires ON sessions (expires_at, serial, ended_at, key_id)
-- ;;
CREATE INDEX sessions_by_end ON sessions (ended_at)
