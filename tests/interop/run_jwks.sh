#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Lets Node verify tokens of every asymmetric algorithm by the published key set.
#   run_jwks.sh TOKENDESKD
# Exit code 77 (skipped) without Node 18.
set -eu
daemon=$1
here=$(cd "$(dirname "$0")" && pwd)
node -e 'process.exit(parseInt(process.versions.node) >= 18 ? 0 : 1)' 2>/dev/null || {
    echo "no Node 18 or later: skipped"
    exit 77
}
scratch=$(mktemp -d)
server=
finish() {
    [ -z "$server" ] || kill "$server" 2>/dev/null || true
    [ -z "$server" ] || wait "$server" 2>/dev/null || true
    rm -rf "$scratch"
}
trap finish EXIT
run() { "$daemon" --data-dir "$scratch" "$@"; }

echo 'corr3ct horse staple' | run user add ada --password-stdin >"$scratch/user.txt"
"$daemon" --data-dir "$scratch" serve --listen 127.0.0.1:0 --ready-file "$scratch/ready" >"$scratch/log.txt" 2>&1 &
server=$!
tries=0
until [ -s "$scratch/ready" ]; do
    tries=$((tries + 1))
    [ "$tries" -lt 300 ] && kill -0 "$server" 2>/dev/null || { cat "$scratch/log.txt"; exit 1; }
    sleep 0.1
done
url=$(cat "$scratch/ready")
failed=0
for algorithm in RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512 EdDSA; do
    run key add --algorithm "$algorithm" --bits 2048 --activate >"$scratch/key.txt"
    one=$(run token mint --user ada)
    two=$(run token mint --user ada --claim 'name="Zoë \u4f8b"')
    # The running server follows within 250 ms; a set without the key yet is asked for again.
    tries=0
    until node "$here/verify_tokens.mjs" "$url" "$algorithm" "$one" "$two"; do
        tries=$((tries + 1))
        [ "$tries" -lt 10 ] || { failed=1; break; }
        sleep 0.3
    done
done
exit "$failed"
