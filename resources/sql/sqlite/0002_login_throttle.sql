-- SPDX-License-Identifier: GPL-3.0-or-later
-- min_compatible: 1
--
-- What wrong passwords have come to. A program that knows only the first schema leaves the table alone.
-- ;;
-- account, '': an account, from wherever it is not known. account, address: an account from an address at which it had a
-- success, so that strangers cannot lock it out there. '', address: an address, whatever the account.
-- Names are kept as keyed hashes: some of them are passwords typed into the wrong field.
CREATE TABLE login_throttle (
    account     BLOB    NOT NULL,
    address     BLOB    NOT NULL,
    failures    INTEGER NOT NULL CHECK (failures >= 0),
    -- End of the wait; of an address: end of the minute in which failures are counted.
    until       INTEGER,
    locked_at   INTEGER,
    known_until INTEGER,
    expires_at  INTEGER NOT NULL,
    PRIMARY KEY (account, address)
) STRICT, WITHOUT ROWID
-- ;;
-- A lock ends by an administrator alone, so such rows never expire.
CREATE INDEX login_throttle_by_end ON login_throttle (expires_at) WHERE locked_at IS NULL
