#!/usr/bin/env bash
# A screen: blocks a contact, and prints the outcome. Fails if there is none within 15 seconds, or it is rejected.
#
#   ./block.sh c-42 spam
set -euo pipefail
source "$(dirname "$0")/lib.sh"
[ $# = 2 ] || { echo "usage: $0 CUSTOMER REASON" >&2; exit 2; }

id=$(new_id)
since=$(($(date +%s) * 1000 - 5000)) # from before the command, so that its outcome is not missed
printf '{"commandId":"%s","customerId":"%s","actor":{"id":"agent-7"},"reason":"%s"}\n' \
  "$id" "$(json "$1")" "$(json "$2")" | post commands.block "$1"

# Reads to the end and begins again, rather than wait at the end: in a partition with nothing since then, kcat would begin
# where the end is when it gets there, which may be behind the outcome.
outcome=
until [ -n "$outcome" ] || ((SECONDS >= 15)); do
  outcome=$(timeout 15 kcat -C -b "$KAFKA" -t commands.outcome -o "s@$since" -e -q -u \
    -X isolation.level=read_committed -X fetch.wait.max.ms=50 -f '%s\n' | grep -F "\"commandId\":\"$id\"") || true
done
[ -n "$outcome" ] || { echo "no outcome: is a worker running?" >&2; exit 1; }
echo "$outcome"
[[ $outcome != *'"status":"rejected"'* ]]
