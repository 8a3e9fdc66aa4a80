# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
#
# Sourced by the scripts beside it: a daemon on fresh data, as the runners of the conformance folder want it. Takes $what,
# the word that begins each message, and $daemon. Gives $scratch, which goes with the script, and $key_file, an HS256 key.
# What goes wrong sets bad=1.

if [ ! -x "$daemon" ]; then
    echo "$what: $daemon is not built" >&2
    exit 1
fi

bad=0
server=
scratch=$(mktemp -d)
trap 'stop_server; rm -rf "$scratch"' EXIT
trap 'exit 1' INT TERM

key_file=$scratch/signing-key
head -c 24 /dev/urandom | od -An -tx1 | tr -d ' \n' > "$key_file"

# verb WORDS…: one verb on $data.
verb() { "$daemon" --data-dir "$data" "$@"; }

# noted COMMAND…: runs it into $log, which is shown if it fails.
noted() { "$@" >> "$log" 2>&1 || { cat "$log" >&2; return 1; }; }

# add_user NAME PASSWORD OPTIONS…
add_user() {
    local name=$1 password=$2
    shift 2
    verb user add "$name" --password-stdin --allow-weak-password "$@" <<< "$password"
}

# make_data NAME: fresh data with the users and the key of the runners. Sets data and log.
make_data() {
    data=$scratch/$1
    log=$scratch/$1.log
    noted add_user admin admin --email admin@example.com --first-name Ada --last-name Minh --staff --superuser &&
        noted add_user alice wonderland --email alice@example.com &&
        noted add_user bob sleeping --inactive &&
        noted verb key import --algorithm HS256 --file "$key_file" --activate
}

# make_key ALGORITHM: makes a pair for RS256, ES256 or EdDSA that signs on $data from now on. Sets public, the file of its
# public half.
make_key() {
    local kind pair=$scratch/$1.pem
    case $1 in
        RS256) kind=(-algorithm RSA -pkeyopt rsa_keygen_bits:2048) ;;
        ES256) kind=(-algorithm EC -pkeyopt ec_paramgen_curve:P-256) ;;
        EdDSA) kind=(-algorithm ED25519) ;;
        *) return 1 ;;
    esac
    public=$scratch/$1.public.pem
    openssl genpkey -quiet "${kind[@]}" -out "$pair" 2> /dev/null || openssl genpkey "${kind[@]}" -out "$pair" || return 1
    openssl pkey -in "$pair" -pubout -out "$public" || return 1
    verb key import --algorithm "$1" --file "$pair" --activate
}

# serve OPTIONS…: a daemon on $data. Sets server and url.
serve() {
    local ready=$data.ready tries=0
    "$daemon" --data-dir "$data" serve --listen 127.0.0.1:0 --ready-file "$ready" "$@" >> "$log" 2>&1 &
    server=$!
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

# Ends the daemon; it must do so by itself with 0, which a leak or a report of a sanitizer prevents.
stop_server() {
    [ -n "$server" ] || return 0
    local status=0
    kill -TERM "$server" 2> /dev/null
    wait "$server" 2> /dev/null || status=$?
    server=
    if [ "$status" -ne 0 ] || grep -qE 'ERROR: (Address|Leak)Sanitizer|runtime error:' "$log"; then
        echo "$what: the daemon ended with $status" >&2
        grep -E -A 20 'Sanitizer|runtime error:' "$log" | head -n 60 >&2
        bad=1
    fi
}

# verdict NAME STATUS: tells of a run whose output is in NAME.txt.
verdict() {
    echo "$what $1: $(tail -n 1 "$scratch/$1.txt")"
    if [ "$2" -ne 0 ]; then
        grep -E '^FAIL|^cannot' "$scratch/$1.txt" || tail -n 20 "$scratch/$1.txt"
        bad=1
    fi
    if ! kill -0 "$server" 2> /dev/null; then
        echo "$what $1: the daemon is gone" >&2
        bad=1
    fi
}

# The last word of a script.
finish() {
    stop_server
    if [ "$bad" -ne 0 ]; then
        echo "$what: failed"
        exit 1
    fi
    echo "$what: passed"
}
