package io.gatehouse.reading;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A name that is searched for, in the form that {@code search_form} gives it, and what the index of
 * names ({@code name_grams}) is asked for it. Every word must be in a name, in any order.
 */
final class NameQuery {

  private static final int GRAM = 3;

  /** Chinese, Japanese and Korean begin here: the index knows their characters one by one. */
  private static final int CJK = 0x2E80;

  private static final int LONGEST_FOR_TYPOS = 60;

  private final String form;
  private final List<String> words;

  NameQuery(String form) {
    this.form = form;
    this.words = form.isEmpty() ? List.of() : Arrays.asList(form.split(" ", -1));
  }

  boolean isEmpty() {
    return words.isEmpty();
  }

  /** Of a name that is exactly this. */
  String whole() {
    return "=" + form;
  }

  /** For {@code like}: a line of {@code names} that is this. */
  String asWhole() {
    return "%\n" + form + "\n%";
  }

  /** For {@code like}: a line of {@code names} that begins so. */
  String asBeginning() {
    return "%\n" + form + "%";
  }

  /** For {@code like all}: the search form has none of its signs. */
  String[] parts() {
    return words.stream().map(word -> "%" + word + "%").toArray(String[]::new);
  }

  /** What a name with all the words has in the index. As few as cover them: each is a long list. */
  String[] grams() {
    Set<String> grams = new LinkedHashSet<>();
    words.forEach(word -> grams.addAll(grams(word)));
    return grams.toArray(String[]::new);
  }

  private static List<String> grams(String word) {
    int[] letters = word.codePoints().toArray();
    if (letters.length < GRAM) {
      // a short word of letters is looked for where words begin
      String begins = letters[0] >= CJK ? "" : " ".repeat(GRAM - letters.length);
      return List.of(begins + word);
    }
    List<String> grams = new ArrayList<>();
    for (int at = 0; at < letters.length; at += GRAM) {
      grams.add(new String(letters, Math.min(at, letters.length - GRAM), GRAM));
    }
    return grams;
  }

  /** The longest word, if it is long enough to be recognised with a letter wrong. */
  Misspelt misspelt() {
    String longest = words.stream().max((a, b) -> Integer.compare(length(a), length(b))).orElse("");
    boolean fits =
        length(longest) > GRAM
            && length(longest) <= LONGEST_FOR_TYPOS
            && longest.codePoints().allMatch(letter -> letter < CJK);
    return new Misspelt(fits ? longest : "");
  }

  private static int length(String word) {
    return word.codePointCount(0, word.length());
  }

  /** A word with one letter wrong, or two in a long one, still begins or ends as it should. */
  record Misspelt(String word) {

    boolean isPossible() {
      return !word.isEmpty();
    }

    String[] beginning() {
      int[] letters = word.codePoints().toArray();
      return grams(new String(letters, 0, half(letters))).toArray(String[]::new);
    }

    String[] end() {
      int[] letters = word.codePoints().toArray();
      int half = half(letters);
      return grams(new String(letters, letters.length - half, half)).toArray(String[]::new);
    }

    int letters() {
      return length(word) < 2 * GRAM ? 1 : 2;
    }

    private static int half(int[] letters) {
      return Math.max(GRAM, letters.length / 2);
    }
  }
}
