#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs nginx with the text of the Integrate page in front of a file, on a socket of its own.
#   run_nginx.sh TOKENDESKD
# Exit code 77 (skipped) without nginx with auth_request, or without curl.
set -eu
daemon=$1
sample=$(cd "$(dirname "$0")/../../packaging/nginx" && pwd)/tokendesk-auth.conf
PATH=$PATH:/usr/sbin
if ! nginx -V 2>&1 | grep -q http_auth_request_module || ! command -v curl >/dev/null; then
    echo "no nginx with auth_request, or no curl: skipped"
    exit 77
fi
scratch=$(mktemp -d)
server=
proxy=
finish() {
    for process in $proxy $server; do
        kill "$process" 2>/dev/null || true
        wait "$process" 2>/dev/null || true
    done
    rm -rf "$scratch"
}
trap finish EXIT
run() { "$daemon" --data-dir "$scratch/data" "$@"; }

# wait_for FILE LOG PROCESS: until the file is there.
wait_for() {
    tries=0
    until [ -e "$1" ] && { [ -S "$1" ] || [ -s "$1" ]; }; do
        tries=$((tries + 1))
        [ "$tries" -lt 300 ] && kill -0 "$3" 2>/dev/null || { cat "$2"; exit 1; }
        sleep 0.1
    done
}

echo 'corr3ct horse staple' | run user add ada --password-stdin >"$scratch/user.txt"
run settings set trusted_proxies 127.0.0.1 >"$scratch/settings.txt"
"$daemon" --data-dir "$scratch/data" serve --listen 127.0.0.1:0 --ready-file "$scratch/ready" >"$scratch/log.txt" 2>&1 &
server=$!
wait_for "$scratch/ready" "$scratch/log.txt" "$server"
url=$(head -n 1 "$scratch/ready")

chmod 755 "$scratch"
mkdir -p "$scratch/www/private"
echo 'the secret page' >"$scratch/www/private/page.txt"
run integrate nginx --url "$url" >"$scratch/sample.conf"
# What is installed as a sample is the same text.
sed -e '1,2d' -e "s|http://127.0.0.1:8000|$url|" "$sample" | cmp - "$scratch/sample.conf" || {
    echo "nginx: the sample is not the text of the Integrate page"
    exit 1
}
cat >"$scratch/nginx.conf" <<END
worker_processes 1;
daemon off;
pid $scratch/nginx.pid;
error_log $scratch/error.txt;
events { worker_connections 64; }
http {
    access_log off;
    client_body_temp_path $scratch/body;
    proxy_temp_path $scratch/proxy;
    fastcgi_temp_path $scratch/fastcgi;
    uwsgi_temp_path $scratch/uwsgi;
    scgi_temp_path $scratch/scgi;
    server {
        listen unix:$scratch/nginx.sock;
        root $scratch/www;
        include $scratch/sample.conf;
    }
}
END
nginx -e "$scratch/error.txt" -p "$scratch" -c "$scratch/nginx.conf" >"$scratch/nginx.txt" 2>&1 &
proxy=$!
wait_for "$scratch/nginx.sock" "$scratch/nginx.txt" "$proxy"

failed=0
# ask STATUS WHAT OPTIONS…: one request for the page; the answer goes to answer.txt.
ask() {
    wanted=$1 what=$2
    shift 2
    got=$(curl -s -D "$scratch/head.txt" -o "$scratch/answer.txt" -w '%{http_code}' \
        --unix-socket "$scratch/nginx.sock" "$@" http://localhost/private/page.txt) || true
    [ "$got" = "$wanted" ] && return
    echo "nginx: $what: $got instead of $wanted"
    tail -n 3 "$scratch/error.txt"
    failed=1
}
access=$(run token mint --user ada)
ask 401 "no token"
grep -qi '^www-authenticate: Bearer' "$scratch/head.txt" || { echo "nginx: no challenge"; failed=1; }
ask 401 "no good token" -H "Authorization: Bearer $access-"
ask 200 "a token" -H "Authorization: Bearer $access"
grep -q 'the secret page' "$scratch/answer.txt" || { echo "nginx: not the page"; failed=1; }
ask 200 "a token, for an image" -H "Authorization: Bearer $access" -H 'Accept: image/png'
ask 405 "a token, with a body" -H "Authorization: Bearer $access" -d 'some=body' # a file takes no POST
[ "$(curl -s -o /dev/null -w '%{http_code}' --unix-socket "$scratch/nginx.sock" http://localhost/_tokendesk)" = 404 ] || {
    echo "nginx: the inner location can be reached"
    failed=1
}
run session end --all >"$scratch/ended.txt"
tries=0
while [ "$(curl -s -o /dev/null -w '%{http_code}' --unix-socket "$scratch/nginx.sock" \
    -H "Authorization: Bearer $access" http://localhost/private/page.txt)" != 401 ]; do
    tries=$((tries + 1))
    [ "$tries" -lt 20 ] || { echo "nginx: the end of the session did not arrive"; failed=1; break; }
    sleep 0.1
done
[ "$failed" -eq 0 ] && echo "nginx: the sample lets in whom Tokendesk accepts, and nobody else"
exit "$failed"
