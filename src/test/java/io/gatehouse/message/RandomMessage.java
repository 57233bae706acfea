package io.gatehouse.message;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A message of which each part may be wrong: most are right, so that a message has about one fault.
 * No field is there twice.
 */
final class RandomMessage {

  private static final List<String> REQUIRED =
      List.of("messageId", "customerId", "channel", "sentAt");
  private static final List<String> OPTIONAL =
      List.of("text", "attachments", "customer", "web", "other");

  private static final List<String> STRANGE =
      List.of(
          "null",
          "true",
          "0",
          "-7",
          "2.5",
          "1e2",
          "[]",
          "{}",
          "[null]",
          "{\"url\":\"u\"}",
          "[\"a\"]",
          "\"\"",
          "\"7\"",
          "\"\\u0000\"",
          "\"a\\u0000\\n\"");
  private static final List<String> TIMES =
      List.of(
          "2026-11-21T10:00:00Z",
          "2026-11-21t10:00:00z",
          "2026-11-21T10:00:00.5+05:30",
          "2026-11-21T10:00:00.123456789-11:59",
          "0000-01-01T00:00:00Z",
          "9999-12-31T23:59:59Z",
          "2026-11-21T10:00:00+18:00",
          "2024-02-29T00:00:00Z",
          "2026-02-29T00:00:00Z",
          "2026-11-21T10:00:00",
          "2026-11-21T10:00Z",
          "2026-11-21",
          "10:00:00Z",
          "2026-11-21T24:00:00Z",
          "2026-11-21T10:60:00Z",
          "2026-11-21T10:00:60Z",
          "2026-13-21T10:00:00Z",
          "2026-11-31T10:00:00Z",
          "26-11-21T10:00:00Z",
          "2026-11-21T10:00:00+0530",
          "2026-11-21T10:00:00+05",
          "2026-11-21T10:00:00+24:00",
          "2026-11-21T10:00:00.Z",
          "2026-11-21T10:00:00,5Z",
          "2026-11-21T10:00:00Z ",
          "2026-11-21T10:00:00Z\\n",
          "+2026-11-21T10:00:00Z",
          "-001-11-21T10:00:00Z");
  private static final List<String> CHARACTERS =
      List.of(
          "a",
          "Z",
          "7",
          "-",
          "_",
          " ",
          "\\n",
          "\\t",
          "\\r",
          "\\u0000",
          "\\u001f",
          "\\u007f",
          "\\u0085",
          "\\u009f",
          "\\u00a0",
          "é",
          "\u2028",
          "\ufeff",
          "中",
          "😀",
          "\\ud83d\\ude00",
          "\\\"",
          "\\\\",
          "/",
          "$");
  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-0",
          "-0.0",
          "1",
          "1.0",
          "1.5",
          "-1",
          "1e3",
          "1E-3",
          "100e-2",
          "2147483648",
          "9223372036854775808",
          "123456789012345678901234567890",
          "-1e18",
          "0.1");

  private final Random random;

  RandomMessage(Random random) {
    this.random = random;
  }

  String json() {
    String required =
        REQUIRED.stream()
            .filter(field -> !chance(40))
            .map(field -> field(field, value(field)))
            .collect(Collectors.joining(","));
    String optional =
        OPTIONAL.stream()
            .filter(field -> chance(field.equals("text") ? 1 : 3) && !chance(20))
            .map(field -> "," + field(field, value(field)))
            .collect(Collectors.joining());
    String body = required + optional;
    return "{" + (body.startsWith(",") ? body.substring(1) : body) + "}";
  }

  private String value(String field) {
    if (chance(40)) {
      return oneOf(STRANGE);
    }
    return switch (field) {
      case "messageId", "customerId" -> quoted(chance(15) ? characters(0, 130) : plain(1, 128));
      case "channel" -> quoted(chance(15) ? characters(0, 33) : plain(1, 32));
      case "sentAt" -> quoted(chance(8) ? oneOf(TIMES) : TIMES.get(random.nextInt(4)));
      case "text" -> quoted(chance(20) ? plain(65_530, 65_536) : characters(0, 20, 30));
      case "attachments" -> array();
      case "customer" ->
          object("nickname", "realName", "phone", "qq", "email", "company", "messageId");
      case "web" -> object("ip", "region", "userAgent", "source", "text");
      default -> oneOf(STRANGE);
    };
  }

  private String array() {
    return IntStream.range(0, random.nextInt(4))
        .mapToObj(i -> chance(30) ? oneOf(STRANGE) : attachment())
        .collect(Collectors.joining(",", "[", "]"));
  }

  private String attachment() {
    String url = chance(20) ? "" : field("url", string()) + ",";
    String size = chance(2) ? "" : field("size", chance(15) ? oneOf(STRANGE) : number()) + ",";
    return "{" + url + size + field("name", string()) + "}";
  }

  private String number() {
    return chance(2) ? String.valueOf(random.nextInt(10_000)) : oneOf(NUMBERS);
  }

  private String object(String... names) {
    return IntStream.range(0, names.length)
        .filter(i -> chance(2))
        .mapToObj(i -> field(names[i], string()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private String string() {
    return chance(40) ? oneOf(STRANGE) : quoted(characters(0, 10, 60));
  }

  /** Any characters. */
  private String characters(int from, int to) {
    return characters(from, to, 2);
  }

  /** Of each so many characters, one is any and the others are a letter. */
  private String characters(int from, int to, int oneIn) {
    return IntStream.range(0, from + random.nextInt(to - from + 1))
        .mapToObj(i -> chance(oneIn) ? oneOf(CHARACTERS) : "b")
        .collect(Collectors.joining());
  }

  /** Letters, and often as many as there may be, or one more. */
  private String plain(int from, int to) {
    int length = from + random.nextInt(to - from);
    return "x".repeat(chance(4) ? to + (chance(5) ? 1 : 0) : length);
  }

  private static String field(String name, String json) {
    return quoted(name) + ":" + json;
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }

  private String oneOf(List<String> values) {
    return values.get(random.nextInt(values.size()));
  }

  private boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }
}
