package io.gatehouse.local.demo;

import net.datafaker.Faker;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Somebody who writes, always on the same channel.
 *
 * @param profile as on {@code messages.inbound}
 * @param web the same, empty unless the channel is the web
 */
record Customer(String id, Language language, String channel, ObjectNode profile, ObjectNode web) {

  private static final String CHINESE = "zh";
  private static final JsonMapper JSON = JsonMapper.shared();

  /** The person that a seed makes of an id. */
  static Customer of(long seed, String id) {
    Dice dice = Dice.of(seed, "customer", id);
    Language language = dice.oneOf(Language.ALL);
    var faker = new Faker(language.locale(), dice.random());
    String tongue = language.locale().getLanguage();
    String channel = dice.oneOf(tongue.equals(CHINESE) ? Channels.IN_CHINA : Channels.ELSEWHERE);
    return new Customer(
        id,
        language,
        channel,
        profile(dice, faker, tongue),
        channel.equals(Channels.WEB) ? web(dice, faker) : JSON.createObjectNode());
  }

  private static ObjectNode profile(Dice dice, Faker faker, String language) {
    String first = faker.name().firstName();
    String last = faker.name().lastName();
    ObjectNode profile = JSON.createObjectNode();
    profile.put("nickname", first);
    profile.put("realName", fullName(language, first, last));
    if (dice.chance(60)) {
      profile.put("phone", faker.phoneNumber().cellPhone());
    }
    if (dice.chance(70)) {
      profile.put("email", "customer-%d@mail.example".formatted(dice.between(1_000, 999_999)));
    }
    if (dice.chance(25)) {
      profile.put("company", faker.company().name());
    }
    if (language.equals(CHINESE)) {
      profile.put("qq", faker.number().digits(9));
    }
    return profile;
  }

  private static String fullName(String language, String first, String last) {
    return switch (language) {
      case CHINESE, "ko" -> last + first;
      case "ja" -> last + " " + first;
      default -> first + " " + last;
    };
  }

  private static ObjectNode web(Dice dice, Faker faker) {
    ObjectNode web = JSON.createObjectNode();
    // of the networks that are kept for examples
    web.put("ip", dice.oneOf(Channels.NETWORKS) + dice.between(1, 254));
    web.put("region", faker.address().city());
    web.put("userAgent", faker.internet().userAgent());
    web.put("source", "https://shop.example/" + dice.oneOf(Channels.PAGES));
    return web;
  }
}
