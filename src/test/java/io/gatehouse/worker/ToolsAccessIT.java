package io.gatehouse.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.local.SecureTestServices;
import io.gatehouse.tools.Tools;
import io.gatehouse.topics.Topic;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tools on a broker with logins and the rights of {@code access/kafka.yaml}. */
class ToolsAccessIT {

  @TempDir Path folder = Path.of(".");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(Map<String, Object> login, String... args) throws IOException {
    var properties = new Properties();
    login.forEach((name, value) -> properties.setProperty(name, value.toString()));
    Path config = folder.resolve("client.properties");
    try (var writer = Files.newBufferedWriter(config)) {
      properties.store(writer, null);
    }
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--command-config", config.toString()));
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Tools.run(
        new PrintWriter(out), new PrintWriter(err), Clock.systemUTC(), all.toArray(String[]::new));
  }

  @Test
  void a_login_is_enough_for_what_it_may_and_a_line_says_what_it_may_not() throws Exception {
    try (SecureTestServices services = SecureTestServices.start()) {
      try (Admin admin = services.administrator()) {
        admin
            .createTopics(
                Arrays.stream(Topic.values())
                    .map(topic -> new NewTopic(topic.contractName(), 1, (short) 1))
                    .toList())
            .all()
            .get();
      }
      String[] send = {"send", "--customer", "c-1", "--channel", "web", "--text", "x"};

      assertThat(run(services.client("connector"), and(send, "--no-wait"))).isZero();
      assertThat(out.toString()).contains("sent  messages.inbound:0:0");
      assertThat(run(services.client("connector"), send)).isEqualTo(1);
      assertThat(err.toString()).contains("lacks a right", "--no-wait").hasLineCount(1);

      assertThat(run(services.client("operator"), "dead-letters", "list")).isZero();
      assertThat(run(services.client("agents-screen"), "unblock", "c-1")).isEqualTo(1);
      assertThat(err.toString()).contains("commands.unblock");
      assertThat(run(services.client("agents-screen"), "block", "c-1", "--timeout", "500ms"))
          .isEqualTo(4);

      assertThat(run(services.client("connector", "wrong"), send)).isEqualTo(1);
      assertThat(err.toString()).contains("refuses the login").hasLineCount(1);
    }
  }

  private static String[] and(String[] args, String more) {
    List<String> all = new ArrayList<>(List.of(args));
    all.add(more);
    return all.toArray(String[]::new);
  }
}
