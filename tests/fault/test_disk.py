#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Disks that are full, read-only, locked or replaced. RELIABILITY D1, D2, D4, D6."""
import os
import sqlite3
import subprocess
import tempfile
import threading
import time

import harness

ENOSPC, EROFS = 28, 30
RECOVERY = 30   # seconds; 5 on a machine that does nothing else


class DiskCase(harness.FaultCase):
    def assert_refuses_writing(self, client, access):
        """503 with Retry-After where something would be written, and service where nothing is."""
        status, _, headers = client.login()
        self.assertEqual(status, 503)
        self.assertIn('Retry-After', headers)
        self.assertEqual(client.profile(access)[0], 200)
        self.assertEqual(client.verify(access)[0], 200)

    def assert_recovers(self, client, tokens, name):
        began = time.monotonic()
        status = harness.wait_for(lambda: client.refresh(tokens['refresh'])[0] == 200 or None, RECOVERY)
        harness.tell('%s: service %.2f s after the fault ended' % (name, time.monotonic() - began))
        self.assertTrue(status, 'no service without a restart')

    def refresh_until_refused(self, client, tokens, limit=20_000):
        """Refreshes until the first answer that is no success; the tokens are the last ones acknowledged."""
        for count in range(limit):
            status, body, headers = client.refresh(tokens['refresh'])
            if status != 200:
                return status, headers, count
            tokens.update(body)
        self.fail('the disk is never full')


class FullDiskTest(DiskCase):
    def fill(self, name, data, daemon, full, free):
        client = self.client(daemon)
        tokens, spare = client.login_for_sure(), client.login_for_sure()
        full()
        status, headers, count = self.refresh_until_refused(client, tokens)
        self.assertEqual(status, 503)
        self.assertIn('Retry-After', headers)
        harness.tell('%s: first 503 after %d refreshes' % (name, count))
        self.assert_refuses_writing(client, spare['access'])
        for _ in range(20):   # no success without a commit
            self.assertEqual(client.refresh(spare['refresh'])[0], 503)
        self.assertEqual(client.logout(spare)[0], 503)
        free()
        self.assert_recovers(client, tokens, name)
        self.assertEqual(client.refresh(spare['refresh'])[0], 200)   # neither spent nor ended
        self.assertEqual(daemon.stop()[0], 0)
        data.assert_sound()

    def test_no_space_by_order(self):
        """D1, for everybody: the preloaded library says that the disk is full."""
        for code in (ENOSPC, EROFS):
            with self.subTest(code):
                data = self.make_data()
                order = os.path.join(data.root, 'error')
                daemon = self.make_daemon(data, environment=self.shim(data, error=order))

                def full(order=order, code=code):
                    with open(order + '.new', 'w', encoding='ascii') as file:
                        file.write(str(code))
                    os.rename(order + '.new', order)
                self.fill('D1: ENOSPC' if code == ENOSPC else 'D2: EROFS', data, daemon, full, lambda order=order: os.unlink(order))

    def test_no_space_for_a_backup(self):
        data = self.make_data()
        order = os.path.join(data.root, 'error')
        backup = os.path.join(data.directory, 'monday')
        self.make_daemon(data)   # it goes on
        before = set(os.listdir(data.directory))
        environment = harness.clean_environment(**self.shim(data, error=order))
        with open(order, 'w', encoding='ascii') as file:
            file.write(str(ENOSPC))
        refused = data.verb('backup', backup, environment=environment)
        self.assertEqual((refused.returncode, refused.stderr.count('\n')), (1, 1), refused.stderr)
        self.assertEqual(set(os.listdir(data.directory)), before)
        os.unlink(order)
        self.assertEqual(data.verb('backup', backup, environment=environment).returncode, 0)
        data.assert_sound()

    def test_a_disk_of_four_megabytes(self):
        """D1: a real file system that gets full."""
        place = tempfile.mkdtemp(prefix='tokendesk-full-')
        self.addCleanup(os.rmdir, place)
        mounted = os.geteuid() == 0 and subprocess.run(
            ['mount', '-t', 'tmpfs', '-o', 'size=4m,mode=700', 'tmpfs', place], capture_output=True).returncode == 0
        if not mounted:
            self.skipTest('only root may mount')
        self.addCleanup(subprocess.run, ['umount', '-l', place], check=True)
        data = self.make_data(root=place)
        daemon = self.make_daemon(data)
        ballast = os.path.join(place, 'ballast')

        def full():
            with open(ballast, 'wb') as file:
                try:
                    while True:
                        file.write(bytes(16384))
                        file.flush()
                except OSError:
                    pass
        self.fill('D1: tmpfs', data, daemon, full, lambda: os.unlink(ballast))


class ReadOnlyTest(DiskCase):
    def test_a_file_that_cannot_be_written(self):
        """D2: a clear message and an exit code at the start."""
        data = self.make_data()
        become = None
        if os.geteuid() == 0:   # whom no mode stops
            nobody = 65534
            probe = subprocess.run([harness.DAEMON, '--version'], capture_output=True, user=nobody, group=nobody,
                                   extra_groups=[])
            if probe.returncode != 0:
                self.skipTest('the daemon cannot be run by another user')
            os.chmod(data.root, 0o755)
            for folder, _, names in os.walk(data.directory):
                for name in [folder] + [os.path.join(folder, name) for name in names]:
                    os.chown(name, nobody, nobody)

            def become():
                os.setgroups([])
                os.setgid(nobody)
                os.setuid(nobody)
        os.chmod(data.database, 0o400)
        daemon = self.make_daemon(data, start=False, before=become)
        self.assertFalse(daemon.start(must=False))
        self.assertEqual(daemon.process.returncode, 3)
        log = data.log_text()
        self.assertIn(data.database, log)
        self.assertIn('Permission denied', log)
        os.chmod(data.database, 0o600)
        daemon.start()
        self.assertEqual(daemon.stop()[0], 0)


