package io.gatehouse.tools;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/** Sends records to the input topics, as connectors and screens do. */
final class Sender implements AutoCloseable {

  private final KafkaProducer<byte[], byte[]> producer;

  Sender(Installation installation) {
    producer = installation.producer();
  }

  /** Returns when all replicas have it. */
  RecordMetadata send(ProducerRecord<byte[], byte[]> wanted) {
    Future<RecordMetadata> taken = sendSoon(wanted);
    producer.flush();
    return get(taken);
  }

  Future<RecordMetadata> sendSoon(ProducerRecord<byte[], byte[]> wanted) {
    return producer.send(wanted);
  }

  void flush() {
    producer.flush();
  }

  static RecordMetadata get(Future<RecordMetadata> taken) {
    try {
      return taken.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }
}
