-- SPDX-License-Identifier: GPL-3.0-or-later
-- min_compatible: 1
--
-- Finds the users whose name looks like another one without reading all of them: the first line of `search`.
-- ;;
CREATE INDEX users_by_folded_name ON users (substr(search, 1, instr(search, char(10)) - 1)) WHERE deleted_at IS NULL
