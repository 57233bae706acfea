package io.gatehouse.proof;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Customer, channel and message id: messages that have these in common are one message. Of replies
 * it is customer, ticket and message id.
 */
final class Identity {

  private static final JsonFactory JSON = new JsonFactory();

  private Identity() {}

  /** A hash of the three, read from the value of a message; 0 if it does not have them. */
  static long of(byte @Nullable [] value) {
    return of(value, "channel");
  }

  static long ofReply(byte @Nullable [] value) {
    return of(value, "ticketId");
  }

  private static long of(byte @Nullable [] value, String place) {
    if (value == null) {
      return 0;
    }
    String customer = null;
    String where = null;
    String message = null;
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), value)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return 0;
      }
      for (String name = parser.nextName(); name != null; name = parser.nextName()) {
        JsonToken token = parser.nextToken();
        if (token == JsonToken.VALUE_STRING) {
          switch (name) {
            case "customerId" -> customer = parser.getString();
            case "messageId" -> message = parser.getString();
            default -> where = name.equals(place) ? parser.getString() : where;
          }
          if (customer != null && where != null && message != null) {
            return Content.hash(
                (customer + '\0' + where + '\0' + message).getBytes(StandardCharsets.UTF_8));
          }
        } else {
          parser.skipChildren();
        }
      }
      return 0;
    } catch (JacksonException e) {
      return 0; // then it is a dead letter, which other checks see to
    }
  }
}
