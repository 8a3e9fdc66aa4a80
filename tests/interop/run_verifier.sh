#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Lets a verifier that others wrote judge the tokens of a running daemon.
#   run_verifier.sh pyjwt|jose|simplejwt TOKENDESKD
# Exit code 77 (skipped) where the verifier is not installed; packaging/install-dependencies.sh test installs it.
set -eu
verifier=$1
TOKENDESKD=$2
export TOKENDESKD PYTHONDONTWRITEBYTECODE=1
modules='jwt, cryptography'
case $verifier in
    simplejwt) modules="$modules, django, rest_framework, rest_framework_simplejwt" ;;
    jose)
        # Where Debian puts the modules of Node, which a Node from elsewhere does not look at.
        NODE_PATH=${NODE_PATH:+$NODE_PATH:}/usr/share/nodejs
        export NODE_PATH
        node -e 'require("jose").createRemoteJWKSet.call; process.exit(parseInt(process.versions.node) >= 18 ? 0 : 1)' \
            2> /dev/null || { echo "skipped: no Node 18 with the module jose (package node-jose)"; exit 77; }
        ;;
esac
# The first Python in the path may not be the one that the packages are for.
for python in python3 /usr/bin/python3; do
    if "$python" -c "import sys, $modules; sys.exit(sys.version_info < (3, 8))" 2> /dev/null; then
        exec "$python" "$(dirname "$0")/test_$verifier.py" --verbose
    fi
done
echo "skipped: no Python 3 with the modules $modules"
exit 77
