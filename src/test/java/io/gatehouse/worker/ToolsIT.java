package io.gatehouse.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.local.TestServices;
import io.gatehouse.tools.Tools;
import io.gatehouse.topics.Topic;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tools, as their users call them, on a broker and a worker. */
class ToolsIT extends WorkerFixture {

  private record Ran(int code, String out, String err) {}

  private static Ran run(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--bootstrap-server", TestServices.shared().bootstrapServers()));
    var out = new StringWriter();
    var err = new StringWriter();
    int code =
        Tools.run(
            new PrintWriter(out),
            new PrintWriter(err),
            Clock.systemUTC(),
            all.toArray(String[]::new));
    return new Ran(code, out.toString(), err.toString());
  }

  @Test
  void send_says_where_the_message_went() {
    String[] send = {
      "send", "--customer", customer, "--channel", "sms", "--text", "Hello", "--message-id", "m-1"
    };

    Ran first = run(send);
    Ran again = run(send);

    assertThat(first.code()).isZero();
    assertThat(first.out()).startsWith("m-1  " + customer + "  unassigned  no-bot  t-");
    assertThat(first.out()).contains("new ticket");
    assertThat(again.out()).contains("suppressed  duplicate");
    assertThat(expect(Topic.TICKETS_UNASSIGNED, 1).getFirst().text()).contains("Hello");
  }

  @Test
  void a_file_is_sent_up_to_the_first_line_that_is_wrong(@TempDir Path folder) throws IOException {
    Path file =
        Files.write(
            folder.resolve("messages"),
            List.of(
                "{\"customerId\": \"%s\", \"text\": \"one\"}".formatted(customer),
                "{\"customerId\": \"%s\", \"text\": \"two\"}".formatted(customer),
                "{\"customerId\": \"%s\", \"text\": 3}".formatted(customer),
                "{\"customerId\": \"%s\", \"text\": \"four\"}".formatted(customer)));

    Ran ran = run("send", "--file", file.toString(), "--channel", "sms", "--json");

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("2 messages before it were sent", "line 3 was not sent", "text");
    assertThat(ran.out().lines())
        .hasSize(2)
        .allSatisfy(
            line -> assertThat(json(line).required("outcome").asString()).isEqualTo("unassigned"));
    expect(Topic.TICKETS_UNASSIGNED, 2);
  }

  @Test
  void a_command_prints_its_outcome() {
    set("block-contact.enabled", true);
    say("Hello");
    expect(Topic.TICKETS_UNASSIGNED, 1);

    Ran blocked = run("block", customer, "--reason", "spam", "--actor", "agent-7");
    Ran again = run("block", customer, "--until", "2h", "--json");
    Ran unblocked = run("unblock", customer);
    Ran rejected = run("close", customer, "t-999999999", "--json");

    assertThat(blocked.out()).startsWith("done  block  " + customer + "  ticketsMoved=1");
    assertThat(blocked.code()).isZero();
    assertThat(json(again.out()).required("status").asString()).isEqualTo("done");
    assertThat(unblocked.out()).contains("ticketsMoved=1");
    assertThat(rejected.code()).isEqualTo(3);
    assertThat(json(rejected.out()).required("code").asString()).isEqualTo("unknown-ticket");
  }

  @Test
  void every_other_command_does_what_it_says() {
    say("Hello");
    String ticket = ApiFixture.ticketOf(expect(Topic.TICKETS_UNASSIGNED, 1));

    assertThat(run("assign", customer, ticket, "--agent", "a-1").out()).startsWith("done");
    assertThat(run("handover", customer, ticket).out()).startsWith("done");
    assertThat(run("close", customer, ticket).out()).startsWith("done");
    assertThat(run("rate", customer, ticket, "--score", "5").out()).startsWith("done");
    assertThat(run("callback", customer, "--channel", "sms", "--agent", "a-1").out())
        .startsWith("done");
    assertThat(run("profile", customer, "--set", "nickname=Ann").out()).startsWith("done");
    assertThat(run("tag", customer, "--add", "vip").out()).startsWith("done");
    assertThat(run("tag", customer, "--add", "vip").out()).startsWith("unchanged");
    assertThat(run("blacklist", customer, "--reason", "fraud").out()).startsWith("done");
    assertThat(run("unblacklist", customer).out()).startsWith("done");
    assertThat(run("switch", "bot.channels.tools-" + customer, "off").code()).isZero();
  }

  @Test
  void a_reply_is_delivered() {
    say("Hello");
    String ticket = ApiFixture.ticketOf(expect(Topic.TICKETS_UNASSIGNED, 1));

    Ran ran = run("reply", "--customer", customer, "--ticket", ticket, "--text", "Hi");

    assertThat(ran.out()).contains("delivered  agent  " + ticket);
    expect(Topic.MESSAGES_DELIVER, 1);
  }

  @Test
  void without_waiting_it_says_where_the_record_is() {
    Ran ran = run("tag", customer, "--add", "vip", "--no-wait", "--json");

    assertThat(json(ran.out()).required("status").asString()).isEqualTo("sent");
    assertThat(ran.code()).isZero();
  }

