-- SPDX-License-Identifier: GPL-3.0-or-later
-- min_compatible: 1
--
-- Beside sessions, revocations name users of whom everything is refused that was issued by a moment; such rows have an
-- empty session_id, which older programs pass over. access_until is when they may go.
-- ;;
ALTER TABLE revocations ADD COLUMN user_id INTEGER
-- ;;
ALTER TABLE revocations ADD COLUMN refused_before INTEGER
-- ;;
INSERT INTO revocations (session_id, access_until, user_id, refused_before)
    SELECT x'', not_before + 86400000, id, not_before FROM users
    WHERE not_before > (CAST(strftime('%s', 'now', '-2 days') AS INTEGER) * 1000)
