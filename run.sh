#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# run.sh [--demo] [--headless] [-- options of the program…]: installs what is needed, builds, and starts Tokendesk: the
# console where there is a display, else the daemon.
set -euo pipefail
cd "$(dirname "$0")"

usage() {
    cat << 'END'
usage: ./run.sh [--demo] [--headless] [-- OPTIONS]
  --demo      scratch data with the users admin/admin, alice/wonderland and bob/sleeping (inactive)
  --headless  no window, even where there is a display
  OPTIONS     go to the program, such as --listen 127.0.0.1:8001 or --data-dir DIR
END
}

demo= headless=
while [ $# -gt 0 ]; do
    case $1 in
        --demo) demo=yes ;;
        --headless) headless=yes ;;
        --help | -h) usage; exit 0 ;;
        --) shift; break ;;
        *) usage >&2; exit 2 ;;
    esac
    shift
done
if [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    headless=yes
fi

# The installer is asked again only when it, or the system, changed.
stamp=build/dependencies.stamp
fingerprint=$(cat packaging/install-dependencies.sh /etc/os-release 2> /dev/null | cksum)
if [ "$(cat "$stamp" 2> /dev/null)" != "$fingerprint" ]; then
    packaging/install-dependencies.sh build
    mkdir -p build
    echo "$fingerprint" > "$stamp"
fi
if [ -n "$headless" ]; then
    packaging/build.sh release tokendeskd
else
    packaging/build.sh release tokendesk tokendeskd
fi
bin=$PWD/build/release/bin

if [ -z "$headless" ]; then
    if [ -n "$demo" ]; then
        set -- --demo "$@"
    fi
    echo "Tokendesk is starting its window."
    exec "$bin/tokendesk" "$@"
fi

if [ -n "$demo" ]; then
    verb=demo
else
    verb=serve
fi
ready=$(mktemp)
cleanup() { rm -f "$ready"; }
trap cleanup EXIT
"$bin/tokendeskd" "$verb" --ready-file "$ready" "$@" &
server=$!
stop() { kill -TERM "$server" 2> /dev/null || true; }
trap stop TERM INT

# `wait` alone would not end when the address is ready; the daemon fills the file within moments.
while [ ! -s "$ready" ] && kill -0 "$server" 2> /dev/null; do
    sleep 0.05
done
if [ -s "$ready" ]; then
    url=$(head -n 1 "$ready")
    echo
    echo "Tokendesk is running at $url"
    if [ -n "$demo" ]; then
        echo "Try:  curl -H 'Content-Type: application/json' -d '{\"username\":\"admin\",\"password\":\"admin\"}' $url/api/token/"
    else
        echo "Try:  curl $url/health/ready"
    fi
    echo "Ctrl+C stops it."
fi
status=0
wait "$server" || status=$?
while kill -0 "$server" 2> /dev/null; do # a signal ended the wait, not the daemon
    status=0
    wait "$server" || status=$?
done
exit "$status"
