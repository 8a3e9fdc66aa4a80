#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The judge itself: it must find nothing in a good history, and the breach in each one that was made wrong on purpose."""
import random
import sqlite3
import unittest

import judge

S = 'a' * 24


class History:
    """A history in which every operation takes one second, one after the other, unless told otherwise."""

    def __init__(self):
        self.ops, self.now = [], 0.0

    def add(self, op, serial=None, child=None, status=200, start=None, end=None, process=0, session=S):
        self.now += 1
        self.ops.append({'client': 0, 'op': op, 'session': session, 'serial': serial, 'child': child,
                         'start': self.now if start is None else start, 'end': self.now + 0.5 if end is None else end,
                         'status': status, 'process': process})
        return self

    def login(self):
        return self.add('login', child=0)

    def refresh(self, serial, **more):
        return self.add('refresh', serial, serial + 1, **more)

    def refused(self, serial, op='refresh', status=401, **more):
        return self.add(op, serial, status=status, **more)

    def unanswered(self, serial, **more):
        return self.add('refresh', serial, status=0, **more)


class JudgeTest(unittest.TestCase):
    def find(self, expected, history, row=(0, False), **options):
        rows = None if row is None else {S: row}
        breaches = judge.judge(history.ops, rows, **options)
        self.assertTrue(breaches, expected + ' went unnoticed')
        for line in breaches:
            self.assertTrue(line.startswith(expected), line)

    def accept(self, history, row, **options):
        self.assertEqual(judge.judge(history.ops, {S: row}, **options), [])

    def test_a_good_history(self):
        good = History().login().refresh(0).add('verify', 1).add('profile', 1).refresh(1)
        self.accept(good, (2, False))
        good.add('logout', 2).refused(1, 'verify', 400).refused(1, 'profile').refused(2)
        self.accept(good, (2, True))

    def test_what_may_happen_without_an_answer(self):
        self.accept(History().login().unanswered(0), (0, False))
        self.accept(History().login().unanswered(0), (1, False))
        self.accept(History().login().unanswered(0).refresh(0), (1, False))
        self.accept(History().login().unanswered(0).refused(0), (1, False))
        self.accept(History().login().unanswered(0).unanswered(0).refused(0), (1, False))
        self.accept(History().login().add('logout', 0, status=0).refused(0), (0, True))
        self.accept(History().login().add('logout', 0, status=503).refresh(0), (1, False))
        self.accept(History().login().refresh(0).refused(0, 'replay').refused(1), (1, True))

    def test_i1_double_use(self):
        wrong = History().login().refresh(0).refresh(0, start=1.5)
        self.find('I1', wrong, (1, False))
        # Also where the two overlap, and in whatever order they are written down.
        wrong = History().login().refresh(0, start=5, end=9).refresh(0, start=6, end=8)
        self.find('I1', wrong, (1, False))
        wrong.ops.reverse()
        self.find('I1', wrong, (1, False))
        self.find('I1', History().login().refresh(0).add('replay', 0, 1, start=1.5), (1, False))

    def test_i2_lost_child(self):
        self.find('I2', History().login().refresh(0).refused(1), (1, False))
        self.find('I2', History().login().refused(0), (0, False))
        # A refused ending has ended nothing.
        self.find('I2', History().login().add('logout', 0, status=401).refused(0), (0, False))
        # What may have ended it came too late.
        self.find('I2', History().login().refresh(0).refused(1).add('logout', 1), (1, True))

    def test_i2_lost_rows(self):
        self.find('I2', History().login().refresh(0).refresh(1), (1, False))
        wrong = History().login().refresh(0)
        self.assertTrue(judge.judge(wrong.ops, {})[0].startswith('I2'))
        self.find('I2', History().login().refresh(0), (1, True))   # ended, and nobody had asked

    def test_i3_life_after_the_end(self):
        ended = lambda: History().login().add('logout', 0)   # noqa: E731
        self.find('I3', ended().add('verify', 0), (0, True))
        self.find('I3', ended().add('profile', 0), (0, True))
        self.find('I3', ended().refresh(0), (1, True))
        self.find('I3', ended(), (0, False))
        # What began before the answer may go either way.
        self.accept(ended().add('verify', 0, start=2.2, end=9), (0, True))
        # Another process learns of it a little later, but not much; a refresh asks the database.
        self.accept(ended().add('verify', 0, process=1), (0, True))
        self.find('I3', ended().add('verify', 0, process=1, start=2.6 + judge.ELSEWHERE), (0, True))
        self.find('I3', ended().refresh(0, process=1), (1, True))

    def test_i4_parent_and_child_alive(self):
        wrong = History().login().unanswered(0).refresh(1).refresh(0)
        found = judge.judge(wrong.ops, {S: (2, False)})
        self.assertTrue(any('after its child had worked' in line for line in found), found)
        # A child whose parent was never spent.
        self.find('I4', History().login().add('refresh', 0, 1).add('refresh', 2, 3), (3, False))
        # The database has moved on and nobody had asked it to.
        self.find('I4', History().login().refresh(0), (2, False))
        self.find('I4', History().login().add('refresh', 0, status=401, start=9).unanswered(1), (2, False),
                  shaken_clock=True)

    def test_i5_database(self):
        connection = sqlite3.connect(':memory:')
        connection.executescript('CREATE TABLE a (id INTEGER PRIMARY KEY); CREATE TABLE b (a REFERENCES a (id));')
        self.assertEqual(judge.judge_database(connection), [])
        connection.execute('INSERT INTO b VALUES (7)')
        self.assertEqual(judge.judge_database(connection), ['I5: a row of b points to nothing'])
        connection.execute('DELETE FROM b')
        connection.executescript('CREATE INDEX by_a ON b (a); INSERT INTO b VALUES (NULL), (NULL);'
                                 'PRAGMA writable_schema=ON;'
                                 "UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'a')"
                                 " WHERE name = 'by_a'; PRAGMA writable_schema=RESET;")
        self.assertTrue(any(line.startswith('I5') for line in judge.judge_database(connection)))

    def test_i6_undecided(self):
        wrong = History().login().unanswered(0).refused(0).refresh(0)
        self.find('I6', wrong, (1, False))
        # Told that it is spent, and the database says that it is current.
        self.find('I6', History().login().unanswered(0).refused(0), (0, False))
        self.accept(History().login().unanswered(0).refused(0), (1, False))

    def test_a_shaken_clock_excuses_refusals_alone(self):
        self.accept(History().login().refresh(0).refused(1), (1, False), shaken_clock=True)
        self.find('I1', History().login().refresh(0).refresh(0, start=1.5), (1, False), shaken_clock=True)
        self.find('I2', History().login().refresh(0).refresh(1), (1, False), shaken_clock=True)
        self.find('I3', History().login().add('logout', 0).add('verify', 0), (0, True), shaken_clock=True)

    def test_every_spoilt_history_is_noticed(self):
        """A long good history, spoilt at a random place in each way, is never accepted."""
        numbers = random.Random(6)
        for _ in range(50):
            history, length = History().login(), numbers.randrange(3, 30)
            for serial in range(length):
                history.refresh(serial)
            place = numbers.randrange(length)
            self.accept(history, (length, False))
            self.assertTrue(judge.judge(history.ops, {S: (place, False)}))
            self.assertTrue(judge.judge(history.ops, {S: (length + 1 + place, False)}))
            twice = dict(history.ops[1 + place])
            self.assertTrue(judge.judge(history.ops + [twice], {S: (length, False)}))
            hole = history.ops[:1 + place] + history.ops[2 + place:]
            self.assertTrue(judge.judge(hole, {S: (length, False)}))


if __name__ == '__main__':
    unittest.main()
