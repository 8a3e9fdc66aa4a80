#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# build.sh PRESET [TARGET…]: configures (only when the build files changed; Ninja sees to that after the first time)
# and builds quietly. The log is build/PRESET/build.log, shown when something fails.
set -euo pipefail
cd "$(dirname "$0")/.."

preset=${1:?build.sh: name a preset}
shift
directory=build/$preset
log=$directory/build.log
mkdir -p "$directory"

fail() {
    tail -n 60 "$log" >&2
    echo "build.sh: $1 failed; the whole log is $log" >&2
    exit 1
}

# A build directory of another source tree, or one whose configuration broke off, starts anew.
if [ -f "$directory/CMakeCache.txt" ] &&
    ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$PWD" "$directory/CMakeCache.txt"; then
    rm -rf "$directory/CMakeCache.txt" "$directory/CMakeFiles"
fi
if [ ! -f "$directory/build.ninja" ] || [ ! -f "$directory/CMakeCache.txt" ] ||
    [ CMakePresets.json -nt "$directory/build.ninja" ]; then
    launcher=()
    if command -v ccache > /dev/null; then
        export CCACHE_BASEDIR=$PWD CCACHE_NOHASHDIR=1
        launcher=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
    fi
    echo "Building $preset, which takes some minutes the first time"
    cmake --preset "$preset" "${launcher[@]}" > "$log" 2>&1 || fail configuring
fi
export CCACHE_BASEDIR=$PWD CCACHE_NOHASHDIR=1
targets=()
[ $# -eq 0 ] || targets=(--target "$@")
started=$SECONDS
cmake --build "$directory" "${targets[@]}" >> "$log" 2>&1 || fail building
if [ $((SECONDS - started)) -ge 3 ]; then
    echo "Built $preset in $((SECONDS - started)) s"
fi
