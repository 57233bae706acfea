package io.gatehouse.worker;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.topics.Topic;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The live stream of the queues, as a screen hears it. */
class LiveIT extends ApiFixture {

  /** What a screen has heard: a name and data, or only an id. */
  private record Line(String name, String data, String id) {
    JsonNode json() {
      return WorkerFixture.json(data);
    }
  }

  @BeforeEach
  void switches() {
    set("bot.enabled", false);
    set("block-contact.enabled", true);
  }

  @Test
  void a_screen_hears_messages_come_and_tickets_change_but_not_what_they_say() throws IOException {
    try (var screen = new Screen(SUPERVISOR, null, "")) {
      say("a secret");
      screen.heard(customer, 1); // else the block may come first
      command(Topic.COMMANDS_BLOCK, "");

      List<Line> heard = screen.heard(customer, 3);

      assertThat(heard.getFirst().name()).isEqualTo("message.routed");
      assertThat(heard.getFirst().json().required("queue").stringValue()).isEqualTo("unassigned");
      assertThat(heard.getFirst().json().required("newTicket").booleanValue()).isTrue();
      assertThat(heard)
          .extracting(Line::name)
          .containsExactlyInAnyOrder("message.routed", "ticket.left", "ticket.arrived");
      assertThat(heard.toString()).doesNotContain("secret");
    }
  }

  @Test
  void a_screen_that_comes_back_hears_what_it_missed_and_nothing_twice() throws IOException {
    String last;
    try (var screen = new Screen(AGENT, null, "")) {
      say("1");
      last = screen.heard(customer, 1).getFirst().id();
    }
    say("2");
    say("3");
    expect(Topic.TICKETS_UNASSIGNED, 3);

    try (var screen = new Screen(AGENT, last, "")) {
      say("4");
      List<Line> heard = screen.heard(customer, 3);

      assertThat(heard).extracting(Line::name).containsOnly("message.routed");
      assertThat(heard).extracting(line -> line.json().required("id")).doesNotHaveDuplicates();
    }
  }

  @Test
  void a_screen_whose_place_is_gone_is_told_to_load_anew() throws IOException {
    try (var screen = new Screen(AGENT, "AgIC", "")) {
      await().atMost(20, SECONDS).until(() -> screen.has("reset"));
      say("1");
      screen.heard(customer, 1);
    }
  }

  @Test
  void agents_hear_nothing_of_the_blocked_list_and_may_not_ask_for_it() throws IOException {
    command(Topic.COMMANDS_BLOCK, "");
    try (var agent = new Screen(AGENT, null, "");
        var supervisor = new Screen(SUPERVISOR, null, "?queue=blocked")) {
      say("spam");
      supervisor.heard(customer, 1);
      String blocked = customer;
      customer = newCustomerId();
      say("no spam");
      agent.heard(customer, 1);

      assertThat(agent.of(blocked)).isEmpty();
      assertThat(supervisor.of(customer)).isEmpty();
    }
    assertThat(get(AGENT, "/api/live?queue=blocked").status()).isEqualTo(403);
    assertThat(get(AGENT, "/api/live?queue=elsewhere").status()).isEqualTo(400);
    assertThat(get(NOBODY, "/api/live").status()).isEqualTo(401);
  }

  @Test
  void a_screen_that_does_not_read_holds_up_nobody() throws IOException {
    try (var slow = new Socket("localhost", port);
        var quick = new Screen(AGENT, null, "")) {
      slow.setReceiveBufferSize(1024);
      slow.getOutputStream()
          .write(Screen.request(AGENT, null, "").getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < 2_000; i++) {
        kafka.sendSoon(
            Topic.MESSAGES_INBOUND,
            customer,
            """
            {"messageId": "m-%d", "customerId": "%s", "channel": "web", "sentAt": "2026-11-21T10:00:00Z", "text": "x"}"""
                .formatted(i, customer));
      }
      kafka.flush();

      quick.heard(customer, 2_000);
    }
  }

  /** Reads the stream line by line, as a browser does. */
  private final class Screen implements AutoCloseable {
    private final Socket socket = new Socket("localhost", port);
    private final List<Line> lines = new CopyOnWriteArrayList<>();

    Screen(String user, @Nullable String lastEventId, String query) throws IOException {
      socket
          .getOutputStream()
          .write(request(user, lastEventId, query).getBytes(StandardCharsets.UTF_8));
      Thread.ofVirtual().start(this::read);
      await().atMost(20, SECONDS).until(() -> !lines.isEmpty());
    }

    static String request(String user, @Nullable String lastEventId, String query) {
      return "GET /api/live%s HTTP/1.1\r\nHost: localhost\r\nAuthorization: %s\r\n%s\r\n"
          .formatted(
              query,
              basic(user, PASSWORD),
              lastEventId == null ? "" : "Last-Event-ID: " + lastEventId + "\r\n");
    }

    private void read() {
      String name = "";
      String data = "";
      String id = "";
      try (var reader =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          if (line.startsWith("event:")) {
            name = line.substring(6);
          } else if (line.startsWith("data:")) {
            data = line.substring(5);
          } else if (line.startsWith("id:")) {
            id = line.substring(3);
          } else if (line.isEmpty() && !id.isEmpty()) {
            lines.add(new Line(name, data, id));
            name = "";
            data = "";
            id = "";
          }
        }
      } catch (IOException e) {
        // closed
      }
    }

    boolean has(String name) {
      return lines.stream().anyMatch(line -> line.name().equals(name));
    }

    List<Line> of(String customerId) {
      return lines.stream()
          .filter(line -> line.data().contains("\"customerId\":\"" + customerId + "\""))
          .toList();
    }

    List<Line> heard(String customerId, int count) {
      return await()
          .atMost(30, SECONDS)
          .until(() -> of(customerId), found -> found.size() == count);
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
