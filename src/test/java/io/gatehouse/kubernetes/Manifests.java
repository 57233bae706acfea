package io.gatehouse.kubernetes;

import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The objects in {@code deploy/kubernetes}, and a reader that knows Kubernetes' own types. */
final class Manifests {

  private static final Path FOLDER = Path.of("deploy", "kubernetes");

  /** Takes no field that the type does not have, and no text where a number belongs. */
  private static final ObjectMapper STRICT =
      JsonMapper.builder()
          .annotationIntrospector(new Strict())
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .withCoercionConfig(
              LogicalType.Textual,
              text ->
                  text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
          .build();

  /** The types keep what they do not know, for another day. */
  private static final class Strict extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1;

    @Override
    public Boolean hasAnySetter(Annotated member) {
      return false;
    }
  }

  private Manifests() {}

  /** All but what is for Kustomize itself. */
  static List<JsonNode> all() {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .filter(file -> !file.endsWith("kustomization.yaml"))
          .sorted()
          .flatMap(Manifests::documents)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<JsonNode> documents(Path file) {
    try (var documents =
        YAMLMapper.shared().readerFor(JsonNode.class).<JsonNode>readValues(file.toFile())) {
      return documents.readAll().stream();
    }
  }

  /** The only one of its kind. */
  static JsonNode only(String kind) {
    return all().stream()
        .filter(manifest -> kind(manifest).equals(kind))
        .reduce(
            (one, other) -> {
              throw new AssertionError("two of kind " + kind);
            })
        .orElseThrow();
  }

  static String kind(JsonNode manifest) {
    return manifest.required("kind").stringValue();
  }

  static <T> T read(JsonNode manifest, Class<T> type) {
    try {
      return STRICT.readValue(manifest.toString(), type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
