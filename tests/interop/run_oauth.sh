#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Lets a client that knows only the issuer find and use the OAuth endpoints, in both presets.
#   run_oauth.sh TOKENDESKD
# Exit code 77 (skipped) without Python 3.
set -eu
daemon=$1
here=$(cd "$(dirname "$0")" && pwd)
python3 -c 'import sys; sys.exit(sys.version_info < (3, 7))' 2>/dev/null || {
    echo "no Python 3.7 or later: skipped"
    exit 77
}
scratch=$(mktemp -d)
server=
stop() {
    [ -z "$server" ] || kill "$server" 2>/dev/null || true
    [ -z "$server" ] || wait "$server" 2>/dev/null || true
    server=
}
trap 'stop; rm -rf "$scratch"' EXIT

for preset in recommended simplejwt; do
    data=$scratch/$preset
    run() { "$daemon" --data-dir "$data" "$@"; }
    echo 'corr3ct horse staple' | run user add ada --password-stdin >"$scratch/user.txt"
    "$daemon" --data-dir "$data" serve --preset "$preset" --listen 127.0.0.1:0 --ready-file "$data/ready" \
        >"$scratch/log.txt" 2>&1 &
    server=$!
    tries=0
    until [ -s "$data/ready" ]; do
        tries=$((tries + 1))
        [ "$tries" -lt 300 ] && kill -0 "$server" 2>/dev/null || { cat "$scratch/log.txt"; exit 1; }
        sleep 0.1
    done
    url=$(head -n 1 "$data/ready")
    run settings set issuer "$url" >"$scratch/settings.txt"
    run client add "shop-1.eu" --secret-file "$data/secret" >"$scratch/client.txt"
    # The running server follows the settings within 250 ms.
    tries=0
    until python3 - "$url" >"$data/tokens" <<'END'
import json, sys, urllib.request
urllib.request.urlopen(sys.argv[1] + '/.well-known/oauth-authorization-server', timeout=30).read()
form = json.dumps({'username': 'ada', 'password': 'corr3ct horse staple'}).encode()
request = urllib.request.Request(sys.argv[1] + '/api/token/', form, {'Content-Type': 'application/json'})
tokens = json.load(urllib.request.urlopen(request, timeout=30))
print(tokens['access'], tokens['refresh'])
END
    do
        tries=$((tries + 1))
        [ "$tries" -lt 20 ] || exit 1
        sleep 0.3
    done 2>"$scratch/tries.txt"
    # shellcheck disable=SC2046 # two words are wanted
    python3 "$here/check_oauth.py" "$url" "shop-1.eu" "$(cat "$data/secret")" $(cat "$data/tokens")
    stop
done
