#!/usr/bin/env bash
# For Dockerfile: runs the worker at full speed, with a broker and a database of its own, and keeps in gatehouse.aot what its
# JVM has learnt: classes loaded and linked, and which methods are worth compiling, and how.
set -euo pipefail

MESSAGES=400000
CUSTOMERS=20000
KAFKA=/opt/kafka

# not exported: the worker refuses variables that it does not know
POSTGRES_PASSWORD=training GATEHOUSE_DB_PASSWORD=training GATEHOUSE_DB_OWNER_PASSWORD=training \
  docker-entrypoint.sh postgres -c max_wal_size=4GB > /tmp/postgres.log 2>&1 &

cat > /tmp/kafka.properties <<'PROPERTIES'
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@localhost:9093
controller.listener.names=CONTROLLER
listeners=PLAINTEXT://localhost:9092,CONTROLLER://localhost:9093
log.dirs=/tmp/kafka
offsets.topic.replication.factor=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
PROPERTIES
$KAFKA/bin/kafka-storage.sh format --cluster-id gatehouse-train-000000 --config /tmp/kafka.properties > /tmp/kafka.log
KAFKA_HEAP_OPTS=-Xmx512m $KAFKA/bin/kafka-server-start.sh /tmp/kafka.properties >> /tmp/kafka.log 2>&1 &

# await SECONDS COMMAND...: until it succeeds
await() {
  local seconds=$1
  shift
  for ((i = 0; i < seconds; i++)); do
    if "$@" 2> /dev/null; then return; fi
    sleep 1
  done
  echo "train.sh: waited $seconds s in vain: $*" >&2
  tail -n 20 /tmp/postgres.log /tmp/kafka.log >&2
  grep -v '\[aot\]' /tmp/worker.log | tail -n 40 >&2
  exit 1
}

# get PATH: from the worker; the image has no curl, and HTTP/1.0 has no chunks
get() {
  exec 3<> /dev/tcp/127.0.0.1/8081 || return 1
  printf 'GET %s HTTP/1.0\r\n\r\n' "$1" >&3
  cat <&3
}
listens() { exec 3<> "/dev/tcp/127.0.0.1/$1"; }
ready() { get /actuator/health/readiness | grep -q '^HTTP/1.1 200'; }
# count METRIC: its sum over all tags
count() { get /actuator/prometheus | awk -v metric="$1" 'index($0, metric "{") == 1 { sum += $NF } END { printf "%d", sum }'; }
routed() { [ "$(count gatehouse_messages_total)" -ge "$MESSAGES" ]; }
# answered N: commands
answered() { [ "$(count gatehouse_commands_total)" -ge "$1" ]; }
# send TOPIC: key, tab, value
send() {
  $KAFKA/bin/kafka-console-producer.sh --bootstrap-server localhost:9092 --topic "$1" --property parse.key=true \
    --compression-codec lz4 > /dev/null
}
# commands KIND FIRST LAST: for these customers
commands() {
  awk -v kind="$1" -v first="$2" -v last="$3" 'BEGIN {
    for (i = first; i <= last; i++)
      printf "c-%d\t{\"commandId\":\"%s-%d\",\"customerId\":\"c-%d\",\"actor\":{\"id\":\"agent-7\"},\"reason\":\"spam\"}\n", i, kind, i, i
  }' | send "commands.$1"
}

await 60 listens 9092
await 60 pg_isready --quiet --host=127.0.0.1 --username=gatehouse --dbname=gatehouse

SPRING_DATASOURCE_URL=jdbc:postgresql://localhost:5432/gatehouse SPRING_DATASOURCE_USERNAME=gatehouse \
SPRING_DATASOURCE_PASSWORD=training SPRING_FLYWAY_USER=gatehouse_owner SPRING_FLYWAY_PASSWORD=training \
SPRING_KAFKA_BOOTSTRAP_SERVERS=localhost:9092 MANAGEMENT_SERVER_PORT=8081 \
  java @jvm.options -Xmx512m -XX:AOTCacheOutput=gatehouse.aot -jar gatehouse.jar > /tmp/worker.log 2>&1 &
worker=$!
await 90 ready

printf 'block-contact.enabled\t%s\n' \
  '{"commandId":"on","actor":{"id":"admin"},"setting":"block-contact.enabled","value":true}' | send commands.settings
await 30 answered 1
awk -v messages=$MESSAGES -v customers=$CUSTOMERS 'BEGIN {
  split("whatsapp,sms,web,email", channels, ",")
  for (i = 0; i < messages; i++) {
    customer = int(i * 7919 % customers)
    printf "c-%d\t{\"messageId\":\"m-%d\",\"customerId\":\"c-%d\",\"channel\":\"%s\",\"sentAt\":\"2026-11-21T10:00:00Z\",", \
      customer, i, customer, channels[customer % 4 + 1]
    printf "\"text\":\"Good morning, I am still waiting for the parcel with the number %d, which should have been here last Thursday.\",", i
    printf "\"attributes\":{\"locale\":\"en\",\"device\":\"android\"}}\n"
  }
}' | send messages.inbound
commands block 1 400
commands unblock 1 200
commands delete-all 201 300
await 300 routed
await 60 answered 701

kill "$worker"
wait "$worker" || [ $? = 143 ]
test -s gatehouse.aot