  @Test
  void tail_shows_content_only_when_asked() {
    say("a secret");
    expect(Topic.TICKETS_UNASSIGNED, 1);
    String[] tail = {
      "tail", "unassigned", "--from-beginning", "--exit-at-end", "--customer", customer
    };

    Ran plain = run(tail);
    Ran json = run(and(tail, "--json"));
    Ran content = run(and(tail, "--content"));
    Ran since = run("tail", "unassigned", "--since", "1h", "--customer", customer, "-n", "1");

    assertThat(plain.out()).contains("message.routed  " + customer, "reason=no-bot");
    assertThat(plain.out() + json.out()).doesNotContain("secret");
    assertThat(json(json.out()).required("headers").required("ce_subject").asString())
        .isEqualTo(customer);
    assertThat(content.out()).contains("a secret");
    assertThat(since.out()).isEqualTo(plain.out());
  }

  @Test
  void a_dead_letter_is_listed_without_and_shown_with_its_content() {
    String place = deadLetter("{\"customerId\": \"%s\", \"text\": \"a secret\"}");

    Ran list = run("dead-letters", "list", "--topic", "messages.inbound", "--field", "messageId");
    Ran show = run("dead-letters", "show", place);
    Ran resend = run("dead-letters", "resend", place);

    assertThat(list.out()).contains(place).contains("messageId: is missing");
    assertThat(list.out()).doesNotContain("secret");
    assertThat(show.out()).contains("a secret", "key       " + customer, "header    own=1");
    assertThat(resend.out()).isEmpty();
    assertThat(resend.err()).contains("would be refused again (invalid): messageId: is missing");
  }

  @Test
  void what_is_resent_is_what_came_and_equal_ones_go_once() {
    // as a Gatehouse that was wrong has left it
    String value =
        """
        {"messageId": "%s", "customerId": "%s", "channel": "sms", "sentAt": "2026-11-21T10:00:00Z", "text": "x"}"""
            .formatted(UUID.randomUUID(), customer);
    Header[] headers = {
      header("own", "1"),
      header("gatehouse-error-code", "invalid"),
      header("gatehouse-error-message", customer + ": is wrong"),
      header("kafka_dlt-original-topic", "messages.inbound")
    };
    kafka.send(Topic.MESSAGES_INBOUND_DLT, customer, value, headers);
    kafka.send(Topic.MESSAGES_INBOUND_DLT, customer, value, headers);
    String[] resend = {"dead-letters", "resend", "--field", customer};

    Ran dry = run(and(resend, "--dry-run"));
    assertThat(dry.out().lines()).hasSize(1).allMatch(line -> line.startsWith("would send"));
    assertThat(kafka.read(Topic.MESSAGES_INBOUND, customer)).isEmpty();

    Ran real = run(resend);
    assertThat(real.out().lines()).hasSize(1).allMatch(line -> line.startsWith("sent"));
    assertThat(real.err()).contains("equal to one before it", "1 sent, 1 left out, of 2");
    KafkaProbe.Seen sent = kafka.read(Topic.MESSAGES_INBOUND, customer).getFirst();
    assertThat(sent.text()).isEqualTo(value);
    assertThat(sent.source().headers().toArray()).containsExactly(header("own", "1"));
    expect(Topic.TICKETS_UNASSIGNED, 1);

    assertThat(run(resend).code()).isZero();
    assertThat(expect(Topic.MESSAGES_SUPPRESSED, 1).getFirst().header("ce_reason"))
        .isEqualTo("duplicate");
  }

  @Test
  void load_measures_every_message_it_sends() {
    Ran ran = run("load", "--rate", "200", "--duration", "1s", "--customers", "20", "--json");

    assertThat(ran.code()).as(ran.err()).isZero();
    var result = json(ran.out());
    assertThat(result.required("sent").intValue()).isEqualTo(200);
    assertThat(result.required("unseen").intValue()).isZero();
    assertThat(result.required("outcomes").required("unassigned").intValue()).isEqualTo(200);
    assertThat(result.required("delayMs").required("max").doubleValue()).isPositive();
  }

  private String deadLetter(String value) {
    RecordMetadata sent =
        kafka.send(Topic.MESSAGES_INBOUND, customer, value.formatted(customer), header("own", "1"));
    KafkaProbe.Seen dead = expect(Topic.MESSAGES_INBOUND_DLT, 1).getFirst();
    assertThat(sent.partition()).isEqualTo(dead.source().partition());
    return "messages.inbound-dlt:%d:%d"
        .formatted(dead.source().partition(), dead.source().offset());
  }

  private static Header header(String name, String value) {
    return new RecordHeader(name, value.getBytes(UTF_8));
  }

  private static String[] and(String[] args, String more) {
    List<String> all = new ArrayList<>(List.of(args));
    all.add(more);
    return all.toArray(String[]::new);
  }
}
