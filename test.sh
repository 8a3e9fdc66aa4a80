#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# test.sh [--preset NAME] [ctest options…]: installs what is needed, builds (preset ci unless told otherwise) and runs
# every test but the measurements and the faults, which take minutes. The last line reads "N passed, N failed"; no
# test at all is a failure.
set -euo pipefail
cd "$(dirname "$0")"

preset=ci
if [ "${1:-}" = --preset ]; then
    preset=${2:?test.sh: --preset needs a name}
    shift 2
fi

packaging/install-dependencies.sh test
packaging/build.sh "$preset"

results=build/$preset/test-results.xml
rm -f "$results"
status=0
QT_QPA_PLATFORM=offscreen ctest --test-dir "build/$preset" --output-on-failure --no-tests=error \
    --label-exclude '^(bench|fault)$' -j "${TOKENDESK_TEST_JOBS:-$(nproc)}" --output-junit "$PWD/$results" "$@" || status=$?

number() { sed -n "s/.*<testsuite.*//;s/^[[:space:]]*$1=\"\([0-9]*\)\".*/\1/p" "$results" | head -n 1; }
total=0 failed=0 skipped=0
if [ -r "$results" ]; then
    total=$(number tests) failed=$(number failures) skipped=$(number skipped)
    total=${total:-0} failed=${failed:-0} skipped=${skipped:-0}
fi
passed=$((total - failed - skipped))
if [ "$status" -ne 0 ] && [ "$failed" -eq 0 ]; then
    failed=1 # ctest itself could not run
fi
if [ "$passed" -le 0 ] && [ "$failed" -eq 0 ]; then
    echo "test.sh: no test ran" >&2
    failed=1
fi
[ "$skipped" -eq 0 ] || echo "$skipped skipped"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
