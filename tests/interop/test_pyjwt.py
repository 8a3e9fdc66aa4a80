# SPDX-License-Identifier: GPL-3.0-or-later
"""PyJWT, by our key set and by a shared secret."""
import unittest

import jwt

from forgeries import OTHER_KIND
from verifiercase import VerifierCase


class PyJwt(VerifierCase):
    def accepts(self, token, algorithm, secret=None, client=None):
        try:
            key = secret or (client or self.client).get_signing_key_from_jwt(token).key
            return bool(jwt.decode(token, key, [algorithm])['user_id'])
        except jwt.PyJWTError:
            return False

    def refuses_another_kind(self, signed):
        """PyJWT, at least up to 2.10, ends in a TypeError where the kid names a key of another kind than alg."""
        token = signed.forged.pop(OTHER_KIND)
        self.assertFalse(self.issuer.accepts(token))
        try:
            self.assertFalse(self.accepts(token, signed.algorithm, signed.secret))
        except TypeError:
            pass

    def setUp(self):
        super().setUp()
        self.client = jwt.PyJWKClient(self.issuer.keys_url)

    def test_every_algorithm(self):
        earlier = []
        for signed in self.each_algorithm():
            self.refuses_another_kind(signed)
            self.judge(signed, lambda token, signed=signed: self.accepts(token, signed.algorithm, signed.secret))
            earlier.append(signed)
        # All those keys but the last are retiring by now.
        for signed in earlier:
            with self.subTest(retiring=signed.algorithm):
                self.assertTrue(self.accepts(signed.genuine['login'], signed.algorithm, signed.secret))

    def test_secrets_are_not_published(self):
        self.assertEqual([kid for kid, key in self.issuer.published().items()
                          if key['kty'] == 'oct' or {'k', 'd', 'p', 'q'} & set(key)], [])

    def test_rotation(self):
        first = self.issuer.make_key('ES256')
        before = self.issuer.login()['access']
        self.assertTrue(self.accepts(before, 'ES256'))
        self.issuer.make_key('ES256')  # unannounced: the client meets an unknown kid and asks again
        after = self.issuer.login()['access']
        self.assertTrue(self.accepts(after, 'ES256'))
        self.assertTrue(self.accepts(before, 'ES256'))
        self.issuer.retire(first)
        fresh = jwt.PyJWKClient(self.issuer.keys_url)
        self.assertFalse(self.accepts(before, 'ES256', client=fresh))
        self.assertFalse(self.issuer.accepts(before))
        self.assertTrue(self.accepts(after, 'ES256', client=fresh))


if __name__ == '__main__':
    unittest.main()
