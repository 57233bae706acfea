package io.gatehouse.message;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** String values of a message, checked. */
final class Strings {

  private static final int MAX_ID = 128;

  private Strings() {}

  /** An id: 1 to 128 characters, no control characters. */
  static String id(String field, @Nullable JsonToken token, JsonParser parser) {
    String value = any(field, token, parser);
    int length = value.codePointCount(0, value.length());
    if (length < 1 || length > MAX_ID) {
      throw new FieldException(field, "must have 1 to %d characters".formatted(MAX_ID));
    }
    for (int i = 0; i < value.length(); i++) {
      if (Character.isISOControl(value.charAt(i))) {
        throw new FieldException(field, "must not have control characters");
      }
    }
    return value;
  }

  /** A string that the database can hold as text: no U+0000, no half of a surrogate pair. */
  static String any(String field, @Nullable JsonToken token, JsonParser parser) {
    requireString(field, token);
    String value = parser.getString();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == 0) {
        throw new FieldException(field, "must not have U+0000");
      }
      if (Character.isSurrogate(c)) {
        if (!Character.isHighSurrogate(c)
            || i + 1 == value.length()
            || !Character.isLowSurrogate(value.charAt(i + 1))) {
          throw new FieldException(field, "has half of a surrogate pair");
        }
        i++;
      }
    }
    return value;
  }

  /** Checks a text without making a string of it. Returns its length in characters. */
  static int checkText(String field, int max, @Nullable JsonToken token, JsonParser parser) {
    requireString(field, token);
    char[] buffer = parser.getStringCharacters();
    int from = parser.getStringOffset();
    int length = parser.getStringLength();
    for (int i = from; i < from + length; i++) {
      if (buffer[i] == 0) {
        throw new FieldException(field, "must not have U+0000");
      }
    }
    if (length > max && Character.codePointCount(buffer, from, length) > max) {
      throw new FieldException(field, "must have %d characters at most".formatted(max));
    }
    return length;
  }

  private static void requireString(String field, @Nullable JsonToken token) {
    if (token != JsonToken.VALUE_STRING) {
      throw new FieldException(field, "must be a string");
    }
  }
}
