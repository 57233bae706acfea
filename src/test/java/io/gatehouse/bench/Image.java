package io.gatehouse.bench;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.awaitility.Awaitility.await;

import io.gatehouse.local.TestServices;
import io.gatehouse.topics.Topic;
import io.gatehouse.worker.GroupOffsets;
import io.gatehouse.worker.KafkaProbe;
import io.gatehouse.worker.WorkerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * This build's worker as the image has it: the jar with its libraries beside it, and what a JVM
 * learnt in a training run ({@code deploy/image/train.sh}). Made once.
 */
final class Image {

  private static final Path FOLDER = Path.of("target", "benchmark", "worker");
  private static final Path CACHE = FOLDER.resolve("gatehouse.aot");

  /** The image's; an older one runs without. */
  private static final int JAVA_WITH_CACHE = 25;

  private static final int MESSAGES = 400_000;
  private static final int CUSTOMERS = 20_000;
  private static final int BLOCKS = 400;

  private static @Nullable Image made;

  private final Path jar;
  private final List<String> options;

  private Image(Path jar, List<String> options) {
    this.jar = jar;
    this.options = options;
  }

  /** Starts one. */
  static synchronized WorkerProcess worker(TestServices services) {
    if (made == null) {
      Path jar = extract();
      made = new Image(jar, options(jar));
    }
    return new WorkerProcess(services, made.options, made.jar);
  }

  private static Path extract() {
    try (Stream<Path> built = Files.list(Path.of("target"))) {
      Path jar =
          built
              .filter(file -> file.getFileName().toString().matches("gatehouse-.*\\.jar"))
              .findAny()
              .orElseThrow(() -> new IllegalStateException("there is no jar yet: use verify"));
      Program.runJava(
          "image",
          List.of(
              "-Djarmode=tools",
              "-jar",
              jar.toString(),
              "extract",
              "--force",
              "--destination",
              FOLDER.toString()));
      return FOLDER.resolve(jar.getFileName());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> options(Path jar) {
    if (Runtime.version().feature() < JAVA_WITH_CACHE) {
      return Program.JVM_OPTIONS;
    }
    train(jar, and("-XX:AOTCacheOutput=" + CACHE));
    return and("-XX:AOTCache=" + CACHE);
  }

  private static List<String> and(String option) {
    List<String> options = new ArrayList<>(Program.JVM_OPTIONS);
    options.add(option);
    return options;
  }

  private static void train(Path jar, List<String> options) {
    try (var services = TestServices.local();
        var worker = new WorkerProcess(services, options, jar);
        var kafka = new KafkaProbe(services.bootstrapServers());
        var groups = new GroupOffsets(services.bootstrapServers());
        var connector = new Backlog(services.bootstrapServers(), CUSTOMERS)) {
      worker.awaitReady();
      kafka.allowBlocks();
      connector.send(Topic.MESSAGES_INBOUND.contractName(), "training-", MESSAGES);
      for (int customer = 1; customer <= BLOCKS; customer++) {
        command(kafka, Topic.COMMANDS_BLOCK, customer);
      }
      for (int customer = 1; customer <= BLOCKS / 2; customer++) {
        command(kafka, Topic.COMMANDS_UNBLOCK, customer);
      }
      for (int customer = BLOCKS / 2 + 1; customer <= BLOCKS * 3 / 4; customer++) {
        command(kafka, Topic.COMMANDS_DELETE_ALL, customer);
      }
      kafka.flush();
      for (Topic topic :
          List.of(
              Topic.MESSAGES_INBOUND,
              Topic.COMMANDS_BLOCK,
              Topic.COMMANDS_UNBLOCK,
              Topic.COMMANDS_DELETE_ALL)) {
        String name = topic.contractName();
        String group = "gatehouse." + name.substring(name.indexOf('.') + 1);
        await("the end of " + name).atMost(3, MINUTES).until(() -> groups.lag(group, name) == 0);
      }
      worker.terminate();
    }
    if (!Files.isRegularFile(CACHE)) {
      throw new IllegalStateException("the training run has left no cache");
    }
  }

  private static void command(KafkaProbe kafka, Topic topic, int customer) {
    String id = Backlog.customerId(customer);
    kafka.sendSoon(
        topic,
        id,
        """
        {"commandId": "%s-%s", "customerId": "%s", "actor": {"id": "agent-7"}, "reason": "spam"}"""
            .formatted(topic.contractName(), id, id));
  }
}
