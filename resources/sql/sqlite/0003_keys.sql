-- SPDX-License-Identifier: GPL-3.0-or-later
-- min_compatible: 1
--
-- When a key is to sign, when it began to, and until when it verifies once another one signs.
-- ;;
ALTER TABLE signing_keys ADD COLUMN activate_at INTEGER
-- ;;
ALTER TABLE signing_keys ADD COLUMN activated_at INTEGER
-- ;;
ALTER TABLE signing_keys ADD COLUMN verify_until INTEGER
