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

what=attacks daemon=${1:-build/asan/bin/tokendeskd}
directory=${TOKENDESK_TEST_CONFORMANCE:-../shared/conformance}
runner=$directory/attack.py
if [ ! -r "$runner" ]; then
    echo "attacks: skipped, $runner is not there"
    exit 0
fi
export ASAN_OPTIONS=${ASAN_OPTIONS:-detect_leaks=1} UBSAN_OPTIONS=${UBSAN_OPTIONS:-print_stacktrace=1:halt_on_error=1}
. tests/interop/daemon.sh
issuer=https://issuer.example audience=tokendesk-attacks

# start NAME SETTING=VALUE…: fresh data with these settings, and a daemon on it.
start() {
    local setting
    make_data "$1" || { bad=1; return 1; }
    shift
    for setting in reuse_tolerance=0s refuse_unexpected_audience=on metrics_networks= "$@"; do
        noted verb settings set "${setting%%=*}" "${setting#*=}" || { bad=1; return 1; }
    done
    { [ -z "$algorithm" ] || noted make_key "$algorithm"; } && serve && return
    bad=1
    return 1
}

# attack NAME OPTIONS…: one run against url; what it saw goes to NAME.json.
attack() {
    local name=$1 status=0
    shift
    python3 "$runner" --base "$url" --attacks "$directory/attacks.json" --username admin --password admin \
        --username2 alice --password2 wonderland --inactive-username bob --inactive-password sleeping \
        --json "$scratch/$name.json" "$@" > "$scratch/$name.txt" 2>&1 || status=$?
    verdict "$name" "$status"
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
fi
stop_server
if start issuer throttle_logins=off issuer="$issuer" audience="$audience"; then
    attack issuer --signing-key-file "$key_file" --issuer "$issuer" --audience "$audience" --groups alg,bearer,claims,flow
fi
stop_server
if start throttle throttle_logins=on; then
    attack throttle --signing-key-file "$key_file" --destructive --groups throttle
fi
stop_server

for algorithm in RS256 ES256 EdDSA; do
    data=$scratch/probe
    if ! make_key "$algorithm" > "$scratch/probe.log" 2>&1; then
        echo "attacks $algorithm: skipped, the daemon takes no such key: $(tail -n 1 "$scratch/probe.log")"
        continue
    fi
    if start "$algorithm" throttle_logins=off; then
        attack "$algorithm" --alg "$algorithm" --public-key "$public" --groups alg,bearer,claims,encoding,flow,header
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

finish
