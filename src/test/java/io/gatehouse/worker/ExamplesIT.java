package io.gatehouse.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gatehouse.local.TestServices;
import io.gatehouse.topics.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples in other languages do what they say, on the broker and the worker of the tests. */
class ExamplesIT extends WorkerFixture {

  private static final Path NODE = Path.of("examples", "node");
  private static final Path KCAT = Path.of("examples", "kcat");

  /** Their keys have hashes of either sign, which is where clients differ. */
  private static final int CUSTOMERS = 4;

  @TempDir Path folder = Path.of(".");

  @Test
  void a_connector_in_node_sends_to_the_partition_where_Java_would() throws Exception {
    installNode();

    for (int i = 0; i < CUSTOMERS; i++) {
      String ran = run(folder, "node", "connector.js", customer, "web", "a \"quoted\" Grüß");
      expectMessage("a \"quoted\" Grüß");
      assertThat(ran).contains("is on partition " + partition());
      customer = newCustomerId();
    }
  }

  @Test
  void a_screen_in_node_follows_a_queue_and_blocks() throws Exception {
    installNode();
    set("block-contact.enabled", true);
    Process screen = start(folder, "node", "screen.js", "unassigned", "blocked");
    try {
      awaitOutput("following unassigned, blocked");
      say("Hello");
      awaitOutput("tickets.unassigned gatehouse.message.routed " + customer);

      screen.outputWriter(UTF_8).append("block ").append(customer).append(" spam\n").flush();

      awaitOutput("block " + customer + ": done");
      awaitOutput("tickets.blocked gatehouse.ticket.arrived " + customer);
    } finally {
      screen.destroy();
      screen.waitFor();
    }
  }

  @Test
  void a_connector_with_kcat_sends_to_the_partition_where_Java_would() throws Exception {
    requireProgram("kcat");

    for (int i = 0; i < CUSTOMERS; i++) {
      run(KCAT, "./send.sh", customer, "web", "a \"quoted\" Grüß \\");
      expectMessage("a \"quoted\" Grüß \\");
      customer = newCustomerId();
    }
  }

  @Test
  void a_screen_with_kcat_follows_a_queue_and_blocks() throws Exception {
    requireProgram("kcat");
    set("block-contact.enabled", true);
    Process screen = start(KCAT, "./follow.sh", "unassigned");
    try {
      // it begins at the end, and does not say when it is there
      await()
          .atMost(30, SECONDS)
          .until(
              () -> {
                say("Hello");
                return output().contains("ce_subject=" + customer);
              });
      assertThat(run(KCAT, "./block.sh", customer, "spam")).contains("\"status\":\"done\"");
    } finally {
      screen.destroy();
      screen.waitFor();
    }
    set("block-contact.enabled", false);
    assertThat(start(KCAT, "./block.sh", customer, "spam").waitFor()).isEqualTo(1);
    set("block-contact.enabled", true);
  }

  private void expectMessage(String text) {
    KafkaProbe.Seen routed = expect(Topic.TICKETS_UNASSIGNED, 1).getFirst();
    assertThat(json(String.valueOf(routed.text())).required("text").asString()).isEqualTo(text);
    assertThat(kafka.read(Topic.MESSAGES_INBOUND, customer).getFirst().source().partition())
        .isEqualTo(partition());
  }

  private int partition() {
    return BuiltInPartitioner.partitionForKey(customer.getBytes(UTF_8), 12);
  }

  private void installNode() throws Exception {
    requireProgram("node");
    requireProgram("npm");
    try (Stream<Path> files = Files.list(NODE)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    run(folder, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
  }

  private static void requireProgram(String name) {
    boolean there =
        Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
            .anyMatch(path -> Files.isExecutable(Path.of(path, name)));
    assumeTrue(there, name + " is not installed: .ci/run installs it, as root");
  }

  /** Returns what it has printed; it must end well. */
  private String run(Path in, String... command) throws Exception {
    Process process = start(in, command);
    assertThat(process.waitFor(120, SECONDS)).as("%s ends", List.of(command)).isTrue();
    assertThat(process.exitValue()).as(output()).isZero();
    return output();
  }

  /** Its output goes to a file, which the next one begins anew. */
  private Process start(Path in, String... command) throws IOException {
    var builder = new ProcessBuilder(new ArrayList<>(List.of(command)));
    builder.directory(in.toFile()).redirectErrorStream(true);
    Path output = folder.resolve("output-" + ++number);
    builder.redirectOutput(output.toFile());
    builder.environment().put("KAFKA", TestServices.shared().bootstrapServers());
    return builder.start();
  }

  private int number;

  private String output() {
    try {
      return Files.readString(folder.resolve("output-" + number));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void awaitOutput(String text) {
    await().atMost(30, SECONDS).until(this::output, output -> output.contains(text));
  }
}
