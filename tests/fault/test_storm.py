#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Storms over crashes and a backup. RELIABILITY K1 (kill -9), K3 (SIGSTOP, SIGTERM), R1 (backup and restore)."""
import os
import shutil
import signal
import sqlite3
import time

import harness
import judge
import storm

CLIENTS = 32


class StormTest(harness.FaultCase):
    def begin(self, daemons=1, kills=0):
        """A storm against so many daemons on the same data."""
        numbers = harness.seeded()
        data = self.make_data(users=4)
        families = data.make_families(1_500 + 100 * kills)
        running = [self.make_daemon(data) for _ in range(daemons)]
        self.storm = storm.Storm(data, running, CLIENTS, numbers.random(), families)
        self.addCleanup(setattr, self.storm, 'stopping', True)
        return data, running, numbers

    def judge(self, name, data, daemons):
        history = self.storm.stop()
        harness.tell('%s: %s' % (name, storm.summary(history)))
        for daemon in daemons:
            self.assertEqual(daemon.stop()[0], 0)
        data.assert_sound()
        self.assertEqual(storm.verdict(data, history), [])
        # A storm in which little was acknowledged proves nothing.
        self.assertGreater(sum(op['op'] == 'refresh' and op['status'] == 200 for op in history), 100)
        return history

    def kills(self, daemons, kills, longest=2.0):
        data, running, numbers = self.begin(daemons, kills)
        starts = storm.kill_at_random(running, kills, numbers, longest=longest)
        harness.tell('K1: %d daemon%s, %d kills, start after a kill %.2f s at most'
                     % (daemons, '' if daemons == 1 else 's on one database', kills, max(starts)))
        history = self.judge('K1', data, running)
        self.assertTrue(any(op['status'] == 0 for op in history), 'no kill hit a request')

    def test_kills(self):
        self.kills(1, harness.amount(10, 100))

    def test_kills_of_two_daemons_on_one_database(self):
        self.kills(2, *harness.amount((4, 1.0), (50, 2.0)))

    def test_stop_and_continue(self):
        data, (daemon,), _ = self.begin()
        time.sleep(0.5)
        daemon.signal(signal.SIGSTOP)
        time.sleep(harness.amount(1, 5))
        daemon.signal(signal.SIGCONT)
        time.sleep(1)
        history = self.judge('K3: SIGSTOP, SIGCONT', data, [daemon])
        # Whoever waited was answered: only a closed connection between two requests may look like no answer.
        self.assertEqual([op for op in history if op['status'] >= 500 and op['op'] != 'login'], [])
        self.assertLess(sum(op['status'] == 0 for op in history), CLIENTS)

    def test_termination(self):
        data, (daemon,), _ = self.begin()
        time.sleep(1)
        code, seconds = daemon.stop()
        log = data.database + '-wal'
        self.assertFalse(os.path.exists(log) and os.path.getsize(log), 'the write-ahead log was not emptied')
        harness.tell('K3: SIGTERM in the storm: exit code %d after %.2f s' % (code, seconds))
        self.assertEqual(code, 0)
        self.assertLess(seconds, 30)   # 5 on a machine that does nothing else
        daemon.start()
        self.judge('K3: SIGTERM', data, [daemon])

    def test_backup_in_the_storm(self):
        """R1: a backup holds what was acknowledged before it began and nothing that was asked after it had ended; where it is
        restored nothing works that was issued before, and a storm with kills goes on there as anywhere."""
        kills = harness.amount(0, 4)
        data, (daemon,), numbers = self.begin(kills=kills)
        backups = []
        for number in range(harness.amount(1, 5)):
            time.sleep(1)
            backup = os.path.join(data.root, 'backup%d' % number)
            began = time.monotonic()
            self.assertEqual(data.verb('backup', backup).returncode, 0)
            backups.append((backup, began, time.monotonic()))
            if number < kills:
                storm.kill_at_random([daemon], 1, numbers, longest=1.0)
        time.sleep(0.5)
        history = self.judge('R1', data, [daemon])
        old = [token for client in self.storm.clients for token, _ in client.spent]
        old += [client.tokens['refresh'] for client in self.storm.clients if client.tokens]
        old += [family['refresh'] for family in self.storm.families[:50]]   # in the backup, and never used
        access = [client.tokens['access'] for client in self.storm.clients if client.tokens]
        self.assertGreater(len(old), 70)
        for backup, began, ended in backups:
            self.judge_backup(backup, history, began, ended)
            self.storm_on_the_copy(data, backup, old, access, numbers)
            harness.tell('R1: backup in %.2f s; %d refresh and %d access tokens refused where it was restored'
                         % (ended - began, len(old), len(access)))

    def judge_backup(self, backup, history, began, ended):
        connection = sqlite3.connect(backup)
        self.assertEqual(judge.judge_database(connection), [])
        rows = judge.rows_of(connection)
        connection.close()
        before = [op for op in history if op['end'] < began]
        self.assertEqual([line for line in judge.judge(before, rows) if 'generation' in line or 'not in' in line
                          or 'is alive' in line], [])
        asked = [op for op in history if op['start'] < ended]
        self.assertEqual([line for line in judge.judge(asked, rows) if 'nobody' in line], [])

    def storm_on_the_copy(self, data, backup, old, access, numbers):
        """The old tokens are tried in the midst of the new storm, before and after its kills."""
        elsewhere = self.make_data(prepare=False)
        elsewhere.users = data.users
        os.mkdir(elsewhere.directory, 0o700)
        shutil.copy(os.path.join(data.directory, 'secret.key'), elsewhere.directory)
        restored = elsewhere.verb('restore', backup)
        self.assertEqual(restored.returncode, 0, restored.stderr)
        elsewhere.assert_sound()
        families = elsewhere.make_families(harness.amount(800, 3_000))
        daemon = self.make_daemon(elsewhere)
        client = self.client(daemon)
        self.storm = storm.Storm(elsewhere, [daemon], CLIENTS, numbers.random(), families)
        self.addCleanup(setattr, self.storm, 'stopping', True)
        for _ in range(harness.amount(1, 10)):
            for token in old:
                self.assertEqual(client.refresh(token)[0], 401)
            for token in access:
                self.assertEqual(client.profile(token)[0], 401)
                self.assertIn(client.verify(token)[0], (400, 401))   # 400 as the peer says that one is blacklisted
            storm.kill_at_random([daemon], 1, numbers, longest=1.0)
        self.assertEqual({client.refresh(token)[0] for token in old}, {401})
        self.assertEqual(client.profile(client.login_for_sure()['access'])[0], 200)
        self.judge('R1: on the copy', elsewhere, [daemon])
        elsewhere.remove()


if __name__ == '__main__':
    harness.main()
