#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# run_attacks.sh [TOKENDESKD]: holds the daemon, best one built with sanitizers, against the hostile inputs that lie
# beside this repository. Runs: HS256 without throttle (--slow), issuer and audience set, the throttle on its normal
# settings (--destructive), and one for each asymmetric algorithm the daemon can make keys for. No case may fail, and no
# sanitizer may report; cases that were skipped in every run are listed with the reason. The runner wants /metrics closed to
# itself (Q11), which takes an empty metrics_networks. Skips, successfully, where the
# runner is not there.
set -uo pipefail
cd "$(dirname "$0")/../.."

daemon=${1:-build/asan/bin/tokendeskd}
directory=${TOKENDESK_TEST_CONFORMANCE:-../shared/conformance}
runner=$directory/attack.py
if [ ! -r "$runner" ]; then
    echo "attacks: skipped, $runner is not there"
    exit 0
fi
if [ ! -x "$daemon" ]; then
    echo "attacks: $daemon is not built" >&2
    exit 1
fi

export ASAN_OPTIONS=${ASAN_OPTIONS:-detect_leaks=1} UBSAN_OPTIONS=${UBSAN_OPTIONS:-print_stacktrace=1:halt_on_error=1}
issuer=https://issuer.example audience=tokendesk-attacks
bad=0
scratch=$(mktemp -d)
server=

# Ends the daemon of a run; it must do so by itself with 0, which a leak or a report of a sanitizer prevents.
stop_server() {
    [ -n "$server" ] || return 0
    local status=0
    kill -TERM "$server" 2> /dev/null
    wait "$server" 2> /dev/null || status=$?
    server=
    if [ "$status" -ne 0 ] || grep -qE 'ERROR: (Address|Leak)Sanitizer|runtime error:' "$log"; then
        echo "attacks: the daemon ended with $status" >&2
        grep -E -A 20 'Sanitizer|runtime error:' "$log" | head -n 60 >&2
        bad=1
    fi
}
trap 'stop_server; rm -rf "$scratch"' EXIT
trap 'exit 1' INT TERM

key_file=$scratch/signing-key
head -c 24 /dev/urandom | od -An -tx1 | tr -d ' \n' > "$key_file"

# verb WORDS…: one verb on the data of this run.
verb() { "$daemon" --data-dir "$data" "$@"; }

# start NAME SETTING=VALUE…: fresh data with the users of the runner and these settings, and a daemon on it. Sets url.
start() {
    data=$scratch/$1
    log=$scratch/$1.log
    local ready=$scratch/$1.ready setting
    shift
    {
        printf 'admin\n' | verb user add admin --email admin@example.com --first-name Ada --last-name Minh \
            --staff --superuser --password-stdin --allow-weak-password &&
            printf 'wonderland\n' | verb user add alice --email alice@example.com --password-stdin \
                --allow-weak-password &&
            printf 'sleeping\n' | verb user add bob --inactive --password-stdin --allow-weak-password &&
            verb key import --algorithm HS256 --file "$key_file" --activate
    } > "$log" 2>&1 || { cat "$log" >&2; return 1; }
    for setting in reuse_tolerance=0s refuse_unexpected_audience=on metrics_networks= "$@"; do
        verb settings set "${setting%%=*}" "${setting#*=}" >> "$log" 2>&1 || { cat "$log" >&2; return 1; }
    done
    [ -z "$algorithm" ] || make_key >> "$log" 2>&1 || { cat "$log" >&2; return 1; }
    "$daemon" --data-dir "$data" serve --listen 127.0.0.1:0 --ready-file "$ready" >> "$log" 2>&1 &
    server=$!
    local tries=0
    while [ ! -s "$ready" ]; do
        tries=$((tries + 1))
        if [ "$tries" -gt 1200 ] || ! kill -0 "$server" 2> /dev/null; then
            cat "$log" >&2
            return 1
        fi
        sleep 0.05
    done
    url=$(head -n 1 "$ready")
}

