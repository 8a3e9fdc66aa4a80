#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# run_inspector.sh TOKENDESKD: what the inspector predicts of a token is what the server answers to it. Sends every
# request of the hostile inputs beside this repository that carries a token, after having asked `token inspect` about it.
# Exit code 77 (skipped) where they are not there, or without Python 3.
set -uo pipefail
daemon=$(realpath "$1")
cd "$(dirname "$0")/../.."

what=inspector
directory=${TOKENDESK_TEST_CONFORMANCE:-../shared/conformance}
if [ ! -r "$directory/attack.py" ] || [ ! -r "$directory/attacks.json" ]; then
    echo "inspector: skipped, $directory/attacks.json is not there"
    exit 77
fi
if ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 7))' 2> /dev/null; then
    echo "inspector: skipped, no Python 3.7 or later"
    exit 77
fi
. tests/interop/daemon.sh

# ask NAME SETTING=VALUE…: fresh data with these settings, a daemon on it, and all questions. What is in options goes to
# the runner; with an algorithm, a key for it signs.
options=()
algorithm=
ask() {
    local name=$1 setting status=0
    make_data "$name" || { bad=1; return; }
    shift
    for setting in throttle_logins=off "$@"; do
        noted verb settings set "${setting%%=*}" "${setting#*=}" || { bad=1; return; }
    done
    local given=("${options[@]}")
    if [ -n "$algorithm" ]; then
        noted make_key "$algorithm" || { bad=1; return; }
        given+=(--alg "$algorithm" --public-key "$public")
    else
        given+=(--signing-key-file "$key_file")
    fi
    serve || { bad=1; return; }
    python3 tests/interop/check_inspector.py "$directory/attack.py" "$daemon" "$data" -- --base "$url" \
        --attacks "$directory/attacks.json" --username admin --password admin --username2 alice \
        --password2 wonderland --inactive-username bob --inactive-password sleeping "${given[@]}" \
        > "$scratch/$name.txt" 2>&1 || status=$?
    echo "inspector $name: $(tail -n 1 "$scratch/$name.txt")"
    if [ "$status" -ne 0 ]; then
        grep -v '^PASS' "$scratch/$name.txt" | tail -n 40
        bad=1
    fi
    stop_server
}

ask recommended
ask simplejwt preset=simplejwt
options=(--issuer https://issuer.example --audience tokendesk-attacks)
ask issuer issuer=https://issuer.example audience=tokendesk-attacks
options=()
for algorithm in RS256 ES256 EdDSA; do
    ask "$algorithm"
done
finish
