package io.gatehouse.kafka;

import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The transactions of one lane of a consumer, one after the other, through one producer. Not
 * thread-safe: one batch at a time.
 *
 * <p>After any failure of a transaction the producer is thrown away. The next one has the same
 * transactional id, so its start ends whatever the old one left open, and the committed offsets
 * tell what became of it: there is only one way back, and it does not need to know what went wrong.
 */
final class Transactions implements AutoCloseable {

  record Client(Producer<byte[], byte[]> producer, KafkaClientMetrics metrics) {}

  private final Supplier<Client> clients;
  private final Executor beside;
  private @Nullable Client client;

  /**
   * Opens none yet.
   *
   * @param beside for what is done beside the work of a transaction
   */
  Transactions(Supplier<Client> clients, Executor beside) {
    this.clients = clients;
    this.beside = beside;
  }

  /**
   * Ends what an earlier producer of this name left open. Does nothing if the present one is
   * usable.
   */
  Producer<byte[], byte[]> open() {
    if (client == null) {
      client = clients.get();
      try {
        client.producer().initTransactions();
      } catch (RuntimeException e) {
        discard();
        throw e;
      }
    }
    return client.producer();
  }

  /** Nothing is begun before {@code work} sends or commits something, or ends. */
  void inTransaction(ConsumerGroupMetadata group, Consumer<Transaction> work) {
    var transaction = new Open(open(), group, beside);
    try {
      work.accept(transaction);
      transaction.end();
    } catch (RuntimeException e) {
      if (transaction.begun) {
        discard();
      }
      throw e;
    }
  }

  private void discard() {
    if (client != null) {
      client.metrics().close();
      client.producer().close(Duration.ZERO);
      client = null;
    }
  }

  @Override
  public void close() {
    if (client != null) {
      client.metrics().close();
      client.producer().close(Duration.ofSeconds(5));
      client = null;
    }
  }

  private static final class Open implements Transaction {
    private final Producer<byte[], byte[]> producer;
    private final ConsumerGroupMetadata group;
    private final Executor beside;
    private final Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    private CompletableFuture<?> besides = CompletableFuture.completedFuture(null);
    private boolean begun;

    Open(Producer<byte[], byte[]> producer, ConsumerGroupMetadata group, Executor beside) {
      this.producer = producer;
      this.group = group;
      this.beside = beside;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // a failed send fails the commit
    public void send(ProducerRecord<byte[], byte[]> outputRecord) {
      begin();
      producer.send(outputRecord);
    }

    @Override
    public void commit(TopicPartition partition, long next, String metadata) {
      offsets.put(partition, new OffsetAndMetadata(next, metadata));
    }

    @Override
    public void commitBeside(Map<TopicPartition, Long> next) {
      begin();
      Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
      next.forEach((partition, offset) -> positions.put(partition, new OffsetAndMetadata(offset)));
      beside(() -> tell(positions));
    }

    @Override
    public void flushBeside() {
      begin();
      beside(producer::flush);
    }

    private void beside(Runnable task) {
      besides = CompletableFuture.allOf(besides, CompletableFuture.runAsync(task, beside));
    }

    private void tell(Map<TopicPartition, OffsetAndMetadata> positions) {
      producer.sendOffsetsToTransaction(positions, group);
    }

    private void begin() {
      if (!begun) {
        begun = true;
        producer.beginTransaction();
      }
    }

    void end() {
      begin();
      if (!offsets.isEmpty()) {
        tell(offsets);
      }
      Futures.join(besides);
      producer.commitTransaction();
    }
  }
}
