package io.gatehouse.local.demo;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Who writes what, message by message: the n-th is always the same. Every third is the first of a
 * new customer; others come from those who wrote lately, and from three spammers, of whom one gives
 * up now and then and another begins.
 */
final class Arrivals {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int MESSAGES_PER_CUSTOMER = 3;
  private static final int MESSAGES_PER_SPAMMER = 100;
  private static final int TALKING = 25;
  private static final int SPAM_PERCENT = 22;
  private static final int TWICE_PERCENT = 2;
  private static final int ATTACHMENT_PERCENT = 6;

  private final long seed;
  private final String prefix;
  private final Pattern numbered;

  Arrivals(long seed) {
    this.seed = seed;
    this.prefix = "demo-%d-".formatted(seed);
    this.numbered = Pattern.compile(Pattern.quote(prefix) + "(\\d+)");
  }

  /** Whether this customer is one of the demo's. */
  boolean owns(String customerId) {
    return customerId.startsWith(prefix);
  }

  Customer customer(String customerId) {
    return Customer.of(seed, customerId);
  }

  /** The number of a message, where its id is from here. */
  OptionalLong number(String messageId) {
    Matcher matcher = numbered.matcher(messageId);
    return matcher.matches()
        ? OptionalLong.of(Long.parseLong(matcher.group(1)))
        : OptionalLong.empty();
  }

  /** The n-th message, from 0. A few are the one before once more, as connectors do it. */
  ObjectNode message(long n, Instant now) {
    Dice dice = Dice.of(seed, "message", Long.toString(n));
    return n > 0 && dice.chance(TWICE_PERCENT) ? message(n - 1, now) : newMessage(n, dice, now);
  }

  private ObjectNode newMessage(long n, Dice dice, Instant now) {
    String id = prefix + n;
    long newest = n / MESSAGES_PER_CUSTOMER;
    if (n % MESSAGES_PER_CUSTOMER == 0) {
      Customer customer = customer(prefix + newest);
      return message(id, customer, question(customer, dice), now);
    }
    if (dice.chance(SPAM_PERCENT)) {
      long spammer = n / MESSAGES_PER_SPAMMER + dice.between(0, 2);
      return message(id, customer(prefix + "x" + spammer), Language.spam(dice), now);
    }
    Customer customer = customer(prefix + Math.max(0, newest - dice.between(0, TALKING)));
    Language language = customer.language();
    ObjectNode message =
        message(
            id,
            customer,
            dice.chance(70) ? language.say(language.followUps(), dice) : question(customer, dice),
            now);
    if (dice.chance(ATTACHMENT_PERCENT)) {
      attach(message, dice);
    }
    return message;
  }

  private static String question(Customer customer, Dice dice) {
    return customer.language().say(customer.language().questions(), dice);
  }

  private static void attach(ObjectNode message, Dice dice) {
    int number = dice.between(1_000, 9_999);
    message
        .putArray("attachments")
        .addObject()
        .put("url", "https://files.example/%d.jpg".formatted(number))
        .put("contentType", "image/jpeg")
        .put("name", "IMG_%d.jpg".formatted(number))
        .put("size", dice.between(40_000, 3_000_000));
  }

  /** What a customer says to an answer, or nothing. */
  Optional<ObjectNode> reaction(String customerId, String replyId, Instant now) {
    Dice dice = Dice.of(seed, "reaction", customerId, replyId);
    if (!dice.chance(45)) {
      return Optional.empty();
    }
    Customer customer = customer(customerId);
    Language language = customer.language();
    String text = language.say(dice.chance(60) ? language.thanks() : language.followUps(), dice);
    return Optional.of(message(prefix + "to-" + shortened(replyId), customer, text, now));
  }

  /** The id of a reply may be as long as that of a message. */
  private static UUID shortened(String id) {
    return UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8));
  }

  private static ObjectNode message(String id, Customer customer, String text, Instant now) {
    ObjectNode message = JSON.createObjectNode();
    message.put("messageId", id);
    message.put("customerId", customer.id());
    message.put("channel", customer.channel());
    message.put("sentAt", now.toString());
    message.put("text", text);
    message.set("customer", customer.profile());
    if (!customer.web().isEmpty()) {
      message.set("web", customer.web());
    }
    return message;
  }
}
