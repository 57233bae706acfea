# What the scripts have in common. KAFKA is the broker.
KAFKA=${KAFKA:-localhost:9092}

new_id() { cat /proc/sys/kernel/random/uuid 2> /dev/null || uuidgen; }

# json TEXT: as it stands between the quotes of a JSON string; for one line
json() { printf '%s' "$1" | sed 's/\\/\\\\/g; s/"/\\"/g; s/\t/\\t/g'; }

# post TOPIC KEY: sends stdin. murmur2, as Java has it: kcat's own default puts a customer on another partition than other
# clients do, and messages on two partitions have no order.
post() { kcat -P -b "$KAFKA" -t "$1" -k "$2" -X topic.partitioner=murmur2_random -X enable.idempotence=true; }
