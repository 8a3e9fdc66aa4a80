// SPDX-License-Identifier: GPL-3.0-or-later
// Node's jose as a verifier: node verify_tokens.mjs KEYS_URL [COOLDOWN_MS]
// Reads one JSON object a line, {"token"} or {"token", "algorithm", "secret" (base64url)}, and answers each by a line,
// {"accepted", "user", "code"}. Without a secret the key comes from the key set at KEYS_URL, which is all that such a
// verifier is told: not even the algorithm.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

// require(), because import does not look at NODE_PATH.
const { createRemoteJWKSet, jwtVerify } = createRequire(import.meta.url)('jose');

const [url, cooldown] = process.argv.slice(2);
const options = cooldown === undefined ? {} : { cooldownDuration: Number(cooldown) };
const published = createRemoteJWKSet(new URL(url), options);

async function judge({ token, algorithm, secret }) {
    try {
        // A secret fits every HS algorithm, so here the verifier has to name the one it means.
        const { payload } = secret === undefined
            ? await jwtVerify(token, published)
            : await jwtVerify(token, Buffer.from(secret, 'base64url'), { algorithms: [algorithm] });
        return { accepted: true, user: payload.user_id };
    } catch (error) {
        // Errors of jose have a code; any other is a fault of this program.
        if (error.code === undefined)
            throw error;
        return { accepted: false, code: error.code };
    }
}

for await (const line of createInterface({ input: process.stdin }))
    process.stdout.write(`${JSON.stringify(await judge(JSON.parse(line)))}\n`);
