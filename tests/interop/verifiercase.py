# SPDX-License-Identifier: GPL-3.0-or-later
"""What every verifier is put through: one issuer, a key of each algorithm in turn, genuine tokens and forgeries."""
import os
import unittest

import forgeries
from issuer import ALGORITHMS, Issuer, header_of


class Signed:
    """An algorithm in use: the tokens of the issuer that a verifier must accept, and those it must refuse."""

    def __init__(self, issuer, algorithm, kid_of_another_kind):
        self.algorithm = algorithm
        kid_alike = issuer.make_key(algorithm, activate=False)
        if forgeries.is_secret(algorithm):
            secret = forgeries.make_key(algorithm)
            self.kid = issuer.import_key(algorithm, forgeries.material_of(secret))
            self.key = forgeries.material_of(secret)  # the issuer takes the text of a file as the secret
        else:
            self.kid = issuer.make_key(algorithm)
            self.key = forgeries.exported(issuer, self.kid)
        tokens = issuer.login()
        self.refresh = tokens['refresh']
        status, fresh = issuer.refresh(self.refresh)
        if status != 200:
            raise AssertionError('refresh: %d %r' % (status, fresh))
        self.genuine = {'login': tokens['access'], 'refresh': fresh['access'],
                        'minted': issuer.mint('--claim', 'name="Zoë \\u4f8b"', '--claim', 'big=9007199254740991')}
        self.refresh = fresh['refresh']
        for token in self.genuine.values():
            if (header_of(token)['alg'], header_of(token)['kid']) != (algorithm, self.kid):
                raise AssertionError('not signed with the key that is active: %r' % header_of(token))
        self.forged = forgeries.forgeries(tokens['access'], algorithm, self.key, kid_alike, kid_of_another_kind)
        self._spare = (issuer, kid_alike)

    def drop_spare(self):
        """Retires the key that only a forgery names: there is a limit of keys."""
        issuer, kid = self._spare
        issuer.retire(kid)

    @property
    def secret(self):
        """What goes to a verifier that shares a secret; None where it reads the key set."""
        return self.key if isinstance(self.key, bytes) else None


class VerifierCase(unittest.TestCase):
    """The tests of a verifier derive from this; each has an issuer of its own."""

    def setUp(self):
        self.issuer = self.enter(Issuer(os.environ['TOKENDESKD']))
        self._hmac_kid = self.issuer.verb('key', 'list', '--json')[0]['kid']
        self._ec_kid = self.issuer.make_key('ES256', activate=False)

    def enter(self, manager):
        """Enters a context that is left when the test ends; of unittest itself only since Python 3.11."""
        entered = manager.__enter__()
        self.addCleanup(manager.__exit__, None, None, None)
        return entered

    def signed(self, algorithm):
        return Signed(self.issuer, algorithm, self._ec_kid if algorithm != 'ES256' else self._hmac_kid)

    def each_algorithm(self, algorithms=ALGORITHMS):
        """One after the other with its tokens; those that were made before keep verifying."""
        for algorithm in algorithms:
            signed = self.signed(algorithm)
            yield signed
            signed.drop_spare()

    def judge(self, signed, accepts):
        """Holds accepts(token) and the issuer itself against what must come out, and says how often it did."""
        right = {True: 0, False: 0}
        for tokens, expected in ((signed.genuine, True), (signed.forged, False)):
            for name, token in tokens.items():
                with self.subTest(algorithm=signed.algorithm, token=name, genuine=expected):
                    self.assertEqual(self.issuer.accepts(token), expected, 'says the issuer itself')
                    self.assertEqual(accepts(token), expected)
                    right[expected] += 1
        print('%-6s %d genuine accepted, %d forged refused' % (signed.algorithm, right[True], right[False]), flush=True)
