#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# check-qt68.sh [DIRECTORY]: proves that the tree compiles, with warnings as errors, and runs on Debian 13 (trixie),
# which has Qt 6.8. Makes a root directory of that system by debootstrap in DIRECTORY (default: qt68 in the cache
# folder), or goes on with the one that is there. Needs root, debootstrap, about 5 GB and a Debian mirror
# (TOKENDESK_MIRROR, default http://deb.debian.org/debian). The last line says what came of it.
#
# TOKENDESK_QT68_JOBS sets how many compilers run at once (default: one per processor).
set -euo pipefail
cd "$(dirname "$0")/.."

source=$PWD
root=${1:-${XDG_CACHE_HOME:-$HOME/.cache}/tokendesk/qt68}
mirror=${TOKENDESK_MIRROR:-http://deb.debian.org/debian}
jobs=${TOKENDESK_QT68_JOBS:-$(nproc)}

failed() {
    echo "check-qt68: FAILED: $1" >&2
    exit 1
}

[ "$(id -u)" = 0 ] || failed "must be root, because debootstrap and chroot are"
command -v debootstrap > /dev/null || failed "debootstrap is not here: apt-get install debootstrap"

mkdir -p "$root"
root=$(cd "$root" && pwd)
[ "$root" != / ] || failed "the directory must not be the root of this machine"

# What is mounted below the root is unmounted whatever happens, the deepest first.
unmount_all() {
    local point
    awk -v root="$root/" 'index($2, root) == 1 { print $2 }' /proc/mounts | sort -r | while read -r point; do
        umount "$point" 2> /dev/null || umount -l "$point" || true
    done
}
trap unmount_all EXIT
trap 'exit 1' INT TERM
unmount_all # of a run that was killed

if [ ! -e "$root/.bootstrapped" ]; then
    echo "Making a trixie system in $root"
    debootstrap --variant=minbase trixie "$root" "$mirror" > "$root.log" 2>&1 ||
        { tail -n 20 "$root.log" >&2; failed "debootstrap; the whole log is $root.log"; }
    touch "$root/.bootstrapped"
fi

in_root() { chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 "$@"; }

mkdir -p "$root/source" "$root/build" "$root/root"
mount --bind "$source" "$root/source"
mount -o remount,bind,ro "$root/source" # the build writes elsewhere
mount -t proc proc "$root/proc"
mount -t tmpfs -o size=64m tmpfs "$root/dev/shm" 2> /dev/null || true

in_root /source/packaging/install-dependencies.sh test || failed "installing the dependencies"
qt=$(in_root qmake6 -query QT_VERSION 2> /dev/null || in_root pkg-config --modversion Qt6Core)
echo "Building with Qt $qt"
log=$root/build/build.log
in_root cmake -S /source -B /build -G Ninja -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_FLAGS_DEBUG="-O0 -g0" \
    -DTOKENDESK_WERROR=ON > "$log" 2>&1 || { tail -n 40 "$log" >&2; failed "configuring with Qt $qt"; }
in_root cmake --build /build -j "$jobs" -- -k 0 >> "$log" 2>&1 ||
    { grep -E 'error:|FAILED' "$log" | head -n 40 >&2; failed "compiling with Qt $qt; the whole log is $log"; }

# The tests that meet Qt where its versions differ, then the daemon itself: start, log in, stop.
in_root env QT_QPA_PLATFORM=offscreen ctest --test-dir /build --output-on-failure --no-tests=error -j "$jobs" \
    -L '^http$' > "$root/build/test.log" 2>&1 ||
    { tail -n 60 "$root/build/test.log" >&2; failed "the http tests with Qt $qt"; }
in_root bash -c '
    set -euo pipefail
    rm -f /tmp/ready
    /build/bin/tokendeskd demo --listen 127.0.0.1:0 --ready-file /tmp/ready > /tmp/demo.log 2>&1 &
    daemon=$!
    trap "kill $daemon 2> /dev/null || true" EXIT
    for _ in $(seq 300); do
        [ ! -s /tmp/ready ] || break
        kill -0 "$daemon" 2> /dev/null || { cat /tmp/demo.log >&2; exit 1; }
        sleep 0.1
    done
    url=$(head -n 1 /tmp/ready)
    answer=$(curl -fsS -H "Content-Type: application/json" \
        -d "{\"username\":\"admin\",\"password\":\"admin\"}" "$url/api/token/")
    access=$(sed "s/.*\"access\":\"\([^\"]*\)\".*/\1/" <<< "$answer")
    curl -fsS -H "Authorization: Bearer $access" "$url/account/profile" | grep -q "\"username\":\"admin\""
    kill -TERM "$daemon"
    trap - EXIT
    wait "$daemon"
' || failed "the smoke test with Qt $qt"
echo "check-qt68: passed with Qt $qt"
