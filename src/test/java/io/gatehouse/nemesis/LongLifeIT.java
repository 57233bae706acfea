package io.gatehouse.nemesis;

import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.local.TestServices;
import io.gatehouse.proof.Checker;
import io.gatehouse.proof.Report;
import io.gatehouse.topics.Topic;
import io.gatehouse.worker.GroupOffsets;
import io.gatehouse.worker.KafkaProbe;
import io.gatehouse.worker.WorkerProcess;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * One producer that lives longer than its epoch, 16 bits that go up with every transaction: the
 * broker then gives it another producer id.
 */
@Tag("chaos")
class LongLifeIT {

  /** The epoch ends at 32,767. */
  private static final int TRANSACTIONS = 41_000;

  @Test
  void a_producer_goes_on_when_its_epoch_is_used_up() throws Exception {
    try (var services = TestServices.local();
        var kafka = new KafkaProbe(services.bootstrapServers());
        var groups = new GroupOffsets(services.bootstrapServers());
        var admin =
            Admin.create(Map.<String, Object>of("bootstrap.servers", services.bootstrapServers()));
        var worker =
            new WorkerProcess(
                services,
                Map.of("GATEHOUSE_INBOUND_MAXBATCH", "1", "GATEHOUSE_INBOUND_CONCURRENCY", "1"))) {
      worker.awaitReady();
      for (int i = 0; i < TRANSACTIONS; i++) {
        Feed.send(kafka, i);
      }
      kafka.flush();
      await()
          .atMost(14, MINUTES)
          .pollInterval(1, SECONDS)
          .until(() -> groups.lag("gatehouse.inbound", "messages.inbound") == 0);
      String log = worker.log();
      worker.terminate();

      Report checked =
          Checker.check(
              services.bootstrapServers(),
              services.jdbcUrl(),
              services.username(),
              services.password());
      long transactions = markers(admin, checked.records(Topic.TICKETS_UNASSIGNED));
      long producers = producers(admin);
      System.out.printf(
          "%d transactions through one producer, with %d producer ids%n", transactions, producers);
      assertThat(transactions).isGreaterThan(40_000);
      assertThat(producers).as("ids, the epoch of the first being used up").isEqualTo(2);
      assertThat(log).as("no transaction failed").doesNotContain("inbound: waits for");
      assertThat(checked.clean()).as(checked.toString()).isTrue();
    }
  }

  /** Each transaction leaves one marker: what is in the log and is no record. */
  private static long markers(Admin admin, long records) throws Exception {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    partitions(admin).forEach(partition -> latest.put(partition, OffsetSpec.latest()));
    return admin.listOffsets(latest).all().get().values().stream()
            .mapToLong(end -> end.offset())
            .sum()
        - records;
  }

  private static long producers(Admin admin) throws Exception {
    return admin.describeProducers(partitions(admin)).all().get().values().stream()
        .flatMap(partition -> partition.activeProducers().stream())
        .map(ProducerState::producerId)
        .distinct()
        .count();
  }

  private static List<TopicPartition> partitions(Admin admin) throws Exception {
    String topic = Topic.TICKETS_UNASSIGNED.contractName();
    List<TopicPartition> partitions = new ArrayList<>();
    for (var description : admin.describeTopics(List.of(topic)).allTopicNames().get().values()) {
      description
          .partitions()
          .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
    }
    return partitions;
  }
}
