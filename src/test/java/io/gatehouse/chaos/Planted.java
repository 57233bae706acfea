package io.gatehouse.chaos;

import io.gatehouse.kafka.Batch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** In the worker's JVM: what the plants do, called from the program. */
public final class Planted {

  /** By the thread that sends. */
  private static final ThreadLocal<List<ProducerRecord<byte[], byte[]>>> KEPT =
      ThreadLocal.withInitial(ArrayList::new);

  private static @Nullable KafkaProducer<byte[], byte[]> outside;

  private Planted() {}

  public static Object nothingFound() {
    return List.of();
  }

  /** Commits the position after messages that are not answered yet. */
  public static void commit(List<ConsumerRecord<byte[], byte[]>> polled, Consumer<?, ?> consumer) {
    if (Thread.currentThread().getName().startsWith("inbound-")) {
      Map<TopicPartition, OffsetAndMetadata> after = new HashMap<>();
      polled.forEach(
          each -> after.put(Batch.partition(each), new OffsetAndMetadata(each.offset() + 1)));
      consumer.commitSync(after);
    }
  }

  /** Sends dead letters, and only those, outside of any transaction. */
  @SuppressWarnings("unchecked")
  public static synchronized boolean sentOutside(Object sent) {
    var outputRecord = (ProducerRecord<byte[], byte[]>) sent;
    if (!outputRecord.topic().endsWith("-dlt")) {
      return false;
    }
    if (outside == null) {
      Map<String, Object> properties =
          Map.of("bootstrap.servers", System.getenv("SPRING_KAFKA_BOOTSTRAP_SERVERS"));
      outside =
          new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }
    try {
      outside.send(outputRecord).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
    return true;
  }

  @SuppressWarnings("unchecked")
  public static void keep(Object sent) {
    KEPT.get().add((ProducerRecord<byte[], byte[]>) sent);
  }

  /** Keeps what a batch of messages sends. */
  public static boolean keptByInbound(Object sent) {
    boolean inbound = Thread.currentThread().getName().startsWith("inbound-");
    if (inbound) {
      keep(sent);
    }
    return inbound;
  }

  @SuppressWarnings({"unchecked", "FutureReturnValueIgnored"})
  public static void sendKept(Object producer) {
    KEPT.get().forEach(((KafkaProducer<byte[], byte[]>) producer)::send);
    KEPT.get().clear();
  }

  /** Ascending for block, descending for the others; each partition's own order stays. */
  @SuppressWarnings("unchecked")
  public static Object inOppositeOrder(Object records) {
    List<ConsumerRecord<byte[], byte[]>> sorted =
        new ArrayList<>((List<ConsumerRecord<byte[], byte[]>>) records);
    Comparator<ConsumerRecord<byte[], byte[]>> ascending =
        Comparator.comparingInt(ConsumerRecord::partition);
    boolean block = Thread.currentThread().getName().startsWith("block-");
    sorted.sort(block ? ascending : ascending.reversed());
    return sorted;
  }
}
