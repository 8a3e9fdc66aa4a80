#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""kill -9 where it hurts most. RELIABILITY K2 (at chosen calls around a commit), K4 (in what is done once)."""
import glob
import hashlib
import json
import os
import signal
import sqlite3
import subprocess
import time

import harness
import storm

MIGRATIONS = sorted(glob.glob(os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                           '../../resources/sql/sqlite/*.sql')))
# Call, end of the path, before or after: where the process dies. The last ones are reached by the end of the daemon, which
# moves the write-ahead log into the database.
POINTS = (
    ('write', '-wal', 'before'), ('write', '-wal', 'after'),            # parts of a transaction are in the log
    ('sync', '-wal', 'before'), ('sync', '-wal', 'after'),              # not yet committed, and committed
    ('answer', '', 'before'), ('answer', '', 'after'),                  # committed and not told, and told
    ('write', 'tokendesk.db', 'before'), ('write', 'tokendesk.db', 'after'),
    ('sync', 'tokendesk.db', 'before'), ('sync', 'tokendesk.db', 'after'),
    ('unlink', '-wal', 'before'), ('unlink', '-wal', 'after'),
)
FAMILIES = 6
# The same for a purge, which is a transaction for each 500 rows; counts of syncs are those of transactions.
PURGE_POINTS = (
    ('sync', '-wal', 'before', 2), ('sync', '-wal', 'after', 3), ('sync', '-wal', 'before', 5), ('sync', '-wal', 'after', 7),
    ('write', '-wal', 'before', 150), ('write', '-wal', 'after', 400),
)
PURGED = 3_000
FIRST_PURGE = 60    # seconds after the start
ONCE = ('unlink', 'tokendesk.db')   # happens once or a few times in a run


class ChosenKillTest(harness.FaultCase):
    def test_points_around_a_commit(self):
        """K2."""
        numbers = harness.seeded()
        data = self.make_data()
        families = data.make_families(FAMILIES * 20 * len(POINTS))
        runs = died = 0
        for call, end, when in POINTS:
            here = 0
            counts = range(1, 21) if harness.FULL else [numbers.randint(1, 10)]
            if call in ONCE or end in ONCE:   # there may not be so many
                counts = range(1, 4) if harness.FULL else [1]
            for count in counts:
                with self.subTest('%s %s of %s' % (when, call, end), count=count):
                    here += self.die(data, [families.pop() for _ in range(FAMILIES)],
                                     '%s:%s:%d:%s' % (call, end, count, when))
                    runs += 1
            self.assertGreater(here, 0, 'nothing died %s %s of %s' % (when, call, end))
            died += here
        harness.tell('K2: %d runs over %d points, %d of them died there' % (runs, len(POINTS), died))

    def die(self, data, families, point):
        """Refreshes and logouts until the daemon dies; the same tokens again after a restart; the verdict."""
        daemon = self.make_daemon(data, start=False, environment=self.shim(data, die=point))
        serves = daemon.start(must=False)   # it may die in the start already
        recorder = Recorder(data, daemon)
        for number in range(24 if serves else 0):
            tokens = families[number % 4]
            if not recorder.refresh(tokens):
                break
            if number in (10, 20) and not recorder.logout(families.pop()):
                break
        if serves and daemon.running():
            daemon.signal(signal.SIGTERM)
        died = daemon.process.wait(harness.PATIENCE) == -signal.SIGKILL
        daemon.process.stdout.close()
        recorder.clients[0].close()
        daemon.environment = {}
        daemon.start()
        self.assertLess(daemon.start_seconds, 30)
        for tokens in families:   # those in doubt once more, those that are well once again
            recorder.refresh(tokens)
        recorder.clients[0].close()
        self.assertEqual(daemon.stop()[0], 0)
        data.assert_sound()
        self.assertEqual(storm.verdict(data, recorder.history), [])
        return died


