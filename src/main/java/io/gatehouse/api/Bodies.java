package io.gatehouse.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Puts what a request has into a command; what it has not stays out. */
final class Bodies {

  private Bodies() {}

  static void putIfGiven(ObjectNode body, String field, @Nullable String value) {
    if (value != null) {
      body.put(field, value);
    }
  }

  static void putIfGiven(ObjectNode body, String field, @Nullable JsonNode value) {
    if (value != null) {
      body.set(field, value);
    }
  }

  static void putIfGiven(ObjectNode body, String field, @Nullable List<String> values) {
    if (values != null) {
      values.forEach(body.putArray(field)::add);
    }
  }
}
