#!/bin/sh
# Brings the checkout's dependencies in, when they are missing or the lock file is newer. Sourced by the scripts
# beside it; leaves $root and $node.
root=$(cd "$(dirname "$0")/.." && pwd)
node="$root/node_modules/node/bin/node"
if [ ! -x "$node" ] || [ "$root/package-lock.json" -nt "$root/node_modules/.package-lock.json" ]; then
  (cd "$root" && npm ci --no-audit --no-fund --loglevel=error) || exit 1
  touch "$root/node_modules/.package-lock.json"
fi
