package io.gatehouse.nemesis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * What connectors send: mostly messages, some of them again, at once or much later, and a few that
 * are none.
 */
final class Messages {

  /** A record of {@code messages.inbound}. */
  record Sent(@Nullable String key, byte @Nullable [] value) {}

  static final int CUSTOMERS = 400;

  private static final int REMEMBERED = 50_000;
  private static final List<String> CHANNELS = List.of("sms", "whatsapp", "web");

  private final Random random;
  private final List<Sent> before = new ArrayList<>();
  private long number;

  Messages(Draw draw) {
    this.random = draw.random();
  }

  static String customer(Random random) {
    double skewed = Math.abs(random.nextGaussian()) * CUSTOMERS / 3;
    return "c-" + Math.min(CUSTOMERS - 1, (int) skewed);
  }

  Sent next() {
    int chance = random.nextInt(1_000);
    if (chance < 5) {
      return bad();
    }
    if (chance < 30 && !before.isEmpty()) {
      int last = before.size() - 1;
      return before.get(chance < 15 ? random.nextInt(before.size()) : Math.max(0, last - chance));
    }
    Sent sent = message();
    if (before.size() < REMEMBERED) {
      before.add(sent);
    } else {
      before.set(random.nextInt(REMEMBERED), sent);
    }
    return sent;
  }

  private Sent message() {
    String customer = customer(random);
    String channel = CHANNELS.get(Math.min(2, random.nextInt(8)));
    String text = "text %d %s".formatted(number, "x".repeat(random.nextInt(200)));
    return sent(
        customer,
        """
        {"messageId": "m-%d", "customerId": "%s", "channel": "%s", "sentAt": "2026-11-21T10:00:00Z", "text": "%s"}"""
            .formatted(number++, customer, channel, text));
  }

  private Sent bad() {
    String customer = customer(random);
    return switch (random.nextInt(8)) {
      case 0 -> sent(customer, "{");
      case 1 -> new Sent(customer, null);
      case 2 -> new Sent(null, "{}".getBytes(UTF_8));
      case 3 -> sent(customer, "{\"messageId\": \"1\", \"customerId\": \"somebody else\"}");
      case 4 -> sent(customer, "{\"x\": %s1%s}".formatted("[".repeat(40), "]".repeat(40)));
      case 5 -> new Sent(customer, new byte[] {'{', '"', (byte) 0xC0, (byte) 0x80, '"', '}'});
      case 6 ->
          sent(
              customer,
              """
              {"messageId": "%d", "customerId": "%s", "channel": "sms", "sentAt": "2026-11-21T10:00:00Z", "text": "a\\u0000b"}"""
                  .formatted(number, customer));
      default -> {
        byte[] noise = new byte[random.nextInt(300)];
        random.nextBytes(noise);
        yield new Sent(customer, noise);
      }
    };
  }

  private static Sent sent(String customer, String value) {
    return new Sent(customer, value.getBytes(UTF_8));
  }
}
