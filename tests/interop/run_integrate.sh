#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs the text of the Integrate page for one target against a running daemon.
#   run_integrate.sh drf|fastapi|express|go|spring|curl TOKENDESKD
# Exit code 77 (skipped) where what the text needs is not installed; packaging/install-dependencies.sh test installs it.
set -eu
target=$1
TOKENDESKD=$2
export TOKENDESKD PYTHONDONTWRITEBYTECODE=1
modules='json'
case $target in
    drf) modules='jwt, cryptography, django, rest_framework, rest_framework_simplejwt' ;;
    fastapi) modules='jwt, cryptography, fastapi, uvicorn' ;;
    express)
        for module in express jose; do
            [ -d "/usr/share/nodejs/$module" ] || { echo "skipped: no Node module $module (package node-$module)"; exit 77; }
        done
        node -e 'process.exit(parseInt(process.versions.node) >= 18 ? 0 : 1)' 2> /dev/null || {
            echo "skipped: no Node 18"
            exit 77
        }
        ;;
    go)
        command -v go > /dev/null || { echo "skipped: no Go (package golang-go)"; exit 77; }
        for library in golang-jwt/jwt:golang-jwt-jwt coreos/go-oidc:coreos-go-oidc; do
            [ -d "/usr/share/gocode/src/github.com/${library%:*}" ] || {
                echo "skipped: no Go library ${library%:*} (package golang-github-${library#*:}-dev)"
                exit 77
            }
        done
        ;;
    curl) command -v curl > /dev/null || { echo "skipped: no curl"; exit 77; } ;;
esac
# The first Python in the path may not be the one that the packages are for.
for python in python3 /usr/bin/python3; do
    if "$python" -c "import sys, $modules; sys.exit(sys.version_info < (3, 8))" 2> /dev/null; then
        exec "$python" "$(dirname "$0")/test_integrate.py" "$target" --verbose
    fi
done
echo "skipped: no Python 3 with the modules $modules"
exit 77
