package io.gatehouse.message;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The objects inside a message: attachments, customer, web, actor. */
final class Parts {

  private Parts() {}

  /** Returns how many there are. */
  static int attachments(@Nullable JsonToken token, JsonParser parser) {
    if (token != JsonToken.START_ARRAY) {
      throw new FieldException("attachments", "must be an array");
    }
    int count = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      attachment("attachments[" + count + "]", parser);
      count++;
    }
    return count;
  }

  private static void attachment(String where, JsonParser parser) {
    requireObject(where, parser.currentToken());
    Set<String> seen = new HashSet<>();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      JsonToken token = parser.nextToken();
      switch (name) {
        case "url" -> {
          if (Strings.any(once(where, name, seen), token, parser).isEmpty()) {
            throw new FieldException(where + ".url", "must not be empty");
          }
        }
        case "contentType", "name" -> Strings.any(once(where, name, seen), token, parser);
        case "size" -> size(once(where, name, seen), token, parser);
        default -> parser.skipChildren();
      }
    }
    if (!seen.contains("url")) {
      throw new FieldException(where + ".url", "is missing");
    }
  }

  private static void size(String field, @Nullable JsonToken token, JsonParser parser) {
    if (token != JsonToken.VALUE_NUMBER_INT && token != JsonToken.VALUE_NUMBER_FLOAT) {
      throw new FieldException(field, "must be a whole number");
    }
    double value =
        Double.parseDouble(parser.getString()); // JSON Schema takes 1.0 and 1e3 for whole numbers
    if (value < 0 || Math.rint(value) != value) {
      throw new FieldException(field, "must be a whole number, 0 or more");
    }
  }

  static Profile profile(@Nullable JsonToken token, JsonParser parser) {
    requireObject("customer", token);
    Set<String> seen = new HashSet<>();
    @Nullable String nickname = null;
    @Nullable String realName = null;
    @Nullable String phone = null;
    @Nullable String qq = null;
    @Nullable String email = null;
    @Nullable String company = null;
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      JsonToken value = parser.nextToken();
      switch (name) {
        case "nickname" ->
            nickname = filled(Strings.any(once("customer", name, seen), value, parser));
        case "realName" ->
            realName = filled(Strings.any(once("customer", name, seen), value, parser));
        case "phone" -> phone = filled(Strings.any(once("customer", name, seen), value, parser));
        case "qq" -> qq = filled(Strings.any(once("customer", name, seen), value, parser));
        case "email" -> email = filled(Strings.any(once("customer", name, seen), value, parser));
        case "company" ->
            company = filled(Strings.any(once("customer", name, seen), value, parser));
        default -> parser.skipChildren();
      }
    }
    return new Profile(nickname, realName, phone, qq, email, company);
  }

  /** An empty value fills nothing. */
  private static @Nullable String filled(String value) {
    return value.isEmpty() ? null : value;
  }

  static Web web(@Nullable JsonToken token, JsonParser parser) {
    requireObject("web", token);
    Set<String> seen = new HashSet<>();
    @Nullable String ip = null;
    @Nullable String region = null;
    @Nullable String userAgent = null;
    @Nullable String source = null;
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      JsonToken value = parser.nextToken();
      switch (name) {
        case "ip" -> ip = Strings.any(once("web", name, seen), value, parser);
        case "region" -> region = Strings.any(once("web", name, seen), value, parser);
        case "userAgent" -> userAgent = Strings.any(once("web", name, seen), value, parser);
        case "source" -> source = Strings.any(once("web", name, seen), value, parser);
        default -> parser.skipChildren();
      }
    }
    return new Web(ip, region, userAgent, source);
  }

  /** Returns its id. */
  static String actor(@Nullable JsonToken token, JsonParser parser) {
    requireObject("actor", token);
    Set<String> seen = new HashSet<>();
    @Nullable String id = null;
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      JsonToken value = parser.nextToken();
      if (name.equals("id")) {
        id = Strings.id(once("actor", name, seen), value, parser);
      } else {
        parser.skipChildren();
      }
    }
    return MessageFields.required("actor.id", id);
  }

  private static void requireObject(String field, @Nullable JsonToken token) {
    if (token != JsonToken.START_OBJECT) {
      throw new FieldException(field, "must be an object");
    }
  }

  private static String once(String where, String name, Set<String> seen) {
    String field = where + "." + name;
    if (!seen.add(name)) {
      throw new FieldException(field, "is there twice");
    }
    return field;
  }
}