class PurgeKillTest(harness.FaultCase):
    """K2 in the purge. Several daemons wait for their first one at the same time."""

    def test_points_in_a_purge(self):
        points = [(call, end, when, count + more) for more in range(0, harness.amount(1, 40), 10)
                  for call, end, when, count in PURGE_POINTS]
        runs = [self.begin(point) for point in points]
        died = [daemon.process.wait(harness.PATIENCE + 2 * FIRST_PURGE) for _, daemon, _, _ in runs]
        self.assertEqual(set(died), {-signal.SIGKILL})
        midway = 0
        for data, daemon, _, kept in runs:
            daemon.process.stdout.close()
            left = self.rows(data)
            midway += 0 < left['old'] + left['events'] < 2 * PURGED
            # Of each transaction all rows went, or none, and of none that anybody needs.
            self.assertEqual((left['old'] % 500, left['events'] % 500), (0, 0))
            self.assertEqual(left['kept'], kept)
            data.assert_sound()
            daemon.environment = {}
            daemon.start()
        self.assertGreater(midway, len(runs) // 2, 'hardly anything died in a purge')
        for data, daemon, families, kept in runs:
            client = self.client(daemon)
            for tokens in families:
                self.assertEqual(client.refresh(tokens['refresh'])[0], 200)
            self.assertTrue(harness.wait_for(lambda: not any(self.rows(data)[kind] for kind in ('old', 'events')),
                                             harness.PATIENCE + 2 * FIRST_PURGE, 0.5), 'the purge does not go on')
            self.assertEqual(daemon.stop()[0], 0)
            self.assertEqual(self.rows(data)['kept'], kept)
            data.assert_sound()
        harness.tell('K2: %d kills in a purge, %d of them with a part of it done' % (len(runs), midway))

    def begin(self, point):
        data = self.make_data()
        families = data.make_families(5)
        day, now = 86_400_000, int(time.time() * 1000)

        def session(number, ended):
            return ((1 << 40 | number).to_bytes(12, 'big'), 1, ended - day, ended, ended, ended, 'logged_out')
        rows = [session(number, now - 40 * day) for number in range(PURGED)]
        rows += [session(PURGED + number, now - 10 * day) for number in range(20)]
        connection = sqlite3.connect(data.database, timeout=harness.PATIENCE)
        with connection:
            connection.executemany('INSERT INTO sessions (id, user_id, created_at, expires_at, access_until, ended_at, '
                                   'end_reason) VALUES (?, ?, ?, ?, ?, ?, ?)', rows)
            connection.executemany("INSERT INTO events (at, type, severity) VALUES (?, 'test.old', 0)",
                                   [(now - 100 * day,)] * PURGED)
        connection.close()
        kept = self.rows(data)['kept']
        daemon = self.make_daemon(data, environment=self.shim(data, die='%s:%s:%d:%s' % (point[0], point[1], point[3], point[2])))
        return data, daemon, families, kept

    @staticmethod
    def rows(data):
        connection = sqlite3.connect(data.database, timeout=harness.PATIENCE)
        try:
            before = (time.time() - 35 * 86_400) * 1000
            return {'old': connection.execute('SELECT count(*) FROM sessions WHERE ended_at < ?', (before,)).fetchone()[0],
                    'kept': connection.execute('SELECT hex(id) FROM sessions WHERE ended_at IS NULL OR ended_at >= ? '
                                               'ORDER BY id', (before,)).fetchall(),
                    'events': connection.execute("SELECT count(*) FROM events WHERE type = 'test.old'").fetchone()[0]}
        finally:
            connection.close()


class Recorder(storm.StormClient):
    """A client of a storm that is told what to do."""

    class Calm:
        stopping, families = False, []

        def __init__(self, data, daemon):
            self.data, self.daemons = data, [daemon]

        def pause(self):
            pass

    def __init__(self, data, daemon):
        super().__init__(self.Calm(data, daemon), 0, 0)

    def hold(self, tokens):
        self.storm.families = [tokens]
        self.take_family()

    def refresh(self, tokens=None):
        if tokens is None:
            return super().refresh()
        self.hold(tokens)
        super().refresh()
        if self.tokens:
            tokens.update(self.tokens)
        return self.history[-1]['status'] == 200

    def logout(self, tokens):
        self.hold(tokens)
        self.ask('logout', lambda client: client.logout(tokens), self.serial(), self.session)
        return self.history[-1]['status'] == 200


class OnceTest(harness.FaultCase):
    """K4: the next start succeeds, with the old state or the new one."""

    def setUp(self):
        self.numbers = harness.seeded()
        self.rounds = harness.amount(3, 100)

    def kill_in(self, name, data, *words):
        """Kills a verb at a random moment of its life, which is measured by the ones before. Whether it ended first."""
        length = self.lengths.get(name, 0.2)
        began = time.monotonic()
        process = subprocess.Popen(data.command(*words), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                   env=harness.clean_environment())
        try:
            process.wait(self.numbers.uniform(0, length))
            self.lengths[name] = 0.5 * length + 0.6 * (time.monotonic() - began)
        except subprocess.TimeoutExpired:
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
            self.lengths[name] = min(2.0, 1.2 * length)
        process.stdout.close()
        process.stderr.close()
        return process.returncode == 0

    lengths = {}

    def assert_key_file(self, data):
        path = os.path.join(data.directory, 'secret.key')
        if os.path.exists(path):
            self.assertEqual(os.path.getsize(path), 65)
            self.assertEqual(os.stat(path).st_mode & 0o777, 0o600)

    def assert_serves(self, data):
        self.assert_key_file(data)
        daemon = self.make_daemon(data)
        self.assertEqual(daemon.stop()[0], 0)
        self.assert_key_file(data)
        data.assert_sound()

    def test_first_start(self):
        for _ in range(self.rounds):
            data = self.make_data(prepare=False)
            self.kill_in('serve', data, 'serve', '--listen', '127.0.0.1:0')
            self.assert_serves(data)
            data.remove()
        harness.tell('K4: %d kills in the first start' % self.rounds)

    def test_migration(self):
        for _ in range(self.rounds):
            data = self.make_data(prepare=False)
            os.mkdir(data.directory, 0o700)
            self.make_first_schema(data)
            self.kill_in('migrate', data, 'user', 'list')
            self.assert_serves(data)
            connection = sqlite3.connect(data.database)
            self.assertEqual(connection.execute('SELECT max(version) FROM schema_version').fetchone(), (len(MIGRATIONS),))
            self.assertEqual(connection.execute('SELECT count(*) FROM sessions').fetchone(), (2_000,))
            connection.close()
            data.remove()
        harness.tell('K4: %d kills in a migration' % self.rounds)

    @staticmethod
    def make_first_schema(data):
        with open(MIGRATIONS[0], 'rb') as file:
            content = file.read()
        with os.fdopen(os.open(data.database, os.O_WRONLY | os.O_CREAT, 0o600)):
            pass
        connection = sqlite3.connect(data.database)
        with connection:
            for statement in content.decode().split('\n-- ;;\n'):
                connection.execute(statement)
            connection.execute('CREATE TABLE schema_version (version INTEGER PRIMARY KEY, min_compatible INTEGER NOT NULL, '
                               'checksum TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT')
            connection.execute('INSERT INTO schema_version VALUES (1, 1, ?, 0)', (hashlib.sha256(content).hexdigest(),))
            connection.executemany('INSERT INTO sessions (id, user_id, created_at, expires_at, access_until) '
                                   'VALUES (?, 1, 0, 9e15, 0)', [(number.to_bytes(12, 'big'),) for number in range(1, 2_001)])
        connection.close()

    def test_settings(self):
        data = self.make_data()
        old = 900
        for number in range(self.rounds):
            new = 300 + number
            ended = self.kill_in('settings', data, 'settings', 'set', 'access_token_lifetime', '%ds' % new)
            shown = data.verb('settings', 'get', 'access_token_lifetime', '--json')
            self.assertEqual(shown.returncode, 0, shown.stderr)
            now = json.loads(shown.stdout)['value']
            self.assertIn(now, (new,) if ended else (old, new))
            old = now
        self.assert_serves(data)
        harness.tell('K4: %d kills while settings were saved' % self.rounds)

    def test_key_rotation(self):
        data = self.make_data()
        for _ in range(self.rounds):
            self.kill_in('key', data, 'key', 'add', '--algorithm', 'HS256', '--activate')
            connection = sqlite3.connect(data.database, timeout=harness.PATIENCE)
            active = connection.execute("SELECT count(*) FROM signing_keys WHERE state = 'active'").fetchone()
            connection.close()
            self.assertEqual(active, (1,))
        self.assert_serves(data)
        harness.tell('K4: %d kills while keys were rotated' % self.rounds)

    def test_backup_and_restore(self):
        data = self.make_data()
        data.make_families(2_000)
        whole = os.path.join(data.root, 'whole')
        self.assertEqual(data.verb('backup', whole).returncode, 0)
        self.assertEqual(data.verb('user', 'add', 'later', '--password-stdin', text=harness.PASSWORD + '\n').returncode, 0)
        made = 0
        for number in range(self.rounds):
            backup = os.path.join(data.root, 'backup%d' % number)
            ended = self.kill_in('backup', data, 'backup', backup)
            self.assertTrue(os.path.exists(backup) or not ended)
            if os.path.exists(backup):   # then it is whole
                made += 1
                checked = subprocess.run([harness.DAEMON, '--database', 'sqlite:' + backup, '--key-file',
                                          os.path.join(data.directory, 'secret.key'), 'check'], capture_output=True, text=True,
                                         env=harness.clean_environment())
                self.assertNotIn('integrity', checked.stdout + checked.stderr)
                connection = sqlite3.connect(backup)
                self.assertEqual(connection.execute('PRAGMA integrity_check').fetchall(), [('ok',)])
                self.assertEqual(connection.execute('SELECT count(*) FROM sessions').fetchone(), (2_000,))
                connection.close()
        harness.tell('K4: %d kills in a backup, %d of them left a whole one, the others none' % (self.rounds, made))
        done = 0
        for _ in range(self.rounds):
            self.kill_in('restore', data, 'restore', whole)
            shown = data.verb('user', 'list', '--json')
            self.assertEqual(shown.returncode, 0, shown.stderr)
            if 'later' not in shown.stdout:   # the new state: the user came after the backup
                done += 1
                self.assertEqual([row for row in data.sessions().values() if not row[1]], [])
                data.add_user('later')
            else:
                self.assertEqual(len(data.sessions()), 2_000)
            data.assert_sound()
        self.assert_serves(data)
        harness.tell('K4: %d kills in a restore, %d of them restored, the others left what was' % (self.rounds, done))


if __name__ == '__main__':
    harness.main()
