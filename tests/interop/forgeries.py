# SPDX-License-Identifier: GPL-3.0-or-later
"""Tokens that no verifier may accept, made from one that every verifier must."""
import hashlib
import hmac
import json
import os
import time

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa, utils
from cryptography.hazmat.primitives.serialization import (Encoding, NoEncryption, PrivateFormat, PublicFormat,
                                                          load_pem_private_key)

from issuer import ALGORITHMS, claims_of, decode, encode, header_of

CURVES = {'ES256': ec.SECP256R1, 'ES384': ec.SECP384R1, 'ES512': ec.SECP521R1}
OTHER_KIND = 'kid of another kind of key'
PASSPHRASE = b'only for the export'


def is_secret(algorithm):
    return algorithm.startswith('HS')


def make_key(algorithm):
    """A key as PyJWT signs with it: bytes of a secret, or a private key."""
    if is_secret(algorithm):
        return os.urandom(64)
    if algorithm in CURVES:
        return ec.generate_private_key(CURVES[algorithm]())
    if algorithm == 'EdDSA':
        return ed25519.Ed25519PrivateKey.generate()
    return rsa.generate_private_key(65537, 2048)


def material_of(key):
    """The key as a file for `key import`."""
    if isinstance(key, bytes):
        return encode(key).encode('ascii')
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def public_pem(key):
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def exported(issuer, kid):
    """The private key of the issuer, by the way it offers."""
    words = ('key', 'export', '--passphrase-file', issuer.write('passphrase', PASSPHRASE), '--', kid)
    return load_pem_private_key(issuer.verb(*words).encode('ascii'), PASSPHRASE)


def signed(claims, key, algorithm, header):
    """A token with this header, whatever the key is meant for."""
    return jwt.encode(claims, key, algorithm, {**header, 'alg': algorithm})


def rewritten(token, header=None, claims=None, signature=None):
    """The token with parts exchanged; the signature stays unless it is given."""
    head, body, tail = token.split('.')
    if header is not None:
        head = encode(json.dumps(header, separators=(',', ':')).encode('utf-8'))
    if claims is not None:
        body = encode(json.dumps(claims, separators=(',', ':')).encode('utf-8'))
    return '.'.join((head, body, tail if signature is None else encode(signature)))


def hmac_by(secret, token):
    """The token with an HS256 signature of the secret, which PyJWT refuses to make with a public key."""
    head_and_body = token.rsplit('.', 1)[0]
    digest = hmac.new(secret, head_and_body.encode('ascii'), hashlib.sha256).digest()
    return head_and_body + '.' + encode(digest)


def flipped(data, index, bit):
    changed = bytearray(data)
    changed[index] ^= 1 << bit
    return bytes(changed)


def siblings(algorithm):
    """The other algorithms that a key of this one could sign with."""
    if is_secret(algorithm):
        family = ('HS',)
    elif algorithm[:2] in ('RS', 'PS'):
        family = ('RS', 'PS')
    else:
        return []
    return [name for name in ALGORITHMS if name.startswith(family) and name != algorithm]


def forgeries(genuine, algorithm, key, kid_alike, kid_of_another_kind):
    """What must be refused, by name. The key is the one that signed the genuine token; the two kids name other keys of
    the issuer, one for the same algorithm."""
    header, claims = header_of(genuine), claims_of(genuine)
    signature = decode(genuine.split('.')[2])
    stranger = make_key(algorithm)
    now = int(time.time())
    cases = {
        'payload changed': rewritten(genuine, claims={**claims, 'user_id': '999'}),
        'lifetime stretched': rewritten(genuine, claims={**claims, 'exp': claims['exp'] + 86400}),
        'other kid': rewritten(genuine, header={**header, 'kid': kid_alike}),
        OTHER_KIND: rewritten(genuine, header={**header, 'kid': kid_of_another_kind}),
        'unknown kid': rewritten(genuine, header={**header, 'kid': 'nobody-knows-it'}),
        'kid taken away': rewritten(genuine, header={name: header[name] for name in header if name != 'kid'}),
        'signature empty': rewritten(genuine, signature=b''),
        'signature cut short': rewritten(genuine, signature=signature[:-1]),
        'signature with more behind it': rewritten(genuine, signature=signature + b'\0'),
        'signature of zeros': rewritten(genuine, signature=bytes(len(signature))),
        'signed by another key': signed(claims, stranger, algorithm, header),
        'signed by a key of its own header': signed(claims, stranger, algorithm, {
            **header, 'jwk': jwk_of(stranger, algorithm)}),
        'expired': signed({**claims, 'iat': now - 7200, 'exp': now - 3600}, key, algorithm, header),
        'not valid yet': signed({**claims, 'nbf': now + 3600}, key, algorithm, header),
        'a part missing': genuine.rsplit('.', 1)[0],
        'a part too many': genuine + '.' + encode(signature),
    }
    for index, bit in ((0, 7), (len(signature) // 2, 3), (-1, 0)):
        name = 'bit %d of byte %d of the signature flipped' % (bit, index % len(signature))
        cases[name] = rewritten(genuine, signature=flipped(signature, index, bit))
    for name in ('none', 'None', 'NONE'):
        unsigned = rewritten(genuine, header={**header, 'alg': name})
        cases['alg ' + name] = unsigned
        cases['alg %s without a signature' % name] = rewritten(unsigned, signature=b'')
    for other in ALGORITHMS:
        if other != algorithm:
            cases['alg changed to ' + other] = rewritten(genuine, header={**header, 'alg': other})
    for other in siblings(algorithm):
        cases['signed by the right key, but as ' + other] = signed(claims, key, other, header)
    if not is_secret(algorithm):
        confused = rewritten(genuine, header={**header, 'alg': 'HS256'})
        cases['the public key as the secret of HS256'] = hmac_by(public_pem(key), confused)
    if algorithm in CURVES:
        half = len(signature) // 2
        r, s = (int.from_bytes(part, 'big') for part in (signature[:half], signature[half:]))
        cases['signature in the form of X.509'] = rewritten(genuine, signature=utils.encode_dss_signature(r, s))
    return cases


def jwk_of(key, algorithm):
    """The public part as a header would carry it; of a secret, the secret."""
    if is_secret(algorithm):
        return {'kty': 'oct', 'k': encode(key)}
    numbers = key.public_key()
    if algorithm == 'EdDSA':
        return {'kty': 'OKP', 'crv': 'Ed25519', 'x': encode(numbers.public_bytes(Encoding.Raw, PublicFormat.Raw))}
    numbers = numbers.public_numbers()
    if algorithm in CURVES:
        size = (key.curve.key_size + 7) // 8
        return {'kty': 'EC', 'crv': 'P-%d' % key.curve.key_size, 'x': encode(numbers.x.to_bytes(size, 'big')),
                'y': encode(numbers.y.to_bytes(size, 'big'))}
    return {'kty': 'RSA', 'n': encode(numbers.n.to_bytes(key.key_size // 8, 'big')), 'e': encode(b'\1\0\1')}
