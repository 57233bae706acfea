package io.gatehouse.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Sends single records to the input topics, for those who ask over HTTP and for Gatehouse itself.
 * Connects with the first one, so a worker's start does not wait.
 */
@Component
public class RecordPost implements DisposableBean {

  /** Somebody waits for the answer, so it gives up soon; all in ms. */
  private static final Map<String, Object> IMPATIENT =
      Map.of(
          ProducerConfig.LINGER_MS_CONFIG, 0,
          ProducerConfig.MAX_BLOCK_MS_CONFIG, 2_000,
          ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 1_500,
          ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 3_000);

  private final KafkaClients clients;
  private @Nullable Producer<byte[], byte[]> producer;

  RecordPost(KafkaClients clients) {
    this.clients = clients;
  }

  /**
   * Returns when the broker has the record.
   *
   * @throws KafkaException if it may not have it; it may have it nevertheless
   */
  public RecordMetadata send(ProducerRecord<byte[], byte[]> record) {
    Producer<byte[], byte[]> sender = producer();
    try {
      return sender.send(record).get();
    } catch (ExecutionException e) {
      KafkaException failure =
          e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
      discardUnlessUsable(sender, failure);
      throw failure;
    } catch (KafkaException e) {
      discardUnlessUsable(sender, e);
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }

  private synchronized Producer<byte[], byte[]> producer() {
    Producer<byte[], byte[]> current = producer;
    if (current == null) {
      current = clients.producer("post", IMPATIENT);
      producer = current;
    }
    return current;
  }

  /** A producer goes on by itself after an outage, but some failures it keeps for ever. */
  @SuppressWarnings("ReferenceEquality") // another thread may have replaced it by now
  private synchronized void discardUnlessUsable(
      Producer<byte[], byte[]> used, KafkaException failure) {
    boolean usable =
        failure instanceof RetriableException || failure instanceof TopicAuthorizationException;
    if (!usable && used == producer) {
      producer = null;
      used.close(Duration.ZERO);
    }
  }

  @Override
  public synchronized void destroy() {
    if (producer != null) {
      producer.close(Duration.ofSeconds(3));
    }
  }
}