# Makes and activates a key of $algorithm and writes its public half to $public.
make_key() {
    openssl genpkey -quiet "${key_kind[@]}" -out "$scratch/$algorithm.pem" 2> /dev/null ||
        openssl genpkey "${key_kind[@]}" -out "$scratch/$algorithm.pem" || return 1
    openssl pkey -in "$scratch/$algorithm.pem" -pubout -out "$public" || return 1
    verb key import --algorithm "$algorithm" --file "$scratch/$algorithm.pem" --activate
}

# attack NAME OPTIONS…: one run against url; what it saw goes to NAME.json.
attack() {
    local name=$1 status=0
    shift
    python3 "$runner" --base "$url" --attacks "$directory/attacks.json" --username admin --password admin \
        --username2 alice --password2 wonderland --inactive-username bob --inactive-password sleeping \
        --json "$scratch/$name.json" "$@" > "$scratch/$name.txt" 2>&1 || status=$?
    echo "attacks $name: $(tail -n 1 "$scratch/$name.txt")"
    if [ "$status" -ne 0 ]; then
        grep -E '^FAIL|^cannot' "$scratch/$name.txt" || tail -n 20 "$scratch/$name.txt"
        bad=1
    fi
    if ! kill -0 "$server" 2> /dev/null; then
        echo "attacks $name: the daemon is gone" >&2
        bad=1
    fi
}

# Every group but the throttle, which would stand in the way of the others.
groups=$(python3 - "$directory/attacks.json" << 'END'
import json, sys
with open(sys.argv[1], encoding='utf-8') as file:
    print(','.join(sorted({case['group'] for case in json.load(file)['attacks']} - {'throttle'})))
END
)

algorithm=
if start hs256 throttle_logins=off; then
    attack hs256 --signing-key-file "$key_file" --slow --destructive --groups "$groups"
else
    bad=1
fi
stop_server
if start issuer throttle_logins=off issuer="$issuer" audience="$audience"; then
    attack issuer --signing-key-file "$key_file" --issuer "$issuer" --audience "$audience" --groups alg,bearer,claims,flow
else
    bad=1
fi
stop_server
if start throttle throttle_logins=on; then
    attack throttle --signing-key-file "$key_file" --destructive --groups throttle
else
    bad=1
fi
stop_server

for algorithm in RS256 ES256 EdDSA; do
    public=$scratch/$algorithm.public.pem
    case $algorithm in
        RS256) key_kind=(-algorithm RSA -pkeyopt rsa_keygen_bits:2048) ;;
        ES256) key_kind=(-algorithm EC -pkeyopt ec_paramgen_curve:P-256) ;;
        EdDSA) key_kind=(-algorithm ED25519) ;;
    esac
    data=$scratch/probe
    if ! make_key > "$scratch/probe.log" 2>&1; then
        echo "attacks $algorithm: skipped, the daemon takes no such key: $(tail -n 1 "$scratch/probe.log")"
        continue
    fi
    if start "$algorithm" throttle_logins=off; then
        attack "$algorithm" --alg "$algorithm" --public-key "$public" --groups alg,bearer,claims,encoding,flow,header
    else
        bad=1
    fi
    stop_server
done
algorithm=

python3 - "$scratch" << 'END' || bad=1
import glob, json, os, sys
results, reasons = {}, {}
for path in glob.glob(os.path.join(sys.argv[1], '*.json')):
    with open(path) as file:
        for case in json.load(file):
            results.setdefault(case['id'], set()).add(case['result'])
            reasons[case['id']] = case['why']
skipped = sorted(name for name, seen in results.items() if seen == {'SKIP'})
print('attacks: %d cases, %d skipped in every run' % (len(results), len(skipped)))
for name in skipped:
    print('  skipped: %s (%s)' % (name, reasons[name]))
sys.exit(0 if results else 1)
END

if [ "$bad" -ne 0 ]; then
    echo "attacks: failed"
    exit 1
fi
echo "attacks: passed"
