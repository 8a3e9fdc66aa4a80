#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Measures, in one run: nginx answering `return 200`, this daemon, and Django with simplejwt under
# gunicorn. What is not installed is left out, and it says so.
#
#   tests/bench/compare.sh BUILD_FOLDER [--seconds 5] [--rounds 3] [--connections 1,8,64] [--out FILE]
#
# BUILD_FOLDER is a Release build; the folder of the peer is PEER, ../shared/peer beside the
# repository unless given. Needs wrk.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=${1:?usage: compare.sh BUILD_FOLDER [options of compare.py]}
shift
peer=${PEER:-$here/../../../shared/peer}
if ! command -v wrk >/dev/null; then
    echo "compare.sh: wrk is not installed" >&2
    exit 1
fi

scratch=$(mktemp -d)
pids=()
stop() {
    for pid in "${pids[@]}"; do
        kill "$pid" 2>/dev/null || true
        wait "$pid" 2>/dev/null || true
    done
    rm -rf "$scratch"
}
trap stop EXIT

free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

wait_for_port() { # port
    for _ in $(seq 200); do
        (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null && return
        sleep 0.1
    done
    echo "compare.sh: nothing listens on port $1" >&2
    exit 1
}

servers=()
nginx=$(command -v nginx || echo /usr/sbin/nginx)
if [ -x "$nginx" ]; then
    port=$(free_port)
    cat >"$scratch/nginx.conf" <<CONF
daemon off;
worker_processes $(nproc);
pid $scratch/nginx.pid;
error_log $scratch/nginx.log;
events { worker_connections 1024; }
http {
    access_log off;
    client_body_temp_path $scratch;
    proxy_temp_path $scratch;
    fastcgi_temp_path $scratch;
    uwsgi_temp_path $scratch;
    scgi_temp_path $scratch;
    server {
        listen 127.0.0.1:$port;
        location / {
            default_type application/json;
            return 200 '{"status":"live"}';
        }
    }
}
CONF
    "$nginx" -e "$scratch/nginx.log" -c "$scratch/nginx.conf" &
    pids+=($!)
    wait_for_port "$port"
    servers+=(--nginx "http://127.0.0.1:$port" --pid "nginx=${pids[-1]}")
else
    echo "compare.sh: nginx is not installed, left out" >&2
fi

# No server writes a line for each request: at "info" every refresh would leave one.
"$build/bin/tokendeskd" demo --listen 127.0.0.1:0 --log-level warning >"$scratch/product.out" 2>"$scratch/product.log" &
pids+=($!)
for _ in $(seq 200); do
    grep -q '^listening on ' "$scratch/product.out" && break
    sleep 0.1
done
url=$(sed -n 's/^listening on //p' "$scratch/product.out" | head -n 1)
if [ -z "$url" ]; then
    echo "compare.sh: the daemon did not start" >&2
    cat "$scratch/product.log" >&2
    exit 1
fi
servers+=(--product "$url" --pid "product=${pids[-1]}")

python=/usr/bin/python3
if [ -f "$peer/manage.py" ] && "$python" -c 'import rest_framework_simplejwt, gunicorn' 2>/dev/null; then
    port=$(free_port)
    export DEMO_DB=$scratch/peer.sqlite3 DEMO_DEBUG=0
    (
        cd "$peer"
        export PYTHONDONTWRITEBYTECODE=1
        "$python" manage.py migrate -v0
        "$python" manage.py seed_demo >/dev/null
        exec "$python" -m gunicorn core.wsgi -b "127.0.0.1:$port" -w "$(nproc)" >"$scratch/peer.log" 2>&1
    ) &
    pids+=($!)
    wait_for_port "$port"
    servers+=(--peer "http://127.0.0.1:$port" --pid "peer=${pids[-1]}")
else
    echo "compare.sh: Django with simplejwt and gunicorn, or its project, is not there; left out" >&2
fi

hash=$("$build/bin/tokendesk_bench" --hash-only)
python3 "$here/compare.py" "${servers[@]}" --hash-ms "$hash" "$@"
