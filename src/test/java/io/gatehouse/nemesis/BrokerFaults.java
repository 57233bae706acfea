package io.gatehouse.nemesis;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import io.gatehouse.local.LocalCluster;
import io.gatehouse.local.LocalKafka;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;

/**
 * Brokers that die, hang, restart, run out of disk and lose their partitions to others, those of
 * the coordinators too. One at a time, and the next only when every replica has caught up: two at a
 * time is a loss that no replication factor of three promises to survive.
 */
final class BrokerFaults implements AutoCloseable {

  private final Deployment deployment;
  private final FaultLog log;
  private final Admin admin;

  BrokerFaults(Deployment deployment, FaultLog log) {
    this.deployment = deployment;
    this.log = log;
    admin =
        Admin.create(
            Map.of(
                "bootstrap.servers",
                deployment.cluster().bootstrapServers(),
                "enable.metrics.push",
                false));
  }

  List<Fault> all() {
    List<Fault> faults = new ArrayList<>();
    faults.add(new Fault("broker: kill -9", this::kill));
    faults.add(new Fault("broker: restarted", this::restart));
    faults.add(new Fault("broker: stopped beyond its session", this::stop));
    faults.add(new Fault("broker: leaders moved", this::moveLeaders));
    deployment
        .brokerDisk()
        .ifPresent(d -> faults.add(new Fault("broker: disk full", draw -> fill(draw, d))));
    return faults;
  }

  private void kill(Draw draw) throws InterruptedException {
    LocalKafka broker = one(draw, "kill -9");
    broker.kill();
    draw.hold(0, 8_000);
    broker.start();
    awaitReplicated();
  }

  private void restart(Draw draw) throws InterruptedException {
    LocalKafka broker = one(draw, "restart");
    broker.stop();
    draw.hold(0, 2_000);
    broker.start();
    awaitReplicated();
  }

  private void stop(Draw draw) throws Exception {
    Duration time = draw.between(4_000, 12_000);
    LocalKafka broker = one(draw, "SIGSTOP for " + time);
    long pid = broker.pid();
    Signals.stop(pid);
    try {
      draw.hold(time);
    } finally {
      Signals.goOn(pid);
    }
    awaitReplicated();
  }

  private void fill(Draw draw, Disk disk) throws Exception {
    log.say("broker %d: disk full".formatted(deployment.cluster().brokers().getLast().node()));
    disk.fill();
    try {
      draw.hold(4_000, 10_000);
    } finally {
      disk.free();
    }
    LocalKafka broker = deployment.cluster().brokers().getLast();
    broker.kill(); // it has given up its only disk, or is about to
    broker.start();
    awaitReplicated();
  }

  private void moveLeaders(Draw draw) throws Exception {
    Map<TopicPartition, Optional<NewPartitionReassignment>> moves = new HashMap<>();
    for (TopicDescription topic : topics()) {
      for (TopicPartitionInfo partition : topic.partitions()) {
        List<Integer> replicas =
            new ArrayList<>(partition.replicas().stream().map(Node::id).toList());
        Collections.rotate(replicas, draw.below(LocalCluster.BROKERS));
        moves.put(
            new TopicPartition(topic.name(), partition.partition()),
            Optional.of(new NewPartitionReassignment(replicas)));
      }
    }
    log.say("leaders of %d partitions move".formatted(moves.size()));
    admin.alterPartitionReassignments(moves).all().get();
    // each for itself: one that leads already is no failure
    admin.electLeaders(ElectionType.PREFERRED, moves.keySet()).partitions().get();
    awaitReplicated();
  }

  private List<TopicDescription> topics() throws ExecutionException, InterruptedException {
    var names = admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get();
    return List.copyOf(admin.describeTopics(names).allTopicNames().get().values());
  }

  private void awaitReplicated() {
    await("all replicas in sync")
        .atMost(120, SECONDS)
        .pollInterval(Duration.ofMillis(500))
        .ignoreExceptionsMatching(e -> e instanceof ExecutionException)
        .until(
            () ->
                topics().stream()
                    .flatMap(topic -> topic.partitions().stream())
                    .allMatch(partition -> partition.isr().size() == LocalCluster.BROKERS));
  }

  private LocalKafka one(Draw draw, String what) {
    LocalKafka broker = draw.oneOf(deployment.cluster().brokers());
    log.say("broker %d: %s".formatted(broker.node(), what));
    return broker;
  }

  @Override
  public void close() {
    admin.close();
  }
}
