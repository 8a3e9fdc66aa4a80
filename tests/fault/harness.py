# SPDX-License-Identifier: GPL-3.0-or-later
"""What the fault tests in Python share: the daemon as a process, clients, and the data afterwards.

TOKENDESK_TEST_DAEMON, else TOKENDESK_DAEMON, names the daemon, TOKENDESK_FAULT_SHIM the preloaded library of faultshim.c;
TOKENDESK_FAULT_FULL=1 asks for the full figures, TOKENDESK_FAULT_SEED repeats a run.
"""
import base64
import hashlib
import hmac
import http.client
import json
import os
import random
import secrets
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time
import unittest

FULL = os.environ.get('TOKENDESK_FAULT_FULL', '') not in ('', '0')
DAEMON = os.environ.get('TOKENDESK_TEST_DAEMON') or os.environ.get('TOKENDESK_DAEMON', '')
SHIM = os.environ.get('TOKENDESK_FAULT_SHIM', '')
PASSWORD = 'quiet-otter-9 Lisbon'
PATIENCE = 60


def amount(brief, full):
    return full if FULL else brief


def tell(text):
    """A figure; .ci/run shows lines of this form."""
    print('QINFO  : fault() ' + text, flush=True)


def seeded():
    seed = int(os.environ.get('TOKENDESK_FAULT_SEED') or random.SystemRandom().randrange(1 << 32))
    tell('seed %d (TOKENDESK_FAULT_SEED=%d repeats it)' % (seed, seed))
    return random.Random(seed)


def wait_for(condition, patience=PATIENCE, pause=0.01):
    """The first true value of condition(); its last one when patience is at its end."""
    until = time.monotonic() + patience
    while True:
        value = condition()
        if value or time.monotonic() > until:
            return value
        time.sleep(pause)


def clean_environment(**more):
    environment = {name: value for name, value in os.environ.items() if not name.startswith('TOKENDESK_')}
    environment.update(more)
    return environment


def token_id(token):
    """Session and serial of a token, read from its jti."""
    payload = token.split('.')[1]
    jti = json.loads(base64.urlsafe_b64decode(payload + '=' * (-len(payload) % 4)))['jti']
    return jti[:24], int(jti[24:], 16)


def signed(secret, header, claims):
    """A JWT by HMAC-SHA-256."""
    parts = [base64.urlsafe_b64encode(json.dumps(part, separators=(',', ':')).encode()).rstrip(b'=')
             for part in (header, claims)]
    mac = hmac.new(secret.encode(), b'.'.join(parts), hashlib.sha256).digest()
    return b'.'.join(parts + [base64.urlsafe_b64encode(mac).rstrip(b'=')]).decode()


class Data:
    """A directory with a database, a key file and users, and verbs on it."""

    def __init__(self, root=None, users=1, prepare=True):
        self.root = tempfile.mkdtemp(prefix='tokendesk-fault-', dir=root)
        self.directory = os.path.join(self.root, 'data')
        self.log = os.path.join(self.root, 'log')
        self.database = os.path.join(self.directory, 'tokendesk.db')
        self.users = ['user%d' % n for n in range(users)]
        if prepare:
            for user in self.users:
                self.add_user(user)

    def add_user(self, user):
        assert self.verb('user', 'add', user, '--password-stdin', text=PASSWORD + '\n').returncode == 0, self.log_text()

    def command(self, *words):
        return [DAEMON, '--data-dir', self.directory, *words]

    def verb(self, *words, text='', environment=None):
        return subprocess.run(self.command(*words), input=text, capture_output=True, text=True, timeout=PATIENCE * 2,
                              env=environment or clean_environment())

    def log_text(self):
        if not os.path.exists(self.log):
            return ''
        with open(self.log, encoding='utf-8', errors='replace') as file:
            return file.read()

    def make_families(self, count):
        """Sessions with their first tokens, as so many logins would leave them, but without the hashing of a password."""
        secret = secrets.token_hex(32)
        path = os.path.join(self.root, 'hmac')
        with open(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), 'w', encoding='ascii') as file:
            file.write(secret)
        imported = self.verb('key', 'import', '--algorithm', 'HS256', '--file', path, '--activate', '--json')
        assert imported.returncode == 0, imported.stderr
        kid = json.loads(imported.stdout)['kid']
        now = int(time.time())
        rows, families = [], []
        for number in range(count):
            session = secrets.token_hex(12)
            user = 1 + number % len(self.users)

            def token(kind, serial, lifetime):
                return signed(secret, {'alg': 'HS256', 'typ': 'JWT', 'kid': kid}, {
                    'token_type': kind, 'exp': now + lifetime, 'iat': now, 'jti': session + '%08x' % serial,
                    'user_id': str(user), 'sid': session})
            families.append({'refresh': token('refresh', 0, 604800),
                             'access': token('access', 0x80000000 | secrets.randbits(31), 900)})
            rows.append((bytes.fromhex(session), user, now * 1000, (now + 604800) * 1000, (now + 2592000) * 1000,
                         (now + 900) * 1000, kid))
        connection = sqlite3.connect(self.database, timeout=PATIENCE)
        with connection:
            connection.executemany('INSERT INTO sessions (id, user_id, created_at, expires_at, maximum_at, access_until, '
                                   'key_id) VALUES (?, ?, ?, ?, ?, ?, ?)', rows)
        connection.close()
        return families

    def sessions(self):
        """Session id → (generation, ended), as the database has them after recovery."""
        with sqlite3.connect(self.database, timeout=PATIENCE) as connection:
            rows = connection.execute('SELECT lower(hex(id)), generation, ended_at IS NOT NULL FROM sessions').fetchall()
        connection.close()
        return {row[0]: (row[1], bool(row[2])) for row in rows}

    def assert_sound(self):
        checked = self.verb('check', '--json')
        assert checked.returncode == 0, checked.stdout + checked.stderr

    def remove(self):
        shutil.rmtree(self.root, ignore_errors=True)


