#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A clock that jumps. RELIABILITY C1 to C3, with libfaketime; skipped where that is not installed."""
import glob
import os
import time
import unittest

import harness
import storm

LIBRARY = next(iter(glob.glob('/usr/lib/*/faketime/libfaketimeMT.so.1')), '')


@unittest.skipUnless(LIBRARY, 'libfaketime is not installed')
class ClockTest(harness.FaultCase):
    def begin(self):
        self.data = self.make_data(users=2)
        self.offset = os.path.join(self.data.root, 'offset')
        self.shift('+0')
        return self.make_daemon(self.data, environment={
            'LD_PRELOAD': LIBRARY, 'FAKETIME_TIMESTAMP_FILE': self.offset, 'FAKETIME_NO_CACHE': '1',
            'FAKETIME_DONT_FAKE_MONOTONIC': '1'})

    def shift(self, offset):
        fresh = self.offset + '.new'
        with open(fresh, 'w', encoding='ascii') as file:
            file.write(offset + '\n')
        os.rename(fresh, self.offset)

    def test_two_hours_ahead(self):
        """C1."""
        daemon = self.begin()
        client = self.client(daemon)
        tokens = client.login_for_sure()
        first = tokens['refresh']
        self.assertEqual(client.refresh(first)[0], 200)
        other, doomed = client.login_for_sure('user1'), client.login_for_sure('user1')
        self.assertEqual(client.profile(doomed['access'])[0], 200)
        self.shift('+2h')
        self.assertEqual(client.profile(other['access'])[0], 401)   # 15 minutes
        status, later, _ = client.refresh(other['refresh'])         # 7 days
        self.assertEqual(status, 200)
        self.assertEqual(client.profile(later['access'])[0], 200)
        # Ended while its access tokens seem to have expired: they live again when the clock is put right.
        self.assertEqual(client.logout({'refresh': doomed['refresh'], 'access': later['access']})[0], 200)
        another = self.make_daemon(self.data, environment=daemon.environment)   # which has never seen the right time
        self.shift('+0')
        for process in (client, self.client(another)):
            self.assertEqual(process.profile(doomed['access'])[0], 401)
            self.assertEqual(process.refresh(doomed['refresh'])[0], 401)
        # Nothing was purged or forgotten that is needed now, and what was spent stays spent.
        self.assertEqual(client.profile(other['access'])[0], 200)
        self.assertEqual(client.refresh(other['refresh'])[0], 401)
        self.assertEqual(client.refresh(first)[0], 401)
        self.assertEqual(client.profile(client.login_for_sure()['access'])[0], 200)
        self.assertEqual(daemon.stop()[0], 0)
        self.data.assert_sound()

    def test_a_day_back(self):
        """C2. A token of ours from the future is refused until its time has come, for its iat; documented in README.md."""
        daemon = self.begin()
        client = self.client(daemon)
        before = client.login_for_sure()
        current = client.refresh(before['refresh'])[1]
        ended = client.login_for_sure('user1')
        self.assertEqual(client.logout(ended)[0], 200)
        self.shift('-1d')
        self.assertEqual(client.refresh(before['refresh'])[0], 401)
        self.assertEqual(client.refresh(ended['refresh'])[0], 401)
        self.assertEqual(client.profile(ended['access'])[0], 401)
        self.assertEqual(client.refresh(current['refresh'])[0], 401)   # iat
        self.assertEqual(client.login(password='wrong horse 7')[0], 401)
        yesterday = client.login_for_sure()   # the wait after a wrong password does not stick
        self.assertEqual(client.profile(yesterday['access'])[0], 200)
        self.shift('+0')
        self.assertEqual(client.refresh(before['refresh'])[0], 401)
        self.assertEqual(client.refresh(ended['refresh'])[0], 401)
        self.assertEqual(client.profile(ended['access'])[0], 401)
        status, fresh, _ = client.refresh(yesterday['refresh'])
        self.assertEqual(status, 200)
        self.assertEqual(client.profile(fresh['access'])[0], 200)
        self.assertEqual(daemon.stop()[0], 0)
        self.data.assert_sound()

    def test_shaken(self):
        """C3: five seconds to and fro every 100 ms, in a storm."""
        numbers = harness.seeded()
        daemon = self.begin()
        families = self.data.make_families(3_000)
        clients = storm.Storm(self.data, [daemon], 16, numbers.random(), families)
        self.addCleanup(setattr, clients, 'stopping', True)
        for _ in range(harness.amount(30, 6_000)):
            self.shift('%+d' % numbers.randint(-5, 5))
            time.sleep(0.1)
        self.shift('+0')
        history = clients.stop()
        harness.tell('C3: ' + storm.summary(history))
        self.assertEqual(daemon.stop()[0], 0)
        self.data.assert_sound()
        self.assertEqual(storm.verdict(self.data, history, shaken_clock=True), [])
        self.assertGreater(sum(op['op'] == 'refresh' and op['status'] == 200 for op in history), 100)


if __name__ == '__main__':
    harness.main()
