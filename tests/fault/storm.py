# SPDX-License-Identifier: GPL-3.0-or-later
"""Clients that log in, refresh, replay, log out, verify and read profiles at random, and write down what came of it.

storm.py DATA_DIRECTORY_TO_MAKE --kills N [--clients N] [--daemons N] [--seed N]: a storm over so many kill -9 at random
moments, then the verdict of judge.py and of `tokendeskd check`; TOKENDESK_TEST_DAEMON names the daemon.
"""
import argparse
import json
import random
import signal
import sqlite3
import sys
import threading
import time

import harness
import judge

# What a client does next, by weight, while its session is thought to be alive.
OPERATIONS = (('refresh', 55), ('verify', 12), ('profile', 12), ('replay', 3), ('logout', 5), ('login', 3))
# How many of the logins are real ones, with a password to hash, while there are sessions made beforehand.
REAL_LOGINS = 0.02
# After the end of its session a client tries its tokens as often as this.
AFTERMATH = 3


class StormClient(threading.Thread):
    def __init__(self, storm, number, seed):
        super().__init__(daemon=True)
        self.storm, self.number, self.random = storm, number, random.Random(seed)
        self.user = storm.data.users[number % len(storm.data.users)]
        self.clients = [harness.Client(lambda daemon=daemon: daemon.port, timeout=30) for daemon in storm.daemons]
        self.history = []
        self.tokens, self.session, self.spent = None, None, []
        self.failure = None

    def run(self):
        try:
            while not self.storm.stopping:
                self.step()
        except Exception as failure:   # whatever it is must fail the test, not end a thread in silence
            self.failure = failure
        for client in self.clients:
            client.close()

    def ask(self, op, call, serial=None, session=None):
        """Does call(client) with one of the daemons and records it. The answer."""
        process = self.random.randrange(len(self.clients))
        start = time.monotonic()
        status, body, headers = call(self.clients[process])
        entry = {'client': self.number, 'op': op, 'session': session, 'serial': serial, 'child': None, 'start': start,
                 'end': time.monotonic(), 'status': status, 'process': process}
        if status == 200 and 'refresh' in body:
            child_session, child = harness.token_id(body['refresh'])
            if session is not None and child_session != session:
                raise AssertionError('a refresh changed the session')
            entry['session'], entry['child'] = child_session, child
        self.history.append(entry)
        if status == 0 or status >= 500:
            self.storm.pause()
        return status, body

    def take_family(self):
        """One of those that were made beforehand; None when there are no more."""
        try:
            self.tokens = self.storm.families.pop()
        except IndexError:
            return False
        self.spent, now = [], time.monotonic()
        self.session, serial = harness.token_id(self.tokens['refresh'])
        self.history.append({'client': self.number, 'op': 'login', 'session': self.session, 'serial': None,
                             'child': serial, 'start': now, 'end': now, 'status': 200, 'process': None})
        return True

    def step(self):
        if self.tokens is None:
            if self.random.random() > REAL_LOGINS and self.take_family():
                return
            status, body = self.ask('login', lambda client: client.login(self.user))
            if status == 200:
                self.tokens, self.spent = body, []
                self.session = harness.token_id(body['refresh'])[0]
            return
        names, weights = zip(*OPERATIONS)
        getattr(self, self.random.choices(names, weights)[0])()

    def serial(self):
        return harness.token_id(self.tokens['refresh'])[1]

    def login(self):
        self.tokens = None   # leaves the session as it is, alive

    def refresh(self):
        token, serial, session = self.tokens['refresh'], self.serial(), self.session
        status, body = self.ask('refresh', lambda client: client.refresh(token), serial, session)
        if status == 200:
            self.spent.append((token, serial))
            self.tokens = body
        elif 400 <= status < 500:
            self.tokens = None
        # No answer: the next step may present the same token again, and finds out.

    def verify(self):
        self.ask('verify', lambda client: client.verify(self.tokens['access']), self.serial(), self.session)

    def profile(self):
        self.ask('profile', lambda client: client.profile(self.tokens['access']), self.serial(), self.session)

    def replay(self):
        if not self.spent:
            return
        token, serial = self.random.choice(self.spent[-4:])
        self.ask('replay', lambda client: client.refresh(token), serial, self.session)

    def logout(self):
        tokens = self.tokens
        status, _ = self.ask('logout', lambda client: client.logout(tokens), self.serial(), self.session)
        if status == 0 or status >= 500:
            return   # perhaps
        for _ in range(AFTERMATH):
            self.verify()
            self.profile()
        self.refresh()
        self.tokens = None


