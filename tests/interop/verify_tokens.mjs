// SPDX-License-Identifier: GPL-3.0-or-later
// Verifies access tokens by the key set that a running server publishes, with nothing but the
// crypto module of Node: node verify_tokens.mjs URL ALG TOKEN…
// Exit code 0: every token is genuine and no altered one is.
import { createPublicKey, constants, verify } from 'node:crypto';

const [url, alg, ...tokens] = process.argv.slice(2);

function genuine(token, keys) {
    const [head, claims, signature] = token.split('.');
    const header = JSON.parse(Buffer.from(head, 'base64url'));
    const jwk = keys.find((key) => key.kid === header.kid);
    if (!jwk || header.alg !== alg || jwk.alg !== alg)
        return false;
    const key = createPublicKey({ key: jwk, format: 'jwk' });
    const digest = alg === 'EdDSA' ? null : `sha${alg.slice(2)}`;
    const options = { key };
    if (alg.startsWith('PS')) {
        options.padding = constants.RSA_PKCS1_PSS_PADDING;
        options.saltLength = constants.RSA_PSS_SALTLEN_DIGEST;
    } else if (alg.startsWith('ES')) {
        options.dsaEncoding = 'ieee-p1363';
    }
    return verify(digest, Buffer.from(`${head}.${claims}`), options,
                  Buffer.from(signature, 'base64url'));
}

function altered(token) {
    const [head, claims, signature] = token.split('.');
    const changed = JSON.parse(Buffer.from(claims, 'base64url'));
    changed.user_id = '999';
    return [head, Buffer.from(JSON.stringify(changed)).toString('base64url'), signature].join('.');
}

const answer = await fetch(`${url}/.well-known/jwks.json`);
const { keys } = await answer.json();
let wrong = 0;
for (const token of tokens) {
    if (!genuine(token, keys) || genuine(altered(token), keys)) {
        console.error(`${alg}: not as it should be`);
        ++wrong;
    }
}
console.log(`${alg}: ${tokens.length} tokens, ${wrong} wrong, ${keys.length} keys published`);
process.exit(wrong || tokens.length === 0 ? 1 : 0);
