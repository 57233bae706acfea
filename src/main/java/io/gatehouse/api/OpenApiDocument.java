package io.gatehouse.api;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.List;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.HandlerMethod;

/**
 * The API's document, made from the controllers: what they have in common is said here. Each
 * operation has the least role it needs as {@code x-role}.
 */
@Configuration(proxyBeanMethods = false)
class OpenApiDocument {

  static final String ROLE = "x-role";

  private static final String PROBLEM = "Problem";
  private static final List<ProblemKind> EVERYWHERE =
      List.of(
          ProblemKind.INVALID,
          ProblemKind.UNAUTHENTICATED,
          ProblemKind.FORBIDDEN,
          ProblemKind.TOO_MANY_REQUESTS,
          ProblemKind.FAULT,
          ProblemKind.UNAVAILABLE);

  static {
    SpringDocUtils.getConfig().addRequestWrapperToIgnore(User.class);
  }

  @Bean
  OpenAPI document() {
    return new OpenAPI()
        .info(
            new Info()
                .title("Gatehouse")
                .version("1")
                .description(
                    "Everything that screens of agents, supervisors and admins need. Actions post commands and answer with"
                        + " their outcome.")
                .license(
                    new License()
                        .name("Apache-2.0")
                        .url("https://www.apache.org/licenses/LICENSE-2.0.txt")))
        .components(
            new Components()
                .addSchemas(PROBLEM, problem())
                .addSecuritySchemes(
                    "token",
                    new SecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .bearerFormat("JWT"))
                .addSecuritySchemes(
                    "password",
                    new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("basic")))
        .addSecurityItem(new SecurityRequirement().addList("token"))
        .addSecurityItem(new SecurityRequirement().addList("password"));
  }

  @Bean
  OperationCustomizer rolesAndProblems() {
    return (operation, endpoint) -> {
      role(operation, endpoint);
      EVERYWHERE.forEach(kind -> problem(operation, kind));
      return operation;
    };
  }

  private static void role(Operation operation, HandlerMethod endpoint) {
    Allowed allowed = endpoint.getMethodAnnotation(Allowed.class);
    if (allowed != null) {
      operation.addExtension(ROLE, allowed.value().label());
    }
  }

  static void problem(Operation operation, ProblemKind kind) {
    String status = Integer.toString(kind.status().value());
    if (!operation.getResponses().containsKey(status)) {
      operation
          .getResponses()
          .addApiResponse(
              status,
              new ApiResponse()
                  .description(kind.title())
                  .content(
                      new Content()
                          .addMediaType(
                              "application/problem+json",
                              new MediaType()
                                  .schema(
                                      new Schema<>().$ref("#/components/schemas/" + PROBLEM)))));
    }
  }

  /** RFC 9457, and what we add to it. */
  private static Schema<?> problem() {
    Schema<?> problem = new ObjectSchema();
    problem
        .description("What is wrong, and what to do (RFC 9457).")
        .addProperty("type", new StringSchema().description("Which kind: stays the same."))
        .addProperty("title", new StringSchema().description("The kind, for people."))
        .addProperty("status", new IntegerSchema())
        .addProperty("detail", new StringSchema().description("What to do."))
        .addProperty("instance", new StringSchema())
        .addProperty("field", new StringSchema().description("The field that is wrong."))
        .addProperty("setting", new StringSchema().description("The switch that is off."))
        .addProperty("code", new StringSchema().description("Why a command was rejected."));
    problem.setRequired(List.of("type", "title", "status", "detail"));
    return problem;
  }
}
