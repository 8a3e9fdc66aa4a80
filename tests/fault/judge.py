#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Judges the recorded history of a storm, and the database after it, by the invariants of RELIABILITY section 2.

judge.py HISTORY DATABASE   prints one line for each breach; exit code 1 if there is one

A history is JSON, one object a line:
  client, op (login, refresh, replay, logout, verify, profile), session, serial (of the refresh token presented or, for
  verify and profile, of the one handed out with the access token), child (serial of the refresh token handed out),
  start, end (seconds on one monotonic clock), status (0: no answer), process (number of the daemon asked)
A replay presents a token known to be spent, which may end its session.
"""
import collections
import json
import sqlite3
import sys

# How long another process may take to learn that a session has ended; DESIGN says 0.25 s, a busy machine needs more.
ELSEWHERE = 5.0


def good(op):
    return 200 <= op['status'] < 300


def refused(op):
    return 400 <= op['status'] < 500


def unknown(op):
    """Nobody can say whether it happened: no answer, or a failure of the server."""
    return op['status'] == 0 or op['status'] >= 500


class Family:
    """What a history tells of one session."""

    def __init__(self):
        self.refreshes = collections.defaultdict(list)   # serial → attempts
        self.handed_out = {}                             # serial → the operation that handed it out
        self.endings = []                                # logouts and replays, whatever came of them
        self.uses = []                                   # verify and profile

    def may_have_ended(self, before):
        return any(op['start'] < before and not (op['op'] == 'logout' and refused(op)) for op in self.endings)


def families_of(history):
    families = collections.defaultdict(Family)
    for op in history:
        if op.get('session') is None:
            continue
        family = families[op['session']]
        if op['op'] in ('refresh', 'replay'):
            family.refreshes[op['serial']].append(op)
        if op['op'] in ('logout', 'replay'):
            family.endings.append(op)
        if op['op'] in ('verify', 'profile'):
            family.uses.append(op)
        if good(op) and op.get('child') is not None:
            family.handed_out.setdefault(op['child'], op)
    return families


def double_uses(session, family):
    """I1: a token is answered 2xx by refresh at most once."""
    for serial, attempts in family.refreshes.items():
        count = sum(good(op) for op in attempts)
        if count > 1:
            yield 'I1: token %s/%d was refreshed %d times' % (session, serial, count)


def lost_children(session, family, shaken_clock):
    """I2: what was handed out works at its first presentation, unless the session may have ended."""
    for serial in family.handed_out:
        for op in family.refreshes.get(serial, []):
            others = [other for other in family.refreshes[serial]
                      if other is not op and other['start'] < op['end'] and not refused(other)]
            if refused(op) and not others and not family.may_have_ended(op['end']) and not shaken_clock:
                yield 'I2: token %s/%d was handed out and then refused (%d)' % (session, serial, op['status'])


def lives_after_end(session, family):
    """I3: nothing of a session that starts after the answer that ended it succeeds."""
    for ending in family.endings:
        if ending['op'] != 'logout' or not good(ending):
            continue
        for op in [op for attempts in family.refreshes.values() for op in attempts] + family.uses:
            elsewhere = op['op'] in ('verify', 'profile') and op.get('process') != ending.get('process')
            if good(op) and op['start'] > ending['end'] + (ELSEWHERE if elsewhere else 0):
                yield 'I3: %s of %s succeeded after the session was ended' % (op['op'], session)


def two_alive(session, family):
    """I4: a token does not work beside its child, and a child has a parent that was spent."""
    for serial, attempts in family.refreshes.items():
        for op in filter(good, attempts):
            if any(good(later) and later['end'] < op['start'] for later in family.refreshes.get(serial + 1, [])):
                yield 'I4: token %s/%d worked after its child had worked' % (session, serial)
    for serial, op in family.handed_out.items():
        if serial > 0 and op['op'] != 'login' and not any(good(parent) for parent in family.refreshes.get(serial - 1, [])):
            yield 'I4: token %s/%d has no parent that was spent' % (session, serial)


def undecided(session, family):
    """I6: after no answer a token either works or is spent: once refused it stays refused."""
    for serial, attempts in family.refreshes.items():
        if not any(unknown(op) for op in attempts):
            continue
        for no in filter(refused, attempts):
            if any(good(yes) and yes['start'] > no['end'] for yes in attempts):
                yield 'I6: token %s/%d was spent after an unanswered refresh, and then worked' % (session, serial)


def against_rows(session, family, row):
    """I2, I3, I4 and I6 as the database tells: row is (generation, ended), None if there is none."""
    if row is None:
        if family.handed_out:
            yield 'I2: session %s was handed out and is not in the database' % session
        return
    generation, ended = row
    newest = max(family.handed_out, default=0)
    if generation < newest:
        yield 'I2: session %s is at generation %d, %d was handed out' % (session, generation, newest)
    if any(op['op'] == 'logout' and good(op) for op in family.endings) and not ended:
        yield 'I3: session %s was ended and is alive' % session
    if ended and not family.may_have_ended(float('inf')):
        yield 'I2: session %s ended and nobody had asked for it' % session
    first = min(family.handed_out, default=0)
    for serial in range(first, generation):
        if all(refused(op) for op in family.refreshes.get(serial, [])):
            yield 'I4: token %s/%d is spent and nobody had spent it' % (session, serial)
    for serial, attempts in family.refreshes.items():
        told = [op for op in attempts if refused(op)]
        if any(unknown(op) for op in attempts) and told and generation <= serial and not ended \
                and not family.may_have_ended(float('inf')) and serial in family.handed_out:
            yield 'I6: token %s/%d was called spent and is the current one' % (session, serial)


def judge(history, rows=None, shaken_clock=False):
    """The breaches, one line each. rows: session → (generation, ended), None to leave the database out. shaken_clock:
    a token may be refused because the clock has gone back to before it was issued."""
    breaches = []
    for session, family in sorted(families_of(history).items()):
        breaches += double_uses(session, family)
        breaches += lost_children(session, family, shaken_clock)
        breaches += lives_after_end(session, family)
        breaches += two_alive(session, family)
        if not shaken_clock:
            breaches += undecided(session, family)
        if rows is not None:
            found = list(against_rows(session, family, rows.get(session)))
            breaches += [line for line in found if not (shaken_clock and line.startswith('I6'))]
    return breaches


def judge_database(connection):
    """I5."""
    try:
        breaches = ['I5: ' + row[0] for row in connection.execute('PRAGMA integrity_check') if row[0] != 'ok']
        return breaches + ['I5: a row of %s points to nothing' % row[0]
                           for row in connection.execute('PRAGMA foreign_key_check')]
    except sqlite3.DatabaseError as error:
        return ['I5: %s' % error]


def rows_of(connection):
    return {row[0]: (row[1], bool(row[2])) for row in connection.execute(
        'SELECT lower(hex(id)), generation, ended_at IS NOT NULL FROM sessions')}


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    with open(sys.argv[1], encoding='utf-8') as file:
        history = [json.loads(line) for line in file]
    connection = sqlite3.connect('file:%s?mode=rw' % sys.argv[2], uri=True, timeout=60)
    breaches = judge_database(connection) or judge(history, rows_of(connection))
    print('\n'.join(breaches) or '%d operations, no breach' % len(history))
    sys.exit(1 if breaches else 0)


if __name__ == '__main__':
    main()
