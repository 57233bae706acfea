package io.gatehouse.commands;

import com.networknt.schema.Error;
import io.gatehouse.deadletters.Defect;

/** Says what a schema has found wrong: the field and what it should be, never what was there. */
final class SchemaDefect {

  private SchemaDefect() {}

  static Defect of(Error error) {
    String field = error.getInstanceLocation().toString().replaceFirst("^/", "").replace('/', '.');
    String property = error.getProperty();
    if (property != null && !field.endsWith(property)) {
      field = field.isEmpty() ? property : field + "." + property;
    }
    String keyword = error.getKeyword() == null ? "" : error.getKeyword();
    String what =
        switch (keyword) {
          case "required" -> "is missing";
          case "type" -> "has the wrong type";
          case "minLength", "minItems", "minProperties" -> "must not be empty";
          case "maxLength" -> "is too long";
          case "minimum", "maximum" -> "is out of range";
          case "enum", "const" -> "is not one of the values allowed";
          case "format" -> "must be an RFC 3339 time with offset";
          case "pattern" -> "has characters or a form that is not allowed";
          default -> "is not allowed here (" + keyword + ")";
        };
    return Defect.invalid(field.isEmpty() ? "command" : field, what);
  }
}
