# SPDX-License-Identifier: GPL-3.0-or-later
"""Node's jose, by our key set from afar and by a shared secret."""
import json
import os
import subprocess
import unittest

from issuer import PATIENCE, encode
from verifiercase import VerifierCase

# "ERR_JWKS_NO_MATCHING_KEY" and the like; anything else means that the verifier did not get to judging.
JUDGEMENTS = ('ERR_JWS_', 'ERR_JWT_', 'ERR_JWKS_NO_MATCHING_KEY', 'ERR_JWKS_MULTIPLE_MATCHING_KEYS', 'ERR_JOSE_')


class Verifier:
    """A Node that keeps one remote key set, as a resource server does. Use as a context manager."""

    def __init__(self, url, *options):
        program = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'verify_tokens.mjs')
        self._node = subprocess.Popen(['node', program, url, *options], stdin=subprocess.PIPE,
                                      stdout=subprocess.PIPE, text=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._node.stdin.close()
        self._node.stdout.read()
        self._node.stdout.close()
        self._node.wait(PATIENCE)

    def judge(self, token, algorithm=None, secret=None):
        question = {'token': token}
        if secret is not None:
            question.update(algorithm=algorithm, secret=encode(secret))
        self._node.stdin.write(json.dumps(question) + '\n')
        self._node.stdin.flush()
        answer = json.loads(self._node.stdout.readline())
        if not answer['accepted'] and not answer['code'].startswith(JUDGEMENTS):
            raise AssertionError('no judgement: ' + answer['code'])
        return answer

    def accepts(self, *words):
        return self.judge(*words)['accepted']


class Jose(VerifierCase):
    def test_every_algorithm(self):
        with Verifier(self.issuer.keys_url, '0') as verifier:
            earlier = []
            for signed in self.each_algorithm():
                self.judge(signed, lambda token, signed=signed: verifier.accepts(token, signed.algorithm,
                                                                                 signed.secret))
                earlier.append(signed)
            for signed in earlier:  # all but the last are retiring by now
                with self.subTest(retiring=signed.algorithm):
                    self.assertTrue(verifier.accepts(signed.genuine['login'], signed.algorithm, signed.secret))

    def test_a_key_published_ahead_needs_no_second_look(self):
        self.issuer.make_key('ES384')
        before = self.issuer.login()['access']
        ahead = self.issuer.make_key('ES384', activate=False)
        # jose asks again only 30 s after it last did, so this one knows what it fetches with the first token.
        with Verifier(self.issuer.keys_url) as verifier:
            self.assertTrue(verifier.accepts(before))
            self.issuer.rotate(ahead)
            after = self.issuer.login()['access']
            self.assertTrue(verifier.accepts(after))
            self.assertTrue(verifier.accepts(before))
            self.issuer.make_key('ES384')
            unannounced = self.issuer.login()['access']
            self.assertEqual(verifier.judge(unannounced)['code'], 'ERR_JWKS_NO_MATCHING_KEY')
        with Verifier(self.issuer.keys_url, '0') as verifier:
            self.assertTrue(verifier.accepts(after))
            self.issuer.make_key('ES384')
            self.assertTrue(verifier.accepts(self.issuer.login()['access']))

    def test_retired_keys_are_not_published(self):
        kid = self.issuer.make_key('EdDSA')
        token = self.issuer.login()['access']
        self.issuer.make_key('EdDSA')
        with Verifier(self.issuer.keys_url) as verifier:
            self.assertTrue(verifier.accepts(token))
        self.issuer.retire(kid)
        with Verifier(self.issuer.keys_url) as verifier:
            self.assertEqual(verifier.judge(token)['code'], 'ERR_JWKS_NO_MATCHING_KEY')
        self.assertFalse(self.issuer.accepts(token))


if __name__ == '__main__':
    unittest.main()