class LockTest(DiskCase):
    def hold(self, data):
        other = sqlite3.connect(data.database, isolation_level=None, timeout=harness.PATIENCE, check_same_thread=False)
        self.addCleanup(other.close)
        other.execute('BEGIN EXCLUSIVE')
        return other

    def test_another_process_holds_the_lock(self):
        """D4: requests wait for a short lock; a long one gives 503 at the busy timeout of 10 s, and no threads pile up."""
        data = self.make_data()
        families = data.make_families(16)
        daemon = self.make_daemon(data)
        threads = daemon.threads()
        answers, most = [], [0]

        def refresh(tokens):
            client = harness.Client(daemon.port)
            answers.append(client.refresh(tokens['refresh'])[0])
            client.close()

        def together(count):
            answers.clear()
            for tokens in families[:count]:
                thread = threading.Thread(target=refresh, args=(tokens,))
                thread.start()
                self.addCleanup(thread.join)

        other = self.hold(data)
        together(8)
        until = time.monotonic() + harness.amount(1, 3)
        while time.monotonic() < until:
            self.assertEqual(answers, [])   # they wait
            most[0] = max(most[0], daemon.threads())
            time.sleep(0.05)
        other.execute('ROLLBACK')
        self.assertTrue(harness.wait_for(lambda: len(answers) == 8))
        self.assertEqual(answers, [200] * 8)

        del families[:8]
        other = self.hold(data)
        began = time.monotonic()
        together(8)
        while len(answers) < 8 and time.monotonic() < began + harness.PATIENCE:
            most[0] = max(most[0], daemon.threads())
            time.sleep(0.05)
        seconds = time.monotonic() - began
        harness.tell('D4: 503 after %.1f s of a lock, %d threads at most, %d before' % (seconds, most[0], threads))
        self.assertEqual(answers, [503] * 8)
        self.assertGreater(seconds, 9)
        self.assertLess(seconds, 19)   # nobody waits for the lock twice
        # One that hashes and one that resolves may be begun at need; none for a waiting request.
        self.assertLessEqual(most[0], threads + 2)
        other.execute('ROLLBACK')
        self.assert_recovers(self.client(daemon), families[0], 'D4')


class ReplacedTest(DiskCase):
    def test_the_file_goes_away(self):
        """D6: noticed, 503, and no silent new empty database."""
        data = self.make_data()
        families = data.make_families(4)
        daemon = self.make_daemon(data)
        client = self.client(daemon)
        kept = data.database + '.kept'
        os.rename(data.database, kept)

        def is_noticed():
            status, body, _ = client.refresh(families[0]['refresh'])
            families[0].update(body if status == 200 else {})
            return status == 503
        began = time.monotonic()
        self.assertTrue(harness.wait_for(is_noticed, RECOVERY))
        harness.tell('D6: a missing database is noticed after %.2f s' % (time.monotonic() - began))
        self.assertEqual(client.login()[0], 503)
        self.assertEqual(client.send('GET', '/health/ready')[0], 503)
        self.assertFalse(os.path.exists(data.database))
        self.assertIn('database', data.log_text())
        os.rename(kept, data.database)
        self.assert_recovers(client, families[1], 'D6')

    def test_an_older_file_in_its_place(self):
        """D6: another file is taken for what it is: what it does not know is refused, nothing of the old one goes on."""
        data = self.make_data()
        families = data.make_families(2)
        daemon = self.make_daemon(data)
        backup = os.path.join(data.root, 'backup')
        self.assertEqual(data.verb('backup', backup).returncode, 0)
        client = self.client(daemon)
        young = client.login_for_sure()
        os.rename(backup, data.database)

        def is_refused():
            status, body, _ = client.refresh(young['refresh'])
            young.update(body if status == 200 else {})
            return status in (401, 503)
        self.assertTrue(harness.wait_for(is_refused, RECOVERY))
        harness.tell('D6: a backup renamed over the database: %d for what it does not know' % client.refresh(young['refresh'])[0])

    def test_the_log_is_removed_while_stopped(self):
        """D6: after a crash the write-ahead log is part of the data. Without it the last commits are lost, which nobody can
        tell afterwards; but the database is whole, and a token that is newer than its session is refused."""
        data = self.make_data()
        families = data.make_families(2)
        daemon = self.make_daemon(data)
        client = self.client(daemon)
        tokens = dict(families[0])
        for _ in range(3):
            tokens = client.refresh(tokens['refresh'])[1]
        daemon.kill()
        os.unlink(data.database + '-wal')
        daemon.start()
        self.assertEqual(client.refresh(tokens['refresh'])[0], 401)
        self.assertEqual(client.refresh(families[1]['refresh'])[0], 200)
        self.assertEqual(daemon.stop()[0], 0)
        data.assert_sound()


if __name__ == '__main__':
    harness.main()
