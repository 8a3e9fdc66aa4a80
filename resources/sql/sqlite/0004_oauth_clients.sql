-- SPDX-License-Identifier: GPL-3.0-or-later
-- min_compatible: 1
--
-- Services that may ask about tokens. A program that knows only earlier schemas leaves the table alone.
-- ;;
CREATE TABLE oauth_clients (
    id           TEXT    PRIMARY KEY CHECK (id <> ''),
    name         TEXT    NOT NULL,
    -- SHA-256 of a secret of 256 random bits: there is nothing to guess, so nothing to make slow.
    secret_hash  BLOB    NOT NULL CHECK (length(secret_hash) = 32),
    created_at   INTEGER NOT NULL,
    rotated_at   INTEGER,
    last_used_at INTEGER,
    disabled_at  INTEGER
) STRICT, WITHOUT ROWID
