#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Power loss. RELIABILITY P1: nothing acknowledged is lost with synchronous=FULL, and the test notices with NORMAL; P2."""
import os
import shutil
import sqlite3
import tempfile
import threading
import unittest

import harness
import judge
import replay

CLIENTS = 8


class PowerTest(harness.FaultCase):
    def record_storm(self, data, families, refreshes, logouts, **shim):
        """A daemon under record, refreshes and logouts; the disk as it was before, and the records."""
        path = os.path.join(data.root, 'record')
        before = replay.Disk(data.directory)
        daemon = self.make_daemon(data, environment=self.shim(data, record=path, **shim))
        lock, failures = threading.Lock(), []

        def work(number):
            client = harness.Client(daemon.port)
            own = families[number::CLIENTS]
            for count in range(refreshes // CLIENTS):
                tokens = own[count % len(own)]
                status, body, _ = client.refresh(tokens['refresh'])
                if status != 200:
                    failures.append(status)
                    return
                tokens.update(body)
            for tokens in own[:logouts // CLIENTS]:
                status, _, _ = client.logout(tokens)
                if status != 200:
                    failures.append(status)
                    return
                session = harness.token_id(tokens['refresh'])[0].encode()
                with lock:   # the client's own mark: it was told that the session has ended
                    mark = replay.HEAD.pack(replay.MAGIC, ord('M'), 0, 0, len(session)) + session
                    with open(path, 'ab', buffering=0) as file:
                        file.write(mark)
            client.close()

        threads = [threading.Thread(target=work, args=(number,)) for number in range(CLIENTS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(failures, [])
        daemon.kill()   # a clean end would only add syncs
        return before, replay.read_log(path)

    def lose_power(self, disk, records, points, numbers):
        """Fails at so many random records: (points at which the database was damaged, points with losses, most lost at
        once). Points before the first answer prove nothing and are left out."""
        first = next(at for at, record in enumerate(records) if replay.tokens_in(record))
        chosen = sorted(numbers.choices(range(first + 1, len(records) + 1), k=points))
        at, generations, ended = 0, {}, set()
        damaged = lossy = most = 0
        place = tempfile.mkdtemp(prefix='tokendesk-power-', dir='/dev/shm' if os.path.isdir('/dev/shm') else None)
        self.addCleanup(shutil.rmtree, place, True)
        for point in chosen:
            for record in records[at:point]:
                disk.record(record)
                for token in replay.tokens_in(record):
                    session, serial = harness.token_id(token)
                    generations[session] = max(serial, generations.get(session, 0))
                if record.kind == 'M':
                    ended.add(record.data.decode())
            at = point
            target = tempfile.mkdtemp(dir=place)
            disk.fail(target, numbers)
            lost = self.lost(os.path.join(target, 'tokendesk.db'), generations, ended)
            if lost is None:
                damaged += 1
            else:
                lossy += lost > 0
                most = max(most, lost)
            self.last = target
            if point != chosen[-1]:
                shutil.rmtree(target)
        return damaged, lossy, most

    @staticmethod
    def lost(path, generations, ended):
        """How many acknowledged operations the database does not know; None if it is damaged."""
        connection = sqlite3.connect(path)
        try:
            if judge.judge_database(connection):
                return None
            rows = judge.rows_of(connection)
        except sqlite3.DatabaseError:
            return None
        finally:
            connection.close()
        missing = sum(max(0, serial - rows[session][0]) if session in rows else serial + 1
                      for session, serial in generations.items())
        return missing + sum(session not in rows or not rows[session][1] for session in ended)

    def storm_and_loss(self, data, **shim):
        numbers = harness.seeded()
        families = data.make_families(harness.amount(120, 400))
        refreshes, logouts = harness.amount((800, 80), (2_000, 200))
        disk, records = self.record_storm(data, families, refreshes, logouts, **shim)
        points = harness.amount(300, 1_000)
        damaged, lossy, most = self.lose_power(disk, records, points, numbers)
        harness.tell('P1: %s: %d refreshes, %d logouts, %d records, %d power losses: %d damaged, %d lost something '
                     'acknowledged, %d at most' % ('NORMAL' if shim else 'FULL', refreshes, logouts, len(records), points,
                                                   damaged, lossy, most))
        return damaged, lossy

    def test_nothing_acknowledged_is_lost(self):
        data = self.make_data()
        self.assertEqual(self.storm_and_loss(data), (0, 0))
        # The daemon too finds what the power left in order.
        shutil.copy(os.path.join(data.directory, 'secret.key'), self.last)
        left = self.make_data(prepare=False)
        left.directory = self.last
        left.assert_sound()

    def test_it_would_be_noticed(self):
        damaged, lossy = self.storm_and_loss(self.make_data(), normal=1)
        self.assertEqual(damaged, 0)
        self.assertGreater(lossy, 0, 'losses with synchronous=NORMAL go unnoticed')


class FilePowerTest(harness.FaultCase):
    """P2 for whole databases: what a backup or a restore puts in place is the old file or the new one, never a part."""

    def replay_verb(self, data, *words):
        """Runs a verb under record; yields each state that a power loss could leave, the last one after its end."""
        numbers = harness.seeded()
        path = os.path.join(data.root, 'record-' + words[0])
        disk = replay.Disk(data.directory)
        environment = self.shim(data, record=path)
        done = data.verb(*words, environment=harness.clean_environment(**environment))
        self.assertEqual(done.returncode, 0, done.stderr)
        records = replay.read_log(path)
        self.assertGreater(len(records), 10)
        chosen = set(numbers.sample(range(len(records)), min(len(records), harness.amount(40, 400))))
        # Where names change is where a part could be seen.
        chosen |= {at + 1 for at, record in enumerate(records) if record.kind in 'RLU'} | {len(records)}
        place = tempfile.mkdtemp(prefix='tokendesk-power-')
        self.addCleanup(shutil.rmtree, place, True)
        for at in range(len(records) + 1):
            if at in chosen:
                target = tempfile.mkdtemp(dir=place)
                disk.fail(target, numbers)
                yield target, at == len(records)
                shutil.rmtree(target)
            if at < len(records):
                disk.record(records[at])

    def rows(self, path):
        connection = sqlite3.connect(path)
        try:
            self.assertEqual(judge.judge_database(connection), [])
            return (connection.execute('SELECT count(*) FROM sessions').fetchone()[0],
                    connection.execute('SELECT count(*) FROM users').fetchone()[0])
        finally:
            connection.close()

    def test_backup_and_restore(self):
        data = self.make_data()
        data.make_families(300)
        states = {'none': 0, 'whole': 0, 'old': 0, 'new': 0}
        for target, is_last in self.replay_verb(data, 'backup', os.path.join(data.directory, 'monday')):
            exists = os.path.exists(os.path.join(target, 'monday'))
            self.assertTrue(exists or not is_last)
            if exists:
                self.assertEqual(self.rows(os.path.join(target, 'monday')), (300, 1))
            states['whole' if exists else 'none'] += 1
        data.add_user('later')
        for target, is_last in self.replay_verb(data, 'restore', os.path.join(data.directory, 'monday')):
            sessions, users = self.rows(os.path.join(target, 'tokendesk.db'))
            self.assertEqual(sessions, 300)
            self.assertTrue(users == 1 or not is_last)
            states['new' if users == 1 else 'old'] += 1
        harness.tell('P2: power losses in a backup left %(none)d times none and %(whole)d times a whole one; in a restore '
                     '%(old)d times the old database and %(new)d times the new one' % states)
        self.assertTrue(all(states.values()), states)


class ReplayTest(unittest.TestCase):
    """The replayer by itself: what is synced stays, what is not may go."""

    class Worst:
        """A power loss that leaves nothing that was not synced."""

        @staticmethod
        def randrange(_):
            return 0

    def disk(self, *records):
        directory = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, directory, True)
        with open(os.path.join(directory, 'a'), 'wb') as file:
            file.write(b'old')
        disk = replay.Disk(directory)
        for kind, offset, data in records:
            disk.record(replay.Record(kind, os.path.join(directory, 'a'), offset, data))
        target = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, target, True)
        disk.fail(target, self.Worst())
        if not os.path.exists(os.path.join(target, 'a')):
            return None
        with open(os.path.join(target, 'a'), 'rb') as file:
            return file.read()

    def test_unsynced_is_lost(self):
        self.assertEqual(self.disk(('W', 0, b'new')), b'old')
        self.assertEqual(self.disk(('W', 0, b'new'), ('B', 1, b'')), b'old')

    def test_synced_stays(self):
        self.assertEqual(self.disk(('W', 0, b'new'), ('B', 1, b''), ('S', 1, b'')), b'new')
        self.assertEqual(self.disk(('W', 5, b'new'), ('B', 1, b''), ('S', 1, b'')), b'old\0\0new')
        self.assertEqual(self.disk(('T', 1, b''), ('B', 1, b''), ('S', 1, b'')), b'o')

    def test_a_sync_covers_what_was_before_it_began(self):
        self.assertEqual(self.disk(('W', 0, b'n'), ('B', 1, b''), ('W', 1, b'ew'), ('S', 1, b'')), b'nld')
        # Two threads sync at once.
        self.assertEqual(self.disk(('W', 0, b'n'), ('B', 1, b''), ('W', 1, b'e'), ('B', 2, b''), ('W', 2, b'w'),
                                   ('S', 1, b''), ('S', 2, b'')), b'ned')

    def test_names_change_at_once(self):
        self.assertIsNone(self.disk(('U', 0, b'')))


if __name__ == '__main__':
    harness.main()
