#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# run_conformance.sh [TOKENDESKD]: holds the daemon against the conformance runner that lies beside this repository.
# Preset simplejwt must pass every check, with nothing skipped between the runs; preset recommended must differ exactly
# in what recommended-differences.txt lists. Skips, successfully, where the runner is not there.
set -uo pipefail
cd "$(dirname "$0")/../.."

what=conformance daemon=${1:-build/ci/bin/tokendeskd}
runner=${TOKENDESK_TEST_CONFORMANCE:-../shared/conformance}/conformance.py
differences=tests/interop/recommended-differences.txt
if [ ! -r "$runner" ]; then
    echo "conformance: skipped, $runner is not there"
    exit 0
fi
. tests/interop/daemon.sh

# start PRESET: fresh data and a daemon on it.
start() {
    make_data "$1" && serve --preset "$1" && return
    echo "conformance: cannot start the daemon with preset $1" >&2
    bad=1
    return 1
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

# Preset simplejwt, three times.
if start simplejwt; then
    check plain --features blacklist,sliding; verdict plain $?
    check article --features blacklist,sliding --paths article; verdict article $?
    noted verb settings set check_revoke_token on || bad=1
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
fi
stop_server

# Preset recommended: exactly the differences that are listed.
if start recommended; then
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
fi
finish
