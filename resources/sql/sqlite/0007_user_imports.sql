-- SPDX-License-Identifier: GPL-3.0-or-later
-- min_compatible: 1
--
-- What imports of users have done, so that each can be undone as a whole. A program that knows only the schemas before
-- leaves the tables alone.
-- ;;
CREATE TABLE user_imports (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    at        INTEGER NOT NULL,
    actor     TEXT    NOT NULL DEFAULT '',
    source    TEXT    NOT NULL DEFAULT '',
    undone_at INTEGER
) STRICT
-- ;;
CREATE INDEX user_imports_by_at ON user_imports (at)
-- ;;
-- No reference to users: they may be purged before.
CREATE TABLE user_import_rows (
    import_id     INTEGER NOT NULL REFERENCES user_imports (id) ON DELETE CASCADE,
    user_id       INTEGER NOT NULL,
    created       INTEGER NOT NULL CHECK (created IN (0, 1)),
    -- {"before": {field: value}, "after": {field: value}} of a user that was there before.
    changes       TEXT    NOT NULL DEFAULT '{}',
    -- The hash that the import replaced; null: it replaced none.
    password_hash TEXT,
    PRIMARY KEY (import_id, user_id)
) STRICT, WITHOUT ROWID
