package io.gatehouse.commands;

import io.gatehouse.deadletters.Defect;
import io.gatehouse.deadletters.RecordChecks;
import io.gatehouse.kafka.KafkaClients;
import io.gatehouse.topics.Topics;
import java.nio.charset.StandardCharsets;
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
import tools.jackson.databind.node.ObjectNode;

/**
 * Posts commands to their topics, for those who ask over HTTP and for Gatehouse itself. They are
 * answered as everybody's are. Connects with the first one, so a worker's start does not wait.
 */
@Component
public class CommandPost implements DisposableBean {

  /** Somebody waits for the answer, so it gives up soon; all in ms. */
  private static final Map<String, Object> IMPATIENT =
      Map.of(
          ProducerConfig.LINGER_MS_CONFIG, 0,
          ProducerConfig.MAX_BLOCK_MS_CONFIG, 2_000,
          ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 1_500,
          ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 3_000);

  private final KafkaClients clients;
  private final Topics topics;
  private final CommandKinds kinds;
  private final CommandForm form;
  private @Nullable Producer<byte[], byte[]> producer;

  CommandPost(KafkaClients clients, Topics topics, CommandKinds kinds, CommandForm form) {
    this.clients = clients;
    this.topics = topics;
    this.kinds = kinds;
    this.form = form;
  }

  /** What would make a command a dead letter, or null. */
  public @Nullable Defect check(String kind, ObjectNode body) {
    CommandHandler handler = kinds.get(kind);
    Defect defect = form.check(handler, body);
    return defect == null ? tooLarge(body, key(handler, body)) : defect;
  }

  /**
   * Posts a command that has been checked, and returns when the broker has it.
   *
   * @throws KafkaException if it may not have it; it may have it nevertheless, so whoever tries
   *     again keeps the command's id
   */
  public PostedCommand post(String kind, ObjectNode body) {
    CommandHandler handler = kinds.get(kind);
    String key = key(handler, body);
    RecordMetadata taken =
        send(
            new ProducerRecord<>(
                topics.name(handler.topic()), null, utf8(key), utf8(body.toString())));
    return new PostedCommand(
        kind,
        key,
        body.required("commandId").stringValue(),
        taken.partition() + "-" + taken.offset(),
        CommandForm.hash(body));
  }

  private static String key(CommandHandler handler, ObjectNode body) {
    return body.required(handler.keyField()).stringValue();
  }

  private static @Nullable Defect tooLarge(ObjectNode body, String key) {
    int size = utf8(key).length + utf8(body.toString()).length;
    return size <= RecordChecks.MAX_RECORD_BYTES
        ? null
        : new Defect(
            Defect.Code.TOO_LARGE,
            "the command has %d bytes, more than %d"
                .formatted(size, RecordChecks.MAX_RECORD_BYTES));
  }

  private RecordMetadata send(ProducerRecord<byte[], byte[]> command) {
    Producer<byte[], byte[]> sender = producer();
    try {
      return sender.send(command).get();
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

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public synchronized void destroy() {
    if (producer != null) {
      producer.close(Duration.ofSeconds(3));
    }
  }
}
