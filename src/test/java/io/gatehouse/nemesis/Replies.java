package io.gatehouse.nemesis;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * What agents and the BOT say: in conversations that are open, in some that are no longer, a little
 * twice, and a little that is no reply.
 */
final class Replies {

  /** A record of {@code messages.outbound}. */
  record Sent(String key, String value) {}

  private record Conversation(String customer, String ticketId) {}

  private static final String SOME_OPEN =
      """
      select customer_id, ticket_no from ticket join customer using (customer_no)
      where closed_at is null order by random() limit 20
      """;

  /** So many apart. */
  private static final int LOOKS = 50;

  private static final int REMEMBERED = 500;

  private final Random random;
  private final Deployment deployment;
  private final List<Conversation> conversations = new ArrayList<>();
  private final List<Sent> before = new ArrayList<>();
  private int number;

  Replies(Draw draw, Deployment deployment) {
    this.random = draw.random();
    this.deployment = deployment;
  }

  /** One, or none while nobody has written. */
  Optional<Sent> next() {
    if (number++ % LOOKS == 0) {
      look();
    }
    if (conversations.isEmpty()) {
      return Optional.empty();
    }
    int chance = random.nextInt(100);
    if (chance < 2) {
      return Optional.of(new Sent(Messages.customer(random), random.nextBoolean() ? "{" : "{}"));
    }
    if (chance < 7 && !before.isEmpty()) {
      return Optional.of(before.get(random.nextInt(before.size())));
    }
    Sent sent = reply(chance < 10 ? nowhere() : oneOf(conversations));
    remember(before, sent);
    return Optional.of(sent);
  }

  private Conversation nowhere() {
    return new Conversation(Messages.customer(random), "t-" + random.nextInt(1, 1_000));
  }

  private Conversation oneOf(List<Conversation> some) {
    return some.get(random.nextInt(some.size()));
  }

  private Sent reply(Conversation in) {
    boolean agent = random.nextBoolean();
    return new Sent(
        in.customer,
        """
        {"messageId": "r-%d", "customerId": "%s", "ticketId": "%s", "actor": {"id": "%s"}, "from": "%s", \
        "sentAt": "2026-11-21T10:00:00Z", "text": "reply %d"}"""
            .formatted(
                number,
                in.customer,
                in.ticketId,
                agent ? "agent-" + random.nextInt(3) : "bot-1",
                agent ? "agent" : "bot",
                number));
  }

  /** Those seen before stay, whatever becomes of them. */
  private void look() {
    try (var connection = deployment.connect();
        var statement = connection.prepareStatement(SOME_OPEN);
        var found = statement.executeQuery()) {
      while (found.next()) {
        remember(conversations, new Conversation(found.getString(1), "t-" + found.getLong(2)));
      }
    } catch (SQLException e) {
      // it is away just now
    }
  }

  private <T> void remember(List<T> some, T one) {
    if (some.size() < REMEMBERED) {
      some.add(one);
    } else {
      some.set(random.nextInt(REMEMBERED), one);
    }
  }
}
