#!/usr/bin/env bash
# A connector: sends a customer's message.
#
#   ./send.sh c-42 whatsapp "Where is my order?"
set -euo pipefail
source "$(dirname "$0")/lib.sh"
[ $# = 3 ] || { echo "usage: $0 CUSTOMER CHANNEL TEXT" >&2; exit 2; }

# MESSAGE_ID: in a real connector the channel's own, so that Gatehouse recognises a message that is sent again.
id=${MESSAGE_ID:-$(new_id)}
printf '{"messageId":"%s","customerId":"%s","channel":"%s","sentAt":"%s","text":"%s"}\n' \
  "$id" "$(json "$1")" "$(json "$2")" "$(date -u +%FT%TZ)" "$(json "$3")" | post messages.inbound "$1"
echo "$id"
