# SPDX-License-Identifier: GPL-3.0-or-later
"""A resource server of Django REST framework and simplejwt, by JWK_URL and by a shared secret."""
import json
import os
import subprocess
import sys
import unittest

from forgeries import OTHER_KIND
from issuer import ALGORITHMS, PATIENCE, Issuer, ask
from verifiercase import VerifierCase

PROGRAM = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'resourceserver.py')


def supported():
    """The algorithms that the installed simplejwt knows."""
    import django
    from django.conf import settings
    if not settings.configured:
        settings.configure(INSTALLED_APPS=['django.contrib.auth', 'django.contrib.contenttypes'], SECRET_KEY='none')
        django.setup()
    from rest_framework_simplejwt import backends
    return [algorithm for algorithm in ALGORITHMS if algorithm in backends.ALLOWED_ALGORITHMS]


class ResourceServer:
    """Use as a context manager."""

    def __init__(self, database, settings):
        self._process = subprocess.Popen([sys.executable, PROGRAM, database, json.dumps(settings)],
                                         stdout=subprocess.PIPE, text=True)
        self.url = self._process.stdout.readline().strip()
        if not self.url:
            raise AssertionError('the resource server does not serve')

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.terminate()
        self._process.wait(PATIENCE)
        self._process.stdout.close()

    def accepts(self, token):
        status, answer = ask(self.url, token)
        if status == 401 and answer['code'] == 'token_not_valid':
            return False
        if status == 200 and answer['username'] == 'ada':
            return True
        raise AssertionError('%d %r' % (status, answer))


class SimpleJwt(VerifierCase):
    def server(self, algorithm, secret=None, **settings):
        chosen = {'ALGORITHM': algorithm, **settings}
        if secret is None:
            chosen['JWK_URL'] = self.issuer.keys_url
        else:
            chosen['SIGNING_KEY'] = secret.decode('ascii')
        return ResourceServer(self.issuer.path('resources.db'), chosen)

    def refuses_another_kind(self, server, signed):
        """PyJWT, at least up to 2.10, fails where the kid names a key of another kind than alg: that is a 500."""
        token = signed.forged.pop(OTHER_KIND)
        self.assertFalse(self.issuer.accepts(token))
        self.assertIn(ask(server.url, token)[0], (401, 500))

    def test_every_algorithm(self):
        for signed in self.each_algorithm(supported()):
            with self.server(signed.algorithm, signed.secret) as server:
                self.refuses_another_kind(server, signed)
                self.judge(signed, server.accepts)
                self.assertEqual(ask(server.url)[0], 401)
                self.assertFalse(server.accepts(signed.refresh), 'a refresh token opens nothing')
        print('not known to simplejwt:', *(name for name in ALGORITHMS if name not in supported()))

    def test_tokens_of_another_issuer(self):
        with Issuer(os.environ['TOKENDESKD']) as other:
            for algorithm in ('HS256', 'ES256'):
                with self.subTest(algorithm=algorithm):
                    signed = self.signed(algorithm)
                    other.make_key(algorithm)
                    foreign = other.login()['access']
                    with self.server(algorithm, signed.secret) as server:
                        self.assertTrue(server.accepts(signed.genuine['login']))
                        self.assertFalse(server.accepts(foreign))
                    self.assertFalse(self.issuer.accepts(foreign))

    def test_rotation(self):
        first = self.issuer.make_key('RS256')
        before = self.issuer.login()['access']
        with self.server('RS256') as server:
            self.assertTrue(server.accepts(before))
            ahead = self.issuer.make_key('RS256', activate=False)
            self.issuer.rotate(ahead)
            after = self.issuer.login()['access']
            self.assertTrue(server.accepts(after))
            self.assertTrue(server.accepts(before))
            self.issuer.make_key('RS256')
            self.assertTrue(server.accepts(self.issuer.login()['access']))
        self.issuer.retire(first)
        with self.server('RS256') as server:
            self.assertFalse(server.accepts(before))
            self.assertTrue(server.accepts(after))

    def test_issuer_and_audience(self):
        self.issuer.make_key('ES256')
        names = {'ISSUER': 'https://tokens.example', 'AUDIENCE': 'orders'}
        without = self.issuer.login()['access']
        self.issuer.set(issuer=names['ISSUER'], audience=names['AUDIENCE'])
        self.addCleanup(self.issuer.set, issuer='', audience='')
        tokens = self.issuer.login()
        with self.server('ES256', **names) as server:
            self.assertTrue(server.accepts(tokens['access']))
            self.assertFalse(server.accepts(without))
        with self.server('ES256', **{**names, 'AUDIENCE': 'invoices'}) as server:
            self.assertFalse(server.accepts(tokens['access']))
        with self.server('ES256', **{**names, 'ISSUER': 'https://elsewhere.example'}) as server:
            self.assertFalse(server.accepts(tokens['access']))


if __name__ == '__main__':
    unittest.main()
