package io.gatehouse.nemesis;

import io.gatehouse.topics.Topic;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What screens send: commands, some twice, some again much later, a few with an id used before. */
final class Commands {

  /** A record of a command topic. */
  record Sent(Topic topic, String key, String value) {}

  /** The topics that are answered. */
  static final List<Topic> TOPICS =
      List.of(
          Topic.COMMANDS_BLOCK,
          Topic.COMMANDS_UNBLOCK,
          Topic.COMMANDS_DELETE_ALL,
          Topic.COMMANDS_BLACKLIST,
          Topic.COMMANDS_TICKET,
          Topic.COMMANDS_CUSTOMER,
          Topic.COMMANDS_SETTINGS);

  private static final String A_TICKET =
      """
      select customer_id, ticket_no from ticket join customer using (customer_no)
      where (queue = 'blocked') = ? and closed_at is null order by random() limit 1
      """;

  private final Random random;
  private final Deployment deployment;
  private final List<Sent> before = new ArrayList<>();
  private int number;

  Commands(Draw draw, Deployment deployment) {
    this.random = draw.random();
    this.deployment = deployment;
  }

  /** One, or the same twice. */
  List<Sent> next() {
    int chance = random.nextInt(100);
    if (chance < 6 && !before.isEmpty()) {
      return List.of(before.get(random.nextInt(before.size())));
    }
    if (chance < 8 && !before.isEmpty()) {
      return List.of(withOtherContent(before.get(random.nextInt(before.size()))));
    }
    Sent sent = chance < 10 ? bad() : command(chance);
    before.add(sent);
    return random.nextInt(10) == 0 ? List.of(sent, sent) : List.of(sent);
  }

  private Sent command(int chance) {
    String customer = Messages.customer(random);
    if (chance < 38) {
      return about(customer, Topic.COMMANDS_BLOCK, ", \"reason\": \"spam\"");
    }
    if (chance < 50) {
      return about(customer, Topic.COMMANDS_UNBLOCK, "");
    }
    if (chance < 56) {
      return aboutTicket(customer, true, Topic.COMMANDS_UNBLOCK, "");
    }
    if (chance < 72) {
      return about(blockedOr(customer), Topic.COMMANDS_DELETE_ALL, "");
    }
    if (chance < 78) {
      return blacklist(customer);
    }
    if (chance < 90) {
      return ticket(customer);
    }
    if (chance < 93) {
      return about(
          customer,
          Topic.COMMANDS_CUSTOMER,
          ", \"action\": \"tag\", \"add\": [\"tag-%d\"]".formatted(random.nextInt(3)));
    }
    return setting();
  }

  /** Mostly one who was blocked a while ago, so that there is something to delete. */
  private String blockedOr(String customer) {
    List<Sent> blocks = before.stream().filter(sent -> sent.topic == Topic.COMMANDS_BLOCK).toList();
    int age = 10 + random.nextInt(30);
    return age < blocks.size() ? blocks.get(blocks.size() - age).key : customer;
  }

  private Sent about(String customer, Topic topic, String fields) {
    return new Sent(
        topic,
        customer,
        """
        {"commandId": "%s", "customerId": "%s", "actor": {"id": "a"}%s}"""
            .formatted(id(), customer, fields));
  }

  /** Taken off as often as put on, or soon nobody has tickets. */
  private Sent blacklist(String customer) {
    return about(
        customer,
        Topic.COMMANDS_BLACKLIST,
        random.nextBoolean()
            ? ", \"action\": \"add\", \"reason\": \"threats\""
            : ", \"action\": \"remove\"");
  }

  private Sent ticket(String customer) {
    boolean blocked = random.nextInt(5) == 0;
    return switch (random.nextInt(6)) {
      case 0, 1 -> aboutTicket(customer, blocked, Topic.COMMANDS_TICKET, assign());
      case 2 -> aboutTicket(customer, blocked, Topic.COMMANDS_TICKET, ", \"action\": \"handover\"");
      case 3 -> aboutTicket(customer, blocked, Topic.COMMANDS_TICKET, ", \"action\": \"close\"");
      case 4 ->
          aboutTicket(
              customer, blocked, Topic.COMMANDS_TICKET, ", \"action\": \"rate\", \"score\": 3");
      default ->
          about(
              customer,
              Topic.COMMANDS_TICKET,
              ", \"action\": \"callback\", \"channel\": \"sms\", \"agent\": \"agent-1\"");
    };
  }

  private String assign() {
    return ", \"action\": \"assign\", \"agent\": \"agent-%d\"".formatted(random.nextInt(3));
  }

  /** One that is there if the database can be asked, else any. */
  private Sent aboutTicket(String customer, boolean blocked, Topic topic, String fields) {
    String owner = customer;
    long ticket = random.nextLong(1, 1_000);
    try (var connection = deployment.connect();
        var statement = connection.prepareStatement(A_TICKET)) {
      statement.setBoolean(1, blocked);
      try (var found = statement.executeQuery()) {
        if (found.next()) {
          owner = found.getString(1);
          ticket = found.getLong(2);
        }
      }
    } catch (SQLException e) {
      // it is away just now
    }
    return about(owner, topic, ", \"ticketId\": \"t-%d\"%s".formatted(ticket, fields));
  }

  /** Blocks are allowed most of the time. */
  private Sent setting() {
    boolean allow = random.nextInt(10) < 7;
    return switch (random.nextInt(4)) {
      case 0 -> set("block-contact.enabled", allow);
      case 1 -> set("bot.channels.sms", random.nextBoolean());
      case 2 -> set("block-contact.enabled", true);
      default -> set("bot.enabled", random.nextBoolean());
    };
  }

  private Sent set(String setting, boolean value) {
    return new Sent(
        Topic.COMMANDS_SETTINGS,
        setting,
        """
        {"commandId": "%s", "actor": {"id": "admin"}, "setting": "%s", "value": %s}"""
            .formatted(id(), setting, value));
  }

  private Sent bad() {
    String customer = Messages.customer(random);
    return new Sent(
        TOPICS.get(random.nextInt(TOPICS.size())), customer, random.nextBoolean() ? "{" : "{}");
  }

  private static Sent withOtherContent(Sent sent) {
    return new Sent(sent.topic, sent.key, sent.value.replace("\"id\": \"a", "\"id\": \"b"));
  }

  private String id() {
    return "n-" + number++;
  }
}
