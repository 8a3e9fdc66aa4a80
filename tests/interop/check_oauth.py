#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds the endpoints of a server from its metadata, as RFC 8414 clients do, and uses them.

check_oauth.py ISSUER CLIENT SECRET ACCESS REFRESH   exit code 1 and a line on stderr at the first thing that is not so
"""
import base64
import json
import sys
import urllib.error
import urllib.parse
import urllib.request


def fail(what, got):
    sys.exit('oauth: %s, got %r' % (what, got))


def expect(condition, what, got):
    if not condition:
        fail(what, got)


def call(url, form=None, headers=None):
    """Status, header fields and body of one request."""
    data = urllib.parse.urlencode(form).encode() if form is not None else None
    request = urllib.request.Request(url, data=data, headers=headers or {})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


def metadata(issuer):
    """The document at both places, as RFC 8414 section 3.3 has it validated."""
    parts = urllib.parse.urlsplit(issuer)
    documents = []
    for name in ('oauth-authorization-server', 'openid-configuration'):
        url = urllib.parse.urlunsplit((parts.scheme, parts.netloc, '/.well-known/' + name, '', ''))
        status, headers, body = call(url)
        expect(status == 200, url + ' answers 200', status)
        expect(headers.get_content_type() == 'application/json', 'JSON', headers['Content-Type'])
        document = json.loads(body)
        expect(document['issuer'] == issuer, 'the issuer that was asked for', document['issuer'])
        status, _, _ = call(url, headers={'If-None-Match': headers['ETag']})
        expect(status == 304, 'an ETag that holds', status)
        documents.append(document)
    expect(documents[0] == documents[1], 'one document at both places', documents)
    for name, value in documents[0].items():
        if name.endswith(('_endpoint', '_uri')):
            expect(value.startswith(issuer + '/'), name + ' under the issuer', value)
    return documents[0]


def main():
    issuer, client, secret, access, refresh = sys.argv[1:]
    found = metadata(issuer)
    status, _, body = call(found['jwks_uri'])
    expect(status == 200 and 'keys' in json.loads(body), 'a key set', (status, body))
    header = json.loads(base64.urlsafe_b64decode(access.split('.')[0] + '=='))
    expect(header['alg'] in found['access_token_signing_alg_values_supported'], 'the algorithm of the token', header)

    quoted = '%s:%s' % (urllib.parse.quote_plus(client), urllib.parse.quote_plus(secret))
    basic = {'Authorization': 'Basic ' + base64.b64encode(quoted.encode()).decode()}
    introspect = found['introspection_endpoint']

    def active(token, **more):
        status, headers, body = call(introspect, dict(more, token=token), basic)
        expect(status == 200 and headers['Cache-Control'] == 'no-store', 'an answer that is not kept', (status, body))
        document = json.loads(body)
        expect(document['active'] or document == {'active': False}, 'nothing about what is not active', document)
        return document

    document = active(access)
    expect(document['active'] and document['iss'] == issuer, 'an active access token', document)
    for name in ('sub', 'username', 'jti', 'sid', 'user_id', 'token_type'):
        expect(isinstance(document[name], str) and document[name], name + ' as text', document)
    for name in ('exp', 'iat'):
        expect(isinstance(document[name], int), name + ' as a number', document)
    expect(not active(refresh)['active'], 'a refresh token opens no door', refresh[:0])
    expect(active(refresh, token_type_hint='refresh_token')['active'], 'an active refresh token', refresh[:0])
    expect(not active(access[:-8] + 'AAAAAAAA')['active'], 'a forged token that is not active', '')
    form = {'token': access, 'client_id': client, 'client_secret': secret}
    expect(json.loads(call(introspect, form)[2])['active'], 'client_secret_post', '')

    status, headers, body = call(introspect, {'token': access})
    expect(status == 401 and json.loads(body)['error'] == 'invalid_client', 'invalid_client', (status, body))
    expect(headers['WWW-Authenticate'].startswith('Basic '), 'a challenge', headers['WWW-Authenticate'])

    revoke = found['revocation_endpoint']
    expect('none' in found['revocation_endpoint_auth_methods_supported'], 'revocation by whoever holds the token', found)
    status, _, _ = call(revoke, {'token': 'no token at all'})
    expect(status == 200, '200 for a token that is none', status)
    status, _, _ = call(revoke, {'token': refresh, 'token_type_hint': 'refresh_token'})
    expect(status == 200, '200 for a revocation', status)
    expect(active(access) == {'active': False}, 'the end of the session', '')
    print('oauth: metadata, introspection and revocation as found by %s' % issuer)


if __name__ == '__main__':
    main()
