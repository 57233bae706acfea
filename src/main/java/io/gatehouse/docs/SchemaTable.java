package io.gatehouse.docs;

import io.gatehouse.docs.ContractFiles.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** A JSON Schema as the rows of a table: one a field, those of inner objects with their path. */
final class SchemaTable {

  /**
   * A field.
   *
   * @param path its name, after those of the objects it is in
   * @param required always; some are required only sometimes, which only the schema itself says
   * @param limits in words
   */
  record Row(String path, String type, boolean required, String limits, String description) {}

  private final ContractFiles files;
  private final Map<String, Row> rows = new LinkedHashMap<>();

  private SchemaTable(ContractFiles files) {
    this.files = files;
  }

  static List<Row> of(ContractFiles files, Place schema) {
    var table = new SchemaTable(files);
    table.addFields("", schema);
    return List.copyOf(table.rows.values());
  }

  /** The ways a value can look, for a schema that offers a choice; else itself. */
  static List<Place> choices(ContractFiles files, Place schema) {
    JsonNode choices = schema.node().path("anyOf");
    boolean references =
        !choices.isEmpty()
            && StreamSupport.stream(choices.spliterator(), false).allMatch(c -> c.has("$ref"));
    if (!references) {
      return List.of(schema);
    }
    List<Place> places = new ArrayList<>();
    choices.forEach(choice -> places.add(files.resolve(new Place(schema.file(), choice))));
    return places;
  }

  private void addFields(String prefix, Place schema) {
    Place object = files.resolve(schema);
    object.node().path("allOf").forEach(part -> addFields(prefix, new Place(object.file(), part)));
    List<String> required =
        object.node().path("required").valueStream().map(JsonNode::asString).toList();
    object
        .node()
        .path("properties")
        .properties()
        .forEach(
            field -> {
              if (field.getValue().isObject()) {
                add(
                    prefix + field.getKey(),
                    new Place(object.file(), field.getValue()),
                    required.contains(field.getKey()));
              }
            });
    required.forEach(
        name ->
            rows.computeIfPresent(
                prefix + name,
                (path, row) -> new Row(path, row.type(), true, row.limits(), row.description())));
  }

  private void add(String path, Place field, boolean required) {
    Place schema = files.resolve(field);
    String own = field.node().path("description").asString("");
    String description = own.isEmpty() ? schema.node().path("description").asString("") : own;
    Row before = rows.get(path);
    rows.put(
        path,
        new Row(
            path,
            type(schema),
            required || (before != null && before.required()),
            limits(schema.node()),
            description));
    JsonNode items = schema.node().get("items");
    if (items != null) {
      addFields(path + "[].", new Place(schema.file(), items));
    }
    addFields(path + ".", new Place(schema.file(), schema.node()));
  }

  private String type(Place schema) {
    JsonNode node = schema.node();
    if (node.has("anyOf")) {
      return node.path("anyOf")
          .valueStream()
          .map(choice -> type(files.resolve(new Place(schema.file(), choice))))
          .distinct()
          .collect(Collectors.joining(" or "));
    }
    if (node.path("type").asString("").equals("array")) {
      return "array of " + type(files.resolve(new Place(schema.file(), node.path("items"))));
    }
    if (node.path("format").asString("").equals("date-time")) {
      return "time";
    }
    return node.path("type").asString(node.has("const") ? "constant" : "object");
  }

  private static String limits(JsonNode schema) {
    List<String> limits = new ArrayList<>();
    if (schema.has("const")) {
      limits.add("always " + schema.path("const").asString());
    }
    if (schema.has("enum")) {
      limits.add(
          schema
              .path("enum")
              .valueStream()
              .map(JsonNode::asString)
              .collect(Collectors.joining(", ")));
    }
    range(limits, schema, "minLength", "maxLength", " characters");
    range(limits, schema, "minimum", "maximum", "");
    String pattern = schema.path("pattern").asString("");
    if (!pattern.isEmpty() && !pattern.contains("u0000")) {
      limits.add(pattern);
    }
    return String.join("; ", limits);
  }

  private static void range(
      List<String> limits, JsonNode schema, String least, String most, String unit) {
    if (schema.has(least) && schema.has(most)) {
      limits.add(
          "%s to %s%s"
              .formatted(schema.path(least).asString(), schema.path(most).asString(), unit));
    } else if (schema.has(most)) {
      limits.add("up to " + schema.path(most).asString() + unit);
    } else if (schema.has(least) && !unit.isEmpty()) {
      limits.add("not empty");
    } else if (schema.has(least)) {
      limits.add("at least " + schema.path(least).asString() + unit);
    }
  }
}
