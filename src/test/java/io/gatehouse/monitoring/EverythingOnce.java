package io.gatehouse.monitoring;

import static io.gatehouse.topics.Topic.COMMANDS_BLOCK;
import static io.gatehouse.topics.Topic.COMMANDS_CUSTOMER;
import static io.gatehouse.topics.Topic.COMMANDS_TICKET;
import static io.gatehouse.topics.Topic.COMMANDS_UNBLOCK;
import static io.gatehouse.topics.Topic.MESSAGES_INBOUND;
import static io.gatehouse.topics.Topic.MESSAGES_OUTBOUND;

import io.gatehouse.topics.Topic;
import io.gatehouse.worker.KafkaProbe;
import io.gatehouse.worker.WorkerProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** A round of everything that a worker counts: messages, replies, commands, dead letters, HTTP. */
final class EverythingOnce implements AutoCloseable {

  private static final int MESSAGES = 200;
  private static final String USER = "agent-1";
  private static final String PASSWORD = "correct horse";

  private final HttpClient http = HttpClient.newHttpClient();
  private final WorkerProcess worker;
  private final KafkaProbe kafka;
  private int round;

  EverythingOnce(WorkerProcess worker, KafkaProbe kafka) {
    this.worker = worker;
    this.kafka = kafka;
  }

  /** Settings of a worker that it can log in to. */
  static List<String> settings() {
    return List.of(
        "--gatehouse.api.users[0].name=" + USER,
        "--gatehouse.api.users[0].roles=agent",
        "--gatehouse.api.users[0].password={bcrypt}"
            + new BCryptPasswordEncoder(4).encode(PASSWORD));
  }

  /** Listens to the live stream until this is closed. */
  void listen() {
    var unused = http.sendAsync(request("/api/live"), HttpResponse.BodyHandlers.discarding());
  }

  void play() {
    round++;
    for (int i = 0; i < MESSAGES; i++) {
      message("c-" + i, "m-" + round + "-" + i);
    }
    message("c-1", "the same again");
    kafka.sendSoon(MESSAGES_INBOUND, "c-2", "{}");
    reply("c-1", "no-such-ticket");
    command(COMMANDS_BLOCK, "c-3", "");
    command(COMMANDS_UNBLOCK, "c-3", "");
    command(COMMANDS_TICKET, "c-4", ", \"action\": \"close\", \"ticketId\": \"no-such-ticket\"");
    command(COMMANDS_CUSTOMER, "c-5", ", \"action\": \"tag\", \"add\": [\"tag-" + round + "\"]");
    kafka.flush();
    get("/api/customers");
    get("/api/customers/nobody");
  }

  private void message(String customer, String id) {
    kafka.sendSoon(
        MESSAGES_INBOUND,
        customer,
        """
        {"messageId": "%s", "customerId": "%s", "channel": "web", "sentAt": "2026-11-21T10:00:00Z", "text": "Hello"}"""
            .formatted(id, customer));
  }

  private void reply(String customer, String ticket) {
    kafka.sendSoon(
        MESSAGES_OUTBOUND,
        customer,
        """
        {"messageId": "r-%d", "customerId": "%s", "ticketId": "%s", "actor": {"id": "agent-1"}, "from": "agent", \
        "sentAt": "2026-11-21T10:00:00Z", "text": "Hello"}"""
            .formatted(round, customer, ticket));
  }

  private void command(Topic topic, String customer, String fields) {
    kafka.sendSoon(
        topic,
        customer,
        """
        {"commandId": "%d", "customerId": "%s", "actor": {"id": "agent-1"}%s}"""
            .formatted(round, customer, fields));
  }

  private void get(String path) {
    CompletableFuture<?> answer =
        http.sendAsync(request(path), HttpResponse.BodyHandlers.discarding());
    answer.join();
  }

  private HttpRequest request(String path) {
    String login = USER + ":" + PASSWORD;
    return HttpRequest.newBuilder(URI.create("http://localhost:" + worker.port() + path))
        .header(
            "Authorization",
            "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)))
        .build();
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