class Storm:
    """Clients against one or several daemons on the same data, until stop()."""

    def __init__(self, data, daemons, clients=32, seed=0, families=()):
        self.data, self.daemons, self.stopping, self.families = data, daemons, False, list(families)
        self._wake = threading.Event()
        numbers = random.Random(seed)
        self.clients = [StormClient(self, number, numbers.random()) for number in range(clients)]
        for client in self.clients:
            client.start()

    def pause(self):
        """Of a client without an answer; ends early with the storm."""
        self._wake.wait(0.02)

    def stop(self):
        """The whole history, in the order of the ends."""
        self.stopping = True
        self._wake.set()
        for client in self.clients:
            client.join(harness.PATIENCE)
            if client.failure:
                raise client.failure
            if client.is_alive():
                raise AssertionError('a client hangs')
        return sorted((op for client in self.clients for op in client.history), key=lambda op: op['end'])


def kill_at_random(daemons, kills, numbers, shortest=0.05, longest=2.0):
    """kill -9 of one of the daemons after a random time, restart at once, again and again. Seconds of each start."""
    starts = []
    for _ in range(kills):
        time.sleep(numbers.uniform(shortest, longest))
        daemon = numbers.choice(daemons)
        daemon.kill()
        daemon.start()
        starts.append(daemon.start_seconds)
    return starts


def verdict(data, history, shaken_clock=False):
    """Breaches of all invariants, by history and database; the daemons have stopped or been killed."""
    connection = sqlite3.connect('file:%s?mode=rw' % data.database, uri=True, timeout=harness.PATIENCE)
    try:
        return judge.judge_database(connection) + judge.judge(history, judge.rows_of(connection), shaken_clock)
    finally:
        connection.close()


def summary(history):
    refreshes = [op for op in history if op['op'] == 'refresh']
    span = max((op['end'] for op in history), default=0) - min((op['start'] for op in history), default=0)
    return '%d operations in %.0f s, %d refreshes acknowledged, %d logouts, %d unanswered, %d answered 5xx' % (
        len(history), span, sum(map(judge.good, refreshes)),
        sum(op['op'] == 'logout' and judge.good(op) for op in history),
        sum(op['status'] == 0 for op in history), sum(op['status'] >= 500 for op in history))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('root', help='existing directory in which the data is made')
    parser.add_argument('--kills', type=int, default=10)
    parser.add_argument('--clients', type=int, default=32)
    parser.add_argument('--daemons', type=int, default=1)
    parser.add_argument('--seed', type=int, default=random.SystemRandom().randrange(1 << 32))
    parser.add_argument('--history', help='file for the history')
    options = parser.parse_args()
    print('seed', options.seed, flush=True)
    numbers = random.Random(options.seed)
    data = harness.Data(options.root, users=4)
    families = data.make_families(2_000 + 100 * options.kills)
    daemons = [harness.Daemon(data) for _ in range(options.daemons)]
    for daemon in daemons:
        daemon.start()
    storm = Storm(data, daemons, options.clients, options.seed, families)
    starts = kill_at_random(daemons, options.kills, numbers)
    history = storm.stop()
    for daemon in daemons:
        daemon.signal(signal.SIGTERM)
        daemon.process.wait(harness.PATIENCE)
    if options.history:
        with open(options.history, 'w', encoding='utf-8') as file:
            file.writelines(json.dumps(op) + '\n' for op in history)
    print(summary(history))
    print('%d kills; start after a kill: %.2f s at most' % (options.kills, max(starts, default=0)))
    data.assert_sound()
    breaches = verdict(data, history)
    print('\n'.join(breaches) or 'no breach')
    if breaches:
        print('the data is in', data.root)
    else:
        data.remove()
    sys.exit(1 if breaches else 0)


if __name__ == '__main__':
    main()
