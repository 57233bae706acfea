package io.gatehouse.local.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * What is said in one language, and by spammers in any.
 *
 * @param locale of names and places
 */
@JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
record Language(
    Locale locale,
    List<String> products,
    List<String> questions,
    List<String> followUps,
    List<String> thanks,
    List<String> answers,
    List<String> bot,
    List<String> comments) {

  static final List<Language> ALL = read("/demo/phrases.yaml", new TypeReference<>() {});

  private static final List<String> SPAM = read("/demo/spam.yaml", new TypeReference<>() {});

  private static <T> T read(String resource, TypeReference<T> type) {
    try (InputStream in = Objects.requireNonNull(Language.class.getResourceAsStream(resource))) {
      return new YAMLMapper().readValue(in, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One of some phrases, about some order and product. */
  String say(List<String> phrases, Dice dice) {
    return filled(dice.oneOf(phrases), dice).replace("{product}", dice.oneOf(products));
  }

  static String spam(Dice dice) {
    return filled(dice.oneOf(SPAM), dice);
  }

  /** As an agent would see it. */
  static boolean isSpam(String text) {
    return SPAM.stream()
        .map(phrase -> phrase.replaceFirst("\\{order}.*", ""))
        .anyMatch(text::startsWith);
  }

  private static String filled(String phrase, Dice dice) {
    return phrase.replace("{order}", Integer.toString(dice.between(20_000, 99_999)));
  }
}
