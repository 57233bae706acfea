package io.gatehouse.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The document of the API: a public reader finds nothing wrong, and it says all that it should. */
class ApiDocumentIT extends ApiFixture {

  private static final String DOCUMENT = "/api/openapi.json";

  @Test
  void a_public_reader_finds_nothing_wrong_with_it() {
    String document = get(AGENT, DOCUMENT).response().body();

    var read = read(document);
    assertThat(read.getMessages()).isEmpty();
    assertThat(read.getOpenAPI().getPaths()).containsKey("/api/me");

    assertThat(read(document.replace("\"in\":\"path\"", "\"in\":\"nowhere\"")).getMessages())
        .isNotEmpty();
  }

  private static SwaggerParseResult read(String document) {
    var options = new ParseOptions();
    options.setResolve(true);
    return new OpenAPIV3Parser().readContents(document, null, options);
  }

  @Test
  void every_operation_has_a_name_of_its_own_a_summary_a_role_and_its_problems() {
    Set<String> names = new HashSet<>();
    for (var path : get(AGENT, DOCUMENT).body().required("paths").properties()) {
      for (var operation : path.getValue().properties()) {
        JsonNode said = operation.getValue();
        assertThat(names.add(said.required("operationId").stringValue())).isTrue();
        assertThat(said.required("summary").stringValue()).isNotEmpty();
        assertThat(said.required("x-role").stringValue()).isIn("agent", "supervisor", "admin");
        assertThat(said.required("responses").propertyNames())
            .as(path.getKey())
            .contains("400", "401", "403", "429", "500", "503");
        said.path("parameters")
            .valueStream()
            .filter(parameter -> parameter.required("in").stringValue().equals("path"))
            .forEach(id -> assertThat(id.at("/schema/maxLength").intValue()).isEqualTo(128));
      }
    }
    assertThat(names).contains("me");
  }

  @Test
  void it_is_for_those_who_are_logged_in() {
    assertThat(get(NOBODY, DOCUMENT).status()).isEqualTo(401);
  }
}
