# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the texts of `tokendeskd integrate` as an integrator would: copied, with nothing changed in them.

test_integrate.py drf|fastapi|express|go|spring|curl

Not run on Debian, because it has nothing to run it with:
  spring  Spring Boot and Spring Security are not packaged (Spring Framework is 4.3); the values in the text are compared
          with what the server publishes of itself, and its brackets are counted."""
import json
import os
import signal
import socket
import subprocess
import sys
import unittest

from issuer import PASSWORD, PATIENCE, Issuer, ask, until

TARGET = sys.argv.pop(1)
NAMES = {'issuer': 'https://tokens.example/"quoted"', 'audience': 'orders'}
SECRET = '0123456789abcdef0123456789abcdef'
GO_LIBRARIES = '/usr/share/gocode'
NO_SERVICE = ('curl', 'spring')

DRF = '''
exec(compile(open({text!r}).read(), "settings.py", "exec"))
from django.conf import settings
import django
settings.configure(SECRET_KEY="of the service alone", ALLOWED_HOSTS=["127.0.0.1"], ROOT_URLCONF="__main__",
                   INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "rest_framework"],
                   DATABASES={{}}, USE_TZ=True, LOGGING_CONFIG=None, REST_FRAMEWORK=REST_FRAMEWORK,
                   SIMPLE_JWT=SIMPLE_JWT)
django.setup()
from django.core.wsgi import get_wsgi_application
from django.urls import path
from rest_framework.response import Response
from rest_framework.views import APIView
from wsgiref.simple_server import make_server
import os

class Me(APIView):
    def get(self, request):
        return Response({{"user": request.user.id}})

urlpatterns = [path("me", Me.as_view())]
make_server("127.0.0.1", int(os.environ["PORT"]), get_wsgi_application()).serve_forever()
'''

FASTAPI = '''
import os
import sys
sys.path.insert(0, {folder!r})
import uvicorn
from app import app
uvicorn.run(app, host="127.0.0.1", port=int(os.environ["PORT"]), log_level="warning")
'''


def free_port():
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]


class Service:
    """The copied text at work. Use as a context manager."""

    def __init__(self, issuer, words, environment):
        port = free_port()
        self.url = 'http://127.0.0.1:%d/me' % port
        self._log = issuer.path('service.log')
        with open(self._log, 'wb') as log:
            self._process = subprocess.Popen(
                words, stdout=log, stderr=log, cwd=issuer.path(''),
                env={**os.environ, **environment, 'PORT': str(port)})
        self.port = port

    def __enter__(self):
        until(self._is_up, 'the service: ' + self._log)
        return self

    def _is_up(self):
        if self._process.poll() is not None:
            with open(self._log, encoding='utf-8') as log:
                raise AssertionError('the service ended: ' + log.read())
        with socket.socket() as probe:
            return probe.connect_ex(('127.0.0.1', self.port)) == 0

    def __exit__(self, *_):
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(PATIENCE)

    def ask(self, token=None):
        return ask(self.url, token)


class Integrate(unittest.TestCase):
    def setUp(self):
        self.issuer = Issuer(os.environ['TOKENDESKD']).__enter__()
        self.addCleanup(self.issuer.__exit__)

    def text(self, target, url=None):
        return self.issuer.verb('integrate', target, '--url', url or self.issuer.url + '/')

    def service(self, target, **environment):
        text = self.text(target)
        self.assertNotIn('{{', text)
        self.assertNotIn(SECRET, text)
        folder = self.issuer.path('')
        if target == 'drf':
            path = self.issuer.write('settings.txt', text.encode())
            program = DRF.format(text=path)
            return Service(self.issuer, [sys.executable, '-c', program], environment)
        if target == 'fastapi':
            self.issuer.write('app.py', text.encode())
            return Service(self.issuer, [sys.executable, '-c', FASTAPI.format(folder=folder)], environment)
        if target == 'go':
            return Service(self.issuer, [self.go_program(text)], environment)
        modules = self.issuer.path('node_modules')
        if not os.path.exists(modules):
            os.symlink('/usr/share/nodejs', modules)
        environment['NODE_PATH'] = '/usr/share/nodejs'  # for what they need themselves
        return Service(self.issuer, ['node', self.issuer.write('app.mjs', text.encode())], environment)

    def go_program(self, text):
        """Builds the text from Debian's libraries alone. Where those are of an earlier major version they stand under the
        later one's import path: what the text calls is in both."""
        self.issuer.write('main.go', text.encode())
        for library, package in (('golang-jwt/jwt/v5', 'golang-jwt/jwt'), ('coreos/go-oidc/v3/oidc', 'coreos/go-oidc')):
            link = self.issuer.path('go/src/github.com/' + library)
            if not os.path.exists(os.path.join(GO_LIBRARIES, 'src/github.com', library)) and not os.path.lexists(link):
                os.makedirs(os.path.dirname(link), exist_ok=True)
                os.symlink(os.path.join(GO_LIBRARIES, 'src/github.com', package), link)
        done = subprocess.run(
            ['go', 'build', '-o', 'service', 'main.go'], cwd=self.issuer.path(''), text=True, capture_output=True,
            check=False, timeout=4 * PATIENCE,
            env={**os.environ, 'GO111MODULE': 'off', 'GOPROXY': 'off', 'GOFLAGS': '', 'CGO_ENABLED': '0',
                 'GOCACHE': self.issuer.path('go-cache'), 'GOPATH': self.issuer.path('go') + ':' + GO_LIBRARIES})
        self.assertEqual(done.returncode, 0, done.stderr)
        return self.issuer.path('service')

    def judge(self, service):
        """What every service has to let in and to refuse."""
        tokens = self.issuer.login()
        status, answer = service.ask(tokens['access'])
        self.assertEqual((status, str(answer.get('user'))), (200, '1'), answer)
        head, body, signature = tokens['access'].split('.')
        for what, token in (('nothing', None), ('a refresh token', tokens['refresh']), ('no token', 'x'),
                            ('an altered one', '.'.join((head, body, signature[:-6] + 'AAAAAA')))):
            with self.subTest(what=what):
                self.assertEqual(service.ask(token)[0], 401)

    @unittest.skipIf(TARGET in NO_SERVICE, 'no service')
    def test_public_key(self):
        without = self.issuer.login()['access']
        self.issuer.make_key('ES256')
        self.issuer.set(**NAMES)
        with self.service(TARGET) as service:
            self.judge(service)
            self.assertEqual(service.ask(without)[0], 401)

    @unittest.skipIf(TARGET in NO_SERVICE, 'no service')
    def test_shared_secret(self):
        self.issuer.import_key('HS256', SECRET.encode())
        with self.service(TARGET, TOKENDESK_SECRET=SECRET) as service:
            self.judge(service)

    @unittest.skipIf(TARGET != 'go', 'only its text does this itself')
    def test_no_secret(self):
        self.issuer.import_key('HS256', SECRET.encode())
        with self.assertRaisesRegex(AssertionError, 'TOKENDESK_SECRET is not set'):
            self.service(TARGET, TOKENDESK_SECRET='').__enter__()

    @unittest.skipIf(TARGET != 'spring', 'is run')
    def test_values(self):
        self.issuer.make_key('ES256')
        self.issuer.set(issuer='https://tokens.example', audience=NAMES['audience'])
        for name, value in (('leeway', '7'), ('user_id_claim', 'account')):
            self.issuer.verb('settings', 'set', name, value)
        status, published = ask(self.issuer.url + '/.well-known/openid-configuration')
        self.assertEqual(status, 200, published)
        self.assertIn('ES256', published['access_token_signing_alg_values_supported'])
        text = self.text('spring', published['issuer'])
        for call, value in (('withJwkSetUri', published['jwks_uri']), ('SignatureAlgorithm.from', 'ES256'),
                            ('new JwtIssuerValidator', published['issuer']), ('it.contains', NAMES['audience']),
                            ('setPrincipalClaimName', 'account')):
            self.assertIn('%s(%s)' % (call, json.dumps(value)), text)
        self.assertIn('Duration.ofSeconds(7)', text)
        self.assertNotIn('{{', text)
        for opening, closing in ('()', '{}'):
            self.assertEqual(text.count(opening), text.count(closing))
        self.issuer.import_key('HS256', SECRET.encode())
        text = self.text('spring')
        self.assertNotIn(SECRET, text)
        self.assertIn('MacAlgorithm.from("HS256")', text)
        self.assertNotIn('withJwkSetUri', text)

    @unittest.skipIf(TARGET != 'curl', 'a service')
    def test_script(self):
        script = 'set -eu\n' + self.text('curl')
        done = subprocess.run(['sh', '-c', script], text=True, capture_output=True, check=False, timeout=PATIENCE,
                              env={**os.environ, 'USERNAME': 'ada', 'PASSWORD': PASSWORD})
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn('"username"', done.stdout)
        ended = self.issuer.verb('session', 'list', '--state', 'ended', '--json')
        self.assertEqual([session['end_reason'] for session in ended], ['blacklisted'])


if __name__ == '__main__':
    unittest.main()
