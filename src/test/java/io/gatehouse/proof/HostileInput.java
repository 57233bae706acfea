package io.gatehouse.proof;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.deadletters.RecordChecks;
import io.gatehouse.topics.Topic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * A record as somebody would send it who wants to break the worker, or to be taken for somebody
 * else. What it must become is known from how it was made, and goes along in the header {@value
 * #EXPECTED}.
 *
 * @param expected {@link #ACCEPTED}, {@link #ANY}, or the code of its dead letter
 */
record HostileInput(
    Topic topic,
    byte @Nullable [] key,
    byte @Nullable [] value,
    List<Header> headers,
    String expected) {

  static final String EXPECTED = "x-expected";
  static final String ACCEPTED = "accepted";

  /** Random bytes: it may be right or wrong, but it must be answered once. */
  static final String ANY = "any";

  private static final int CUSTOMERS = 200;
  private static final List<Topic> TOPICS =
      List.of(
          Topic.MESSAGES_INBOUND,
          Topic.MESSAGES_INBOUND,
          Topic.MESSAGES_INBOUND,
          Topic.MESSAGES_INBOUND,
          Topic.MESSAGES_INBOUND,
          Topic.MESSAGES_INBOUND,
          Topic.MESSAGES_OUTBOUND,
          Topic.MESSAGES_OUTBOUND,
          Topic.COMMANDS_BLOCK,
          Topic.COMMANDS_UNBLOCK,
          Topic.COMMANDS_DELETE_ALL,
          Topic.COMMANDS_SETTINGS);

  /** Values that no field takes that wants an id, a time, a channel or an object. */
  private static final List<String> WRONG_FOR_ALL =
      List.of("null", "7", "-1e400", "true", "[]", "\"\"", "\"\\u0000\"", "[{}]", "1e-999999");

  private static final List<String> WRONG_TIMES =
      List.of(
          "\"yesterday\"",
          "\"2026-02-30T00:00:00Z\"",
          "\"2026-11-21T10:00:00\"",
          "\"+999999999-01-01T00:00:00Z\"",
          "\"2026-11-21T25:00:00Z\"");

  private static final List<String> FOR_UNKNOWN_FIELDS =
      List.of(
          "1e400",
          "-1e400",
          "123456789012345678901234567890123456789012345678901234567890",
          "0.1e-99999",
          "\"" + "\\u202e\\u0000\\ufeff" + "\"",
          "{\"__proto__\":{\"a\":1}}",
          "\"'; drop table message; --\"",
          "\"${jndi:ldap://localhost/a}\"",
          "[".repeat(30) + "]".repeat(30),
          "\"" + "z".repeat(20_000) + "\"");

  private static final List<String> TEXTS =
      List.of(
          "\\\"; delete from ticket; --",
          "<script>alert(1)</script>",
          "😀 \\ud83d\\ude00 中文 \\u202eabc",
          "%n%s%x {} ${x}",
          "\\r\\n\\t\\b\\f",
          "a\\u0001b");

  static HostileInput of(Random random, int number) {
    Topic topic = oneOf(random, TOPICS);
    String customer = "c-" + random.nextInt(CUSTOMERS);
    var draft = new Draft(topic, customer, number, random);
    String expected =
        switch (random.nextInt(6)) {
          case 0 -> draft.strangeButRight();
          case 1 -> draft.wrongKey();
          case 2 -> draft.wrongValue();
          case 3 -> draft.randomBytes();
          default -> draft.wrongField();
        };
    List<Header> headers = headers(random);
    headers.add(header(EXPECTED, expected));
    return new HostileInput(topic, draft.key, draft.value, headers, expected);
  }

  /** Taken for Gatehouse's own, or for spring-kafka's, or just too many. */
  private static List<Header> headers(Random random) {
    List<Header> headers = new ArrayList<>();
    List<Header> hostile =
        List.of(
            header("ce_ticketid", "t-1"),
            header("ce_queue", "inbox"),
            header("ce_agent", "agent-1"),
            header("ce_id", "1"),
            header("gatehouse-error-code", "none"),
            new RecordHeader("kafka_dlt-original-offset", new byte[] {1}),
            new RecordHeader("kafka_dlt-original-partition", new byte[0]),
            header("content-type", "text/html"),
            new RecordHeader("", new byte[0]),
            new RecordHeader("nothing", (byte[]) null),
            header("ключ \u0000", "\u0000"),
            new RecordHeader("bytes", new byte[] {(byte) 0xff, 0, (byte) 0xc0}),
            header("large", "h".repeat(5_000)));
    for (int i = random.nextInt(4); i > 0; i--) {
      headers.add(oneOf(random, hostile));
    }
    if (random.nextInt(500) == 0) {
      for (int i = 0; i < 1_000; i++) {
        headers.add(header("many", "1"));
      }
    }
    return headers;
  }

  private static Header header(String key, String value) {
    return new RecordHeader(key, value.getBytes(UTF_8));
  }

  private static <T> T oneOf(Random random, List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  /** A right record, and what is done to it. */
  private static final class Draft {
    private final Topic topic;
    private final Random random;
    private final Map<String, String> fields = new LinkedHashMap<>();
    private byte @Nullable [] key;
    private byte @Nullable [] value;

    Draft(Topic topic, String customer, int number, Random random) {
      this.topic = topic;
      this.random = random;
      if (topic == Topic.MESSAGES_INBOUND) {
        key = customer.getBytes(UTF_8);
        fields.put("messageId", "\"m-" + number + "\"");
        fields.put("customerId", "\"" + customer + "\"");
        fields.put("channel", "\"sms\"");
        fields.put("sentAt", "\"2026-11-21T10:00:00Z\"");
        fields.put("text", "\"text " + number + "\"");
      } else if (topic == Topic.MESSAGES_OUTBOUND) {
        key = customer.getBytes(UTF_8);
        fields.put("messageId", "\"r-" + number + "\"");
        fields.put("customerId", "\"" + customer + "\"");
        fields.put("ticketId", "\"t-" + (1 + random.nextInt(CUSTOMERS)) + "\"");
        fields.put("actor", "{\"id\":\"a\"}");
        fields.put("from", random.nextBoolean() ? "\"agent\"" : "\"bot\"");
        fields.put("sentAt", "\"2026-11-21T10:00:00Z\"");
        fields.put("text", "\"reply " + number + "\"");
      } else {
        fields.put("commandId", "\"k-" + number + "\"");
        fields.put("actor", "{\"id\":\"a\"}");
        if (topic == Topic.COMMANDS_SETTINGS) {
          key = "bot.channels.sms".getBytes(UTF_8);
          fields.put("setting", "\"bot.channels.sms\"");
          fields.put("value", Boolean.toString(random.nextBoolean()));
        } else {
          key = customer.getBytes(UTF_8);
          fields.put("customerId", "\"" + customer + "\"");
        }
      }
      render();
    }

    /** No command, and not only a message that comes in. */
    private boolean isMessage() {
      return topic == Topic.MESSAGES_INBOUND || topic == Topic.MESSAGES_OUTBOUND;
    }

    private void render() {
      value =
          fields.entrySet().stream()
              .map(field -> "\"" + field.getKey() + "\":" + field.getValue())
              .collect(Collectors.joining(random.nextBoolean() ? "," : " ,\n\t", "{", "}"))
              .getBytes(UTF_8);
    }

    String strangeButRight() {
      if (isMessage()) {
        fields.put("text", "\"" + oneOf(random, TEXTS) + "\"");
      }
      fields.put("unknown", oneOf(random, forUnknownField()));
      render();
      return ACCEPTED;
    }

    /** A command is stored as PostgreSQL text, which no U+0000 and no number out of range is. */
    private List<String> forUnknownField() {
      return isMessage()
          ? FOR_UNKNOWN_FIELDS
          : FOR_UNKNOWN_FIELDS.subList(4, FOR_UNKNOWN_FIELDS.size());
    }

    String wrongKey() {
      return switch (random.nextInt(5)) {
        case 0 -> withKey(null, "key-missing");
        case 1 -> withKey(new byte[0], "key-missing");
        case 2 -> withKey(new byte[] {0, (byte) 0xff}, "key-mismatch");
        case 3 -> withKey("k".repeat(10_000).getBytes(UTF_8), "key-mismatch");
        default -> withKey("somebody else".getBytes(UTF_8), "key-mismatch");
      };
    }

    private String withKey(byte @Nullable [] wrong, String code) {
      key = wrong;
      return code;
    }

    String wrongValue() {
      byte[] right = required();
      return switch (random.nextInt(11)) {
        case 0 -> withValue(null, "not-json");
        case 1 -> withValue(new byte[0], "not-json");
        case 2 -> withValue(Arrays.copyOf(right, 1 + random.nextInt(right.length - 1)), "not-json");
        case 3 -> withValue(joined(right, "{}".getBytes(UTF_8)), "not-json");
        case 4 -> withValue(new String(right, UTF_8).getBytes(UTF_16LE), "not-json");
        case 5 -> withValue(joined("[".getBytes(UTF_8), right, "]".getBytes(UTF_8)), "not-json");
        case 6 -> withValue(joined(right, new byte[1]), "not-json");
        case 7 -> withValue("\"\ud83d\ude00\"".getBytes(UTF_8), "not-json");
        case 8 -> withField("deep", "[".repeat(5_000) + "]".repeat(5_000), "invalid");
        case 9 -> withNotUtf8(right);
        default ->
            random.nextInt(50) == 0
                ? withField(
                    "padding",
                    "\""
                        + "p".repeat(RecordChecks.MAX_RECORD_BYTES + random.nextInt(500_000))
                        + "\"",
                    "too-large")
                : withValue("nil".getBytes(UTF_8), "not-json");
      };
    }

    private String withNotUtf8(byte[] right) {
      byte[] wrong = right.clone();
      wrong[1 + random.nextInt(wrong.length - 2)] = (byte) (0xf8 + random.nextInt(8));
      return withValue(wrong, "not-json");
    }

    String wrongField() {
      String field =
          oneOf(random, fields.keySet().stream().filter(name -> !name.equals("value")).toList());
      String id = isMessage() ? "messageId" : "commandId";
      switch (random.nextInt(6)) {
        case 0 -> fields.remove(field);
        case 1 -> {
          if (isMessage()) {
            fields.put("sentAt", oneOf(random, WRONG_TIMES));
          } else if (topic == Topic.COMMANDS_BLOCK) {
            fields.put("until", oneOf(random, WRONG_TIMES));
          } else {
            fields.put("actor", "{\"id\":7}");
          }
        }
        case 2 -> fields.put(id, "\"" + "i".repeat(129) + "\"");
        case 3 -> fields.put(id, "\"a\\ud800\"");
        case 4 -> fields.put(id, "\"a\\nb\"");
        default -> fields.put(field, oneOf(random, WRONG_FOR_ALL));
      }
      render();
      return "invalid";
    }

    /** JSON that somebody's line broke. */
    String randomBytes() {
      byte[] broken = required().clone();
      for (int i = random.nextInt(5); i >= 0; i--) {
        broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
      }
      return withValue(broken, ANY);
    }

    private byte[] required() {
      if (value == null) {
        throw new IllegalStateException("was rendered");
      }
      return value;
    }

    private String withField(String field, String json, String code) {
      fields.put(field, json);
      render();
      return code;
    }

    private String withValue(byte @Nullable [] wrong, String code) {
      value = wrong;
      return code;
    }

    private static byte[] joined(byte[]... parts) {
      int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
      byte[] all = new byte[length];
      int at = 0;
      for (byte[] part : parts) {
        System.arraycopy(part, 0, all, at, part.length);
        at += part.length;
      }
      return all;
    }
  }
}
