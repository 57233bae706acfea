#!/usr/bin/env bash
# A screen: follows a queue, until Ctrl-C. What is decided is in the headers, before the message as it came in.
#
#   ./follow.sh unassigned
set -euo pipefail
source "$(dirname "$0")/lib.sh"
[ $# = 1 ] || { echo "usage: $0 inbox|bot|unassigned|blocked" >&2; exit 2; }

# read_committed: Gatehouse writes in transactions, and what is aborted never happened.
exec kcat -C -b "$KAFKA" -t "tickets.$1" -o end -q -u -X isolation.level=read_committed -f '%k  %h\n    %s\n'
