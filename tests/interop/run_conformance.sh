#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# run_conformance.sh [TOKENDESKD]: holds the daemon against the conformance runner that lies beside this repository.
# Preset simplejwt must pass every check, with nothing skipped between the runs; preset recommended must differ exactly
# in what recommended-differences.txt lists. Skips, successfully, where the runner is not there.
set -uo pipefail
cd "$(dirname "$0")/../.."

daemon=${1:-build/ci/bin/tokendeskd}
runner=${TOKENDESK_TEST_CONFORMANCE:-../shared/conformance}/conformance.py
differences=tests/interop/recommended-differences.txt
if [ ! -r "$runner" ]; then
    echo "conformance: skipped, $runner is not there"
    exit 0
fi
if [ ! -x "$daemon" ]; then
    echo "conformance: $daemon is not built" >&2
    exit 1
fi

scratch=$(mktemp -d)
server=
stop_server() {
    if [ -n "$server" ]; then
        kill -TERM "$server" 2> /dev/null
        wait "$server" 2> /dev/null
        server=
    fi
}
trap 'stop_server; rm -rf "$scratch"' EXIT
trap 'exit 1' INT TERM

key_file=$scratch/signing-key
head -c 24 /dev/urandom | od -An -tx1 | tr -d ' \n' > "$key_file"

# verb DIRECTORY WORDS…: one verb on that data.
verb() {
    local data=$1
    shift
    "$daemon" --data-dir "$data" "$@" > /dev/null
}

# start NAME PRESET: fresh data with the users of the runner, and a daemon on it. Sets data and url.
start() {
    data=$scratch/$1
    local ready=$scratch/$1.ready
    {
        printf 'admin\n' | verb "$data" user add admin --email admin@example.com --first-name Ada --last-name Minh \
            --staff --superuser --password-stdin --allow-weak-password &&
            printf 'wonderland\n' | verb "$data" user add alice --email alice@example.com --password-stdin \
                --allow-weak-password &&
            printf 'sleeping\n' | verb "$data" user add bob --inactive --password-stdin --allow-weak-password &&
            verb "$data" key import --algorithm HS256 --file "$key_file" --activate
    } || return 1
    "$daemon" --data-dir "$data" serve --preset "$2" --listen 127.0.0.1:0 --ready-file "$ready" \
        > "$scratch/$1.log" 2>&1 &
    server=$!
    local tries=0
    while [ ! -s "$ready" ]; do
        tries=$((tries + 1))
        if [ "$tries" -gt 400 ] || ! kill -0 "$server" 2> /dev/null; then
            cat "$scratch/$1.log" >&2
            return 1
        fi
        sleep 0.05
    done
    url=$(head -n 1 "$ready")
}

# check NAME OPTIONS…: one run of the runner against url; its results go to NAME.json.
check() {
    local name=$1
    shift
    python3 "$runner" --base "$url" --username admin --password admin --signing-key-file "$key_file" \
        --inactive-username bob --inactive-password sleeping --inactive-id 3 \
        --second-username alice --second-password wonderland --strict --no-skips --json "$scratch/$name.json" "$@" \
        > "$scratch/$name.txt" 2>&1
}

bad=0
verdict() { # NAME STATUS
    echo "conformance $1: $(tail -n 1 "$scratch/$1.txt")"
    if [ "$2" -ne 0 ]; then
        grep -E '^FAIL|^cannot' "$scratch/$1.txt" || tail -n 5 "$scratch/$1.txt"
        bad=1
    fi
}

# Preset simplejwt, three times.
if start simplejwt simplejwt; then
    check plain --features blacklist,sliding; verdict plain $?
    check article --features blacklist,sliding --paths article; verdict article $?
    verb "$data" settings set check_revoke_token on || bad=1
    check revoke --features blacklist,sliding,revoke; verdict revoke $?
    python3 - "$scratch" << 'END' || bad=1
import json, sys
outcomes = {}
for run in ('plain', 'article', 'revoke'):
    with open('%s/%s.json' % (sys.argv[1], run)) as file:
        for check in json.load(file)['checks']:
            outcomes.setdefault(check['name'], set()).add(check['outcome'])
skipped = sorted(name for name, seen in outcomes.items() if seen == {'SKIP'})
print('conformance: %d checks, %d skipped in all runs' % (len(outcomes), len(skipped)))
for name in skipped:
    print('  skipped: ' + name)
sys.exit(1 if skipped or not outcomes else 0)
END
else
    echo "conformance: cannot start the daemon with preset simplejwt" >&2
    bad=1
fi
stop_server

# Preset recommended: exactly the differences that are listed.
if start recommended recommended; then
    check recommended --features blacklist,sliding --reuse ignore
    python3 - "$scratch/recommended.json" "$differences" << 'END' || bad=1
import json, sys
with open(sys.argv[1]) as file:
    checks = {check['name']: check for check in json.load(file)['checks']}
with open(sys.argv[2], encoding='utf-8') as file:
    listed = dict(line.rstrip('\n').split(' — ', 1) for line in file if line.strip() and not line.startswith('#'))
failed = {name for name, check in checks.items() if check['outcome'] == 'FAIL'}
for name in sorted(failed - set(listed)):
    print('  not listed: %s | expected %s | got %s' % (name, checks[name]['expected'], checks[name]['got']))
for name in sorted(set(listed) - failed):
    print('  listed, but not different: ' + name)
print('conformance recommended: %d checks, %d differ, %d listed' % (len(checks), len(failed), len(listed)))
sys.exit(0 if checks and failed == set(listed) else 1)
END
else
    echo "conformance: cannot start the daemon with preset recommended" >&2
    bad=1
fi
stop_server

if [ "$bad" -ne 0 ]; then
    echo "conformance: failed"
    exit 1
fi
echo "conformance: passed"