class Daemon:
    """tokendeskd serve on a free port, which is another one after each start."""

    def __init__(self, data, environment=None, words=(), before=None):
        self.data, self.environment, self.words, self.before = data, environment or {}, list(words), before
        self.process, self.port, self.start_seconds = None, 0, 0.0

    def start(self, must=True):
        began = time.monotonic()
        with open(self.data.log, 'ab') as log:
            self.process = subprocess.Popen(
                self.data.command(*self.words, 'serve', '--listen', '127.0.0.1:0'), stdout=subprocess.PIPE, stderr=log,
                env=clean_environment(**self.environment), preexec_fn=self.before)
        line = self.process.stdout.readline().decode()
        self.start_seconds = time.monotonic() - began
        if not line.startswith('listening on http://'):
            self.process.wait(PATIENCE)
            self.process.stdout.close()
            assert not must, 'it does not serve: ' + self.data.log_text()[-2000:]
            return False
        self.port = int(line.strip().rsplit(':', 1)[1])
        return True

    @property
    def pid(self):
        return self.process.pid

    def running(self):
        return self.process is not None and self.process.poll() is None

    def signal(self, number):
        os.kill(self.process.pid, number)

    def kill(self):
        if self.running():
            self.signal(signal.SIGKILL)
        self.process.wait(PATIENCE)
        self.process.stdout.close()

    def stop(self):
        """SIGTERM; the exit code and how long it took."""
        began = time.monotonic()
        self.signal(signal.SIGTERM)
        code = self.process.wait(PATIENCE)
        self.process.stdout.close()
        return code, time.monotonic() - began

    def threads(self):
        with open('/proc/%d/status' % self.pid, encoding='ascii') as file:
            return int(next(line for line in file if line.startswith('Threads:')).split()[1])


class Client:
    """One connection to whichever daemon `port` names now. Answers (status, JSON, headers), status 0 for no answer."""

    def __init__(self, port, timeout=PATIENCE):
        self.port, self.timeout, self.connection, self.connected = port, timeout, None, 0

    def close(self):
        if self.connection:
            self.connection.close()
        self.connection = None

    def send(self, method, path, body=None, token=None):
        port = self.port() if callable(self.port) else self.port
        if port != self.connected:
            self.close()
        headers = {'Content-Type': 'application/json'}
        if token:
            headers['Authorization'] = 'Bearer ' + token
        try:
            if not self.connection:
                self.connection = http.client.HTTPConnection('127.0.0.1', port, timeout=self.timeout)
                self.connected = port
            self.connection.request(method, path, json.dumps(body) if body is not None else None, headers)
            answer = self.connection.getresponse()
            content = answer.read()
        except (OSError, http.client.HTTPException):
            self.close()
            return 0, {}, {}
        if answer.will_close:
            self.close()
        return answer.status, json.loads(content) if content[:1] in (b'{', b'[') else {}, dict(answer.getheaders())

    def login(self, user='user0', password=PASSWORD):
        return self.send('POST', '/api/token/', {'username': user, 'password': password})

    def login_for_sure(self, user='user0'):
        """The tokens; patient while too many want to log in at once."""
        tokens = wait_for(lambda: self._tokens(user), pause=0.05)
        assert tokens, 'nobody can log in'
        return tokens

    def _tokens(self, user):
        status, tokens, _ = self.login(user)
        return tokens if status == 200 else None

    def refresh(self, token):
        return self.send('POST', '/api/token/refresh/', {'refresh': token})

    def verify(self, token):
        return self.send('POST', '/api/token/verify/', {'token': token})

    def logout(self, tokens):
        return self.send('POST', '/logout/', {'refresh': tokens['refresh']}, tokens['access'])

    def profile(self, token):
        return self.send('GET', '/account/profile', token=token)


class FaultCase(unittest.TestCase):
    """Ends what a test started, even when it fails."""

    @classmethod
    def setUpClass(cls):
        if not os.access(DAEMON, os.X_OK):
            raise AssertionError('TOKENDESK_TEST_DAEMON does not name the daemon')

    def make_data(self, **options):
        data = Data(**options)
        self.addCleanup(data.remove)
        return data

    def make_daemon(self, data, start=True, **options):
        daemon = Daemon(data, **options)
        self.addCleanup(lambda: daemon.process and daemon.running() and daemon.kill())
        if start:
            daemon.start()
        return daemon

    def client(self, daemon):
        client = Client(lambda: daemon.port)
        self.addCleanup(client.close)
        return client

    def shim(self, data, **settings):
        """The environment that preloads faultshim.c on the data."""
        if not os.path.exists(SHIM):
            self.skipTest('TOKENDESK_FAULT_SHIM does not name the preloaded library')
        environment = {'LD_PRELOAD': SHIM, 'FAULT_ROOT': data.directory + '/'}
        environment.update({'FAULT_' + name.upper(): str(value) for name, value in settings.items()})
        return environment


def main():
    unittest.main(verbosity=1)
