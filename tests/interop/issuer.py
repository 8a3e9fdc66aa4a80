# SPDX-License-Identifier: GPL-3.0-or-later
"""The issuer under test: a daemon on fresh data, its verbs, its key set and its logins."""
import base64
import json
import os
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

ALGORITHMS = ('HS256', 'HS384', 'HS512', 'RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512',
              'ES256', 'ES384', 'ES512', 'EdDSA')
PASSWORD = 'corr3ct horse staple'
PATIENCE = 60  # seconds until something that must happen counts as failed


def encode(data):
    """base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b'=').decode('ascii')


def decode(text):
    return base64.urlsafe_b64decode(text + '=' * (-len(text) % 4))


def header_of(token):
    return json.loads(decode(token.split('.')[0]))


def claims_of(token):
    return json.loads(decode(token.split('.')[1]))


def ask(url, token=None, fields=None):
    """(status, JSON) of one request; a POST of JSON if there are fields. No JSON goes with a 500."""
    request = urllib.request.Request(url)
    if token is not None:
        request.add_header('Authorization', 'Bearer ' + token)
    if fields is not None:
        request.add_header('Content-Type', 'application/json')
        request.data = json.dumps(fields).encode('utf-8')
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, None if error.code == 500 else json.load(error)


def until(condition, what):
    """The first true value of condition(), which another process is about to bring."""
    deadline = time.monotonic() + PATIENCE
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > deadline:
            raise AssertionError('waited in vain for ' + what)
        time.sleep(0.02)


class Issuer:
    """A daemon with the user ada. Use as a context manager."""

    def __init__(self, program, *arguments):
        self._program = program
        self._arguments = arguments
        self._directory = tempfile.TemporaryDirectory()
        self._data = os.path.join(self._directory.name, 'data')
        self._environment = {name: value for name, value in os.environ.items()
                             if not name.startswith('TOKENDESK_')}
        self._server = None

    def __enter__(self):
        self.verb('user', 'add', 'ada', '--password-stdin', text=PASSWORD + '\n')
        with open(self.path('log'), 'wb') as log:
            self._server = subprocess.Popen(
                [self._program, '--data-dir', self._data, 'serve', '--listen', '127.0.0.1:0', *self._arguments],
                stdout=subprocess.PIPE, stderr=log, env=self._environment, text=True)
        line = self._server.stdout.readline()
        if not line.startswith('listening on '):
            self.__exit__()
            raise AssertionError('the daemon does not serve')
        self.url = line.split()[-1]
        return self

    def __exit__(self, *_):
        self._server.terminate()
        self._server.wait(PATIENCE)
        self._server.stdout.close()
        self._directory.cleanup()

    @property
    def keys_url(self):
        return self.url + '/.well-known/jwks.json'

    def path(self, name):
        """Of a scratch file that goes with the daemon."""
        return os.path.join(self._directory.name, name)

    def write(self, name, content):
        with open(self.path(name), 'wb') as file:
            file.write(content)
        return self.path(name)

    def verb(self, *words, text=''):
        """What one verb prints; JSON where it is asked for."""
        done = subprocess.run([self._program, '--data-dir', self._data, *words], input=text, text=True,
                              capture_output=True, env=self._environment, timeout=PATIENCE, check=False)
        if done.returncode != 0:
            raise AssertionError('%s: %s' % (' '.join(words), done.stderr))
        return json.loads(done.stdout) if '--json' in words else done.stdout

    def set(self, **settings):
        """Changes settings and waits until the daemon works by them."""
        for name, value in settings.items():
            self.verb('settings', 'set', name, value)
        claims = {'issuer': 'iss', 'audience': 'aud'}
        until(lambda: all(claims_of(self.login()['access']).get(claims[name], '') == value
                          for name, value in settings.items()), 'tokens by the new settings')

    def login(self):
        status, tokens = ask(self.url + '/api/token/', fields={'username': 'ada', 'password': PASSWORD})
        if status != 200:
            raise AssertionError('login: %d %r' % (status, tokens))
        return tokens

    def refresh(self, token):
        return ask(self.url + '/api/token/refresh/', fields={'refresh': token})

    def accepts(self, token):
        """Whether the daemon itself lets an access token in."""
        status, _ = ask(self.url + '/account/profile', token)
        if status not in (200, 401):
            raise AssertionError('profile: %d' % status)
        return status == 200

    def mint(self, *words):
        return self.verb('token', 'mint', '--user', 'ada', *words).strip()

    def published(self):
        return {key['kid']: key for key in ask(self.keys_url)[1]['keys']}

    def make_key(self, algorithm, activate=True):
        """Generates a key and waits until the daemon knows it; its kid."""
        words = ['key', 'add', '--algorithm', algorithm, '--json'] + ['--activate'] * activate
        if algorithm[:2] in ('RS', 'PS'):
            words += ['--bits', '2048']
        made = self.verb(*words)
        if activate or not algorithm.startswith('HS'):  # a secret is never published
            self.follow(made['kid'], activate)
        return made['kid']

    def import_key(self, algorithm, material):
        path = self.write('key', material)
        made = self.verb('key', 'import', '--algorithm', algorithm, '--file', path, '--activate', '--json')
        self.follow(made['kid'], True)
        return made['kid']

    def rotate(self, kid):
        """Lets a next key sign."""
        self.verb('key', 'rotate', '--kid=' + kid)
        self.follow(kid, True)

    def retire(self, kid):
        self.verb('key', 'retire', '--', kid)
        until(lambda: kid not in self.published(), 'the key set to drop ' + kid)

    def follow(self, kid, signs):
        """Waits until the running daemon uses a key that another process has made."""
        if signs:
            until(lambda: header_of(self.login()['access'])['kid'] == kid, 'tokens of the key ' + kid)
        else:
            until(lambda: kid in self.published(), 'the key set to name ' + kid)
