#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# install-dependencies.sh [runtime|build|test]: installs what is missing, by apt, on Debian 12 and later and on
# Ubuntu 24.04 and later. Elsewhere it names what is needed and goes on if it is there already (exit 3 if not).
# Quiet when there is nothing to do.
set -euo pipefail

purpose=${1:-build}
case $purpose in
    runtime | build | test) ;;
    *) echo "usage: $0 [runtime|build|test]" >&2; exit 2 ;;
esac

# One need per word: alternatives are separated by '|', the first that apt knows is taken; a '?' at the end marks
# what is nice to have, or part of another package on some systems.
runtime_needs=(libqt6sql6-sqlite 'qt6-qpa-plugins?' 'qt6-svg-plugins?' fonts-dejavu-core)
build_needs=(cmake ninja-build g++ pkg-config 'ccache?'
    qt6-base-dev qt6-base-dev-tools qt6-httpserver-dev qt6-websockets-dev 'qt6-svg-dev|libqt6svg6-dev'
    'qt6-charts-dev|libqt6charts6-dev' 'libqt6opengl6-dev?' qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools
    libgl-dev libssl-dev libargon2-dev libcrypt-dev libexpected-dev libcli11-dev curl)
test_needs=(python3 sqlite3 openssl git xvfb 'clang-format-14?' 'desktop-file-utils?' 'appstream?' 'faketime?'
    # the verifiers of tests/interop
    'python3-jwt?' 'python3-cryptography?' 'python3-djangorestframework-simplejwt?' 'nodejs?' 'node-jose?'
    # what the texts of the Integrate page need besides
    'python3-fastapi?' 'python3-uvicorn?' 'node-express?' 'nginx-light|nginx?'
    'golang-go?' 'golang-github-golang-jwt-jwt-v5-dev|golang-github-golang-jwt-jwt-dev?'
    'golang-github-coreos-go-oidc-v3-dev|golang-github-coreos-go-oidc-dev?')

needs=("${runtime_needs[@]}")
[ "$purpose" = runtime ] || needs+=("${build_needs[@]}")
[ "$purpose" != test ] || needs+=("${test_needs[@]}")

system=unknown version=0
if [ -r /etc/os-release ]; then
    # shellcheck disable=SC1091
    . /etc/os-release
    system=${ID:-unknown} version=${VERSION_ID:-0}
fi

known_system() {
    command -v apt-get > /dev/null && command -v dpkg-query > /dev/null || return 1
    case $system in
        debian) [ "${version%%.*}" = 0 ] || [ "${version%%.*}" -ge 12 ] ;; # testing has no number
        ubuntu) [ "${version%%.*}" -ge 24 ] ;;
        *) return 1 ;;
    esac
}

# What is already installed, by name.
installed=
is_installed() { [[ $installed == *" $1 "* ]]; }
read_installed() {
    installed=" $(dpkg-query -W -f='${db:Status-Status} ${Package}\n' 2> /dev/null |
        awk '$1 == "installed" { print $2 }' | tr '\n' ' ') "
}

# The first alternative of $1 that apt can install; nothing if there is none.
candidate() {
    local name policy
    for name in ${1//|/ }; do
        policy=$(apt-cache policy "$name" 2> /dev/null) || policy=
        if [[ $policy == *"Candidate: "[^\(]* ]]; then
            echo "$name"
            return
        fi
    done
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo > /dev/null; then
        sudo "$@"
    else
        echo "install-dependencies: must be root, or have sudo, to run: $*" >&2
        return 3
    fi
}

# Sets `wanted` to the missing packages, `extra` to those that would be nice to have, `unknown` to the needs that apt does
# not know and `doubtful` to the nice ones that it does not know.
find_missing() {
    wanted=() extra=() unknown=() doubtful=()
    local need name found
    for need in "${needs[@]}"; do
        local optional=
        [[ $need != *\? ]] || optional=yes
        need=${need%\?}
        found=
        for name in ${need//|/ }; do
            ! is_installed "$name" || found=$name
        done
        [ -z "$found" ] || continue
        name=$(candidate "$need")
        if [ -n "$name" ] && [ -n "$optional" ]; then
            extra+=("$name")
        elif [ -n "$name" ]; then
            wanted+=("$name")
        elif [ -z "$optional" ]; then
            unknown+=("$need")
        else
            doubtful+=("$need")
        fi
    done
}

install() {
    [ $# -gt 0 ] || return 0
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o Dpkg::Use-Pty=0 \
        install --no-install-recommends "$@" > "$log" 2>&1
}

if known_system; then
    read_installed
    find_missing
    # A machine whose package lists were never fetched knows nothing that it has not installed.
    if [ ${#doubtful[@]} -gt 0 ] && ! compgen -G '/var/lib/apt/lists/*_Packages*' > /dev/null; then
        as_root apt-get -qq update > /dev/null 2>&1 || true
        find_missing
    fi
    if [ ${#wanted[@]} -eq 0 ] && [ ${#extra[@]} -eq 0 ] && [ ${#unknown[@]} -eq 0 ]; then
        exit 0
    fi
    log=$(mktemp)
    trap 'rm -f "$log"' EXIT
    update() { as_root apt-get -qq update > "$log" 2>&1 || { cat "$log" >&2; exit 3; }; }
    if [ ${#unknown[@]} -gt 0 ]; then
        update
        find_missing
        if [ ${#unknown[@]} -gt 0 ]; then
            echo "install-dependencies: apt knows none of: ${unknown[*]}" >&2
            exit 3
        fi
    fi
    all=("${wanted[@]}" "${extra[@]}")
    echo "Installing ${all[*]}"
    if ! install "${all[@]}"; then
        update # the package lists may be older than the mirror
        install "${wanted[@]}" || { cat "$log" >&2; exit 3; }
        install "${extra[@]}" ||
            echo "install-dependencies: without ${extra[*]}: what needs them is skipped" >&2
    fi
    exit 0
fi

missing=()
case $purpose in
    runtime) ;;
    *)
        for tool in cmake ninja c++ pkg-config; do
            command -v "$tool" > /dev/null || missing+=("$tool")
        done
        if command -v pkg-config > /dev/null; then
            for library in Qt6Core 'libcrypto >= 3.0' libargon2; do
                pkg-config --exists "$library" || missing+=("$library")
            done
        fi
        ;;
esac
if [ ${#missing[@]} -gt 0 ]; then
    cat >&2 << END
install-dependencies: no package names are known for $system $version; only Debian 12+ and Ubuntu 24.04+ are.
Missing: ${missing[*]}
Please install: CMake 3.22+, Ninja, a C++20 compiler, pkg-config, Qt 6.4+ with Core, Network, Sql (SQLite driver),
HttpServer, WebSockets, Widgets, Svg, Charts, Concurrent, Test and LinguistTools, OpenSSL 3, libargon2, libcrypt,
tl::expected and CLI11; for the tests Python 3.
END
    exit 3
fi
