-- SPDX-License-Identifier: GPL-3.0-or-later
-- min_compatible: 1
--
-- A refresh writes expires_at and refreshed_at, and with them every index that has one of the two: two now instead of
-- four. The names stay, because older programs ask for indexes by name.
-- ;;
DROP INDEX sessions_live_of_user
-- ;;
CREATE INDEX sessions_live_of_user ON sessions (user_id, ended_at)
-- ;;
DROP INDEX sessions_by_end
-- ;;
CREATE INDEX sessions_by_end ON sessions (ended_at)
-- ;;
DROP INDEX sessions_by_expires
-- ;;
-- In the order of the list, which goes on by id; what follows lets sessions be counted without a look at their rows.
CREATE INDEX sessions_by_expires ON sessions (expires_at, id, ended_at, key_id)
