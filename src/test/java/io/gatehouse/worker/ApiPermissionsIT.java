package io.gatehouse.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/**
 * Each endpoint with each role and with nobody, made from the API's own document: a new endpoint is
 * here as soon as it is there.
 */
class ApiPermissionsIT extends ApiFixture {

  /** From the least to the highest. */
  private static final List<String> USERS = List.of(NOBODY, AGENT, SUPERVISOR, ADMIN);

  private static final Map<String, Integer> LEAST = Map.of("agent", 1, "supervisor", 2, "admin", 3);

  private record Operation(String method, String path, JsonNode said) {
    String id() {
      return said.required("operationId").stringValue();
    }

    int least() {
      return LEAST.getOrDefault(said.required("x-role").stringValue(), Integer.MAX_VALUE);
    }

    /** A path that exists nowhere else, so that nothing is changed that another test needs. */
    String example() {
      return path.replace("{customerId}", "nobody-" + newCustomerId())
          .replaceAll("\\{[^}]+}", "x-1");
    }

    @Nullable String body() {
      return said.has("requestBody") ? "{}" : null;
    }
  }

  @Autowired
  @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping endpoints;

  @TestFactory
  List<DynamicTest> everybody_may_do_what_their_role_allows_and_no_more() {
    List<DynamicTest> cases = new ArrayList<>();
    for (Operation operation : operations()) {
      for (int i = 0; i < USERS.size(); i++) {
        String user = USERS.get(i);
        int role = i;
        String name = "%s %s as %s".formatted(operation.method, operation.path, user);
        cases.add(DynamicTest.dynamicTest(name, () -> check(operation, user, role)));
      }
    }
    assertThat(cases).hasSizeGreaterThan(50);
    return cases;
  }

  private void check(Operation operation, String user, int role) {
    Answer answer = ask(user, operation.method, operation.example(), operation.body());

    if (user.equals(NOBODY)) {
      assertThat(answer.status()).isEqualTo(401);
    } else if (role < operation.least()) {
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.text("type")).isEqualTo("/problems/forbidden");
    } else {
      assertThat(answer.status()).isNotIn(401, 405, 500);
      assertThat(answer.text("type")).isNotEqualTo("/problems/forbidden");
    }
  }

  /** What the specification gives to some roles only. */
  @Test
  void only_supervisors_unblock_and_delete_and_only_admins_set_switches() {
    Map<String, Integer> least =
        Map.of("unblockCustomer", 2, "deleteAllOfCustomer", 2, "setSetting", 3, "blockCustomer", 1);

    assertThat(operations().stream().filter(operation -> least.containsKey(operation.id())))
        .hasSize(least.size())
        .allSatisfy(
            operation -> assertThat(operation.least()).isEqualTo(least.get(operation.id())));
  }

  @Test
  void the_document_leaves_no_endpoint_out() {
    Set<String> documented = new TreeSet<>();
    operations().forEach(operation -> documented.add(operation.method + " " + operation.path));
    Set<String> served = new TreeSet<>();
    endpoints
        .getHandlerMethods()
        .forEach(
            (mapping, method) -> {
              for (String path : mapping.getPatternValues()) {
                if (path.startsWith("/api/")
                    && method.getBeanType().getPackageName().startsWith("io.gatehouse")) {
                  mapping
                      .getMethodsCondition()
                      .getMethods()
                      .forEach(verb -> served.add(verb.name() + " " + path));
                }
              }
            });

    assertThat(documented).isEqualTo(served).hasSizeGreaterThan(10);
  }

  private List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    get(ADMIN, "/api/openapi.json")
        .body()
        .required("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        operation ->
                            operations.add(
                                new Operation(
                                    operation.getKey().toUpperCase(Locale.ROOT),
                                    path.getKey(),
                                    operation.getValue()))));
    return operations;
  }
}
