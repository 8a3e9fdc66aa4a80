#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""check_inspector.py ATTACK_PY TOKENDESKD DATA -- OPTIONS OF ATTACK_PY

Runs the cases of ATTACK_PY against a server on DATA. Before a request that carries a token goes out, `token inspect` is
asked what verify, refresh or profile would answer to it; the answer must be that, in status and body. How the runner
judges the answers is not looked at. Exit code 1 if an answer differs, or if hardly anything was compared.
"""
import importlib.util
import json
import re
import subprocess
import sys
import threading
import time

# A run that compares fewer has found no tokens.
FEWEST = 100
ENDPOINTS = {'/api/token/verify/': ('verify', 'token'), '/api/token/refresh/': ('refresh', 'refresh')}
PROFILE = '/account/profile'
# A field as RFC 9110 section 5 has it, and the limits of the server; what is beyond them is refused before a token is looked at.
FIELD = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+:[ \t]*[!-~ \t]*")
MOST_FIELDS = 100
LARGEST_HEAD = 16 * 1024
# Longest text that is read from a file or standard input, less the newline.
LONGEST = 64 * 1024 - 1
# Between question and request a second may begin.
BORDER = 3


class Duplicate(Exception):
    pass


def without_duplicates(pairs):
    names = [name for name, _ in pairs]
    if len(set(names)) != len(names):
        raise Duplicate
    return dict(pairs)


def question(data, host):
    """Endpoint and token of a request that nothing but the token can get refused; None of any other."""
    head, separator, body = data.partition(b'\r\n\r\n')
    try:
        lines = head.decode('ascii').split('\r\n')
    except UnicodeDecodeError:
        return None
    if not separator or '\n' in head.decode('ascii').replace('\r\n', ''):
        return None
    if len(head) > LARGEST_HEAD or len(lines) > MOST_FIELDS or not all(map(FIELD.fullmatch, lines[1:])):
        return None
    fields = [(name.lower(), value.strip(' ')) for name, _, value in (line.partition(':') for line in lines[1:])]
    headers = dict(fields)
    if len(headers) != len(fields) or headers.get('host') != host or 'transfer-encoding' in headers:
        return None
    match = re.fullmatch(r'(GET|POST) (\S+) HTTP/1\.1', lines[0])
    if not match:
        return None
    method, path = match.groups()
    if method == 'GET' and path == PROFILE:
        bearer = re.fullmatch(r'Bearer ([!-~]+)', headers.get('authorization', ''))
        return ('profile', bearer.group(1)) if bearer else None
    if method != 'POST' or path not in ENDPOINTS or 'authorization' in headers:
        return None
    if headers.get('content-type') != 'application/json' or headers.get('content-length') != str(len(body)):
        return None
    endpoint, field = ENDPOINTS[path]
    try:
        token = json.loads(body.decode('utf-8'), object_pairs_hook=without_duplicates)[field]
        # The serializers of the peer cut white space off, and refuse NUL and nothing at all by themselves.
        token = token.strip()
        token.encode('utf-8')
    except (ValueError, KeyError, TypeError, AttributeError, Duplicate):
        return None
    return (endpoint, token) if token and '\0' not in token else None


def is_at_border(inspection):
    claims = inspection['claims'] or {}
    return any(isinstance(claims.get(name), (int, float)) and abs(claims[name] - time.time()) < BORDER
               for name in ('exp', 'nbf', 'iat'))


class Checker:
    def __init__(self, attack, daemon, data):
        self.attack, self.daemon, self.data = attack, daemon, data
        self.send = attack.exchange
        self.lock = threading.Lock()
        self.compared, self.accepted, self.refused_as, self.wrong = 0, 0, {}, []
        self.left_out = 0

    def inspect(self, token):
        run = subprocess.run([self.daemon, '--data-dir', self.data, 'token', 'inspect', '--exact', '--json', '-'],
                             input=token.encode('utf-8'), stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
        if run.returncode not in (0, 1) or not run.stdout:
            raise RuntimeError('token inspect: %d: %s' % (run.returncode, run.stderr.decode('utf-8', 'replace')))
        return json.loads(run.stdout.decode('utf-8'))

    def exchange(self, data, *rest, **named):
        asked = question(data, self.attack.HOST) if not named.get('chunks') else None
        if asked is None or len(asked[1].encode('utf-8')) > LONGEST:
            self.left_out += asked is not None
            return self.send(data, *rest, **named)
        # One after the other: a token that is spent by another request is another token.
        with self.lock:
            inspection = self.inspect(asked[1])
            answers = self.send(data, *rest, **named)
        self.compare(asked, inspection, answers[0])
        return answers

    def compare(self, asked, inspection, answer):
        endpoint, token = asked
        predicted = next(one for one in inspection['answers'] if one['endpoint'] == endpoint)
        status, body = answer.status, answer.json()
        is_same = status == predicted['status']
        if is_same and (status != 200 or endpoint == 'profile'):
            is_same = body == predicted['body']
        elif is_same:
            is_same = sorted(body) == sorted(predicted['body'])
        if not is_same and is_at_border(inspection):
            self.left_out += 1
            return
        self.compared += 1
        if status == 200:
            self.accepted += 1
        else:
            cause = inspection['verdict']['cause']
            self.refused_as[cause] = self.refused_as.get(cause, 0) + 1
        if not is_same:
            self.wrong.append('%s of %s: predicted %s %s, answered %s %s (%s)' % (
                endpoint, token[:60], predicted['status'], json.dumps(predicted['body']), status, json.dumps(body),
                inspection['sentence']))


def main():
    split = sys.argv.index('--')
    path, daemon, data = sys.argv[1:split]
    spec = importlib.util.spec_from_file_location('attack', path)
    attack = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(attack)
    checker = Checker(attack, daemon, data)
    attack.exchange = checker.exchange
    sys.argv = [path] + sys.argv[split + 1:]
    attack.main()
    for line in checker.wrong:
        print('DIFFERS', line)
    print('%d tokens sent, %d accepted, %d refused for %d reasons, %d answers differ from the prediction, %d left out' % (
        checker.compared, checker.accepted, checker.compared - checker.accepted, len(checker.refused_as),
        len(checker.wrong), checker.left_out))
    return 1 if checker.wrong or checker.compared < FEWEST or not checker.accepted else 0


if __name__ == '__main__':
    sys.exit(main())
