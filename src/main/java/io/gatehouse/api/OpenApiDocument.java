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
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.Arrays;
import java.util.List;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.customizers.ParameterCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.HandlerMethod;
import tools.jackson.databind.JsonNode;

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

  private static final List<ProblemKind> WITH_A_BODY =
      List.of(ProblemKind.TOO_LARGE, ProblemKind.UNSUPPORTED_MEDIA_TYPE);
  private static final List<ProblemKind> OF_COMMANDS =
      List.of(ProblemKind.NOT_FOUND, ProblemKind.REJECTED);

  static {
    SpringDocUtils.getConfig()
        // else a class of that name, which generated clients mistake for their library's
        .replaceWithSchema(JsonNode.class, new ObjectSchema().additionalProperties(true))
        .addRequestWrapperToIgnore(User.class, Caller.class);
  }

  @Bean
  OpenAPI document() {
    return new OpenAPI()
        .info(
            new Info()
                .title("Gatehouse")
                .version("1")
                .description(
                    "Everything that screens of agents, supervisors and admins need. Actions post"
                        + " commands and answer with their outcome.")
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
      if (operation.getRequestBody() != null) {
        WITH_A_BODY.forEach(kind -> problem(operation, kind));
      }
      if (endpoint.hasMethodAnnotation(PostsCommand.class)) {
        OF_COMMANDS.forEach(kind -> problem(operation, kind));
      }
      if (takes(endpoint, Caller.class)) {
        operation.addParametersItem(idempotencyKey());
      }
      return operation;
    };
  }

  /** Ids in paths are as they are in records. */
  @Bean
  ParameterCustomizer ids() {
    return (parameter, described) -> {
      if (parameter != null && "path".equals(parameter.getIn()) && parameter.getSchema() != null) {
        parameter.getSchema().minLength(1).maxLength(UserId.MAX_LENGTH);
      }
      return parameter;
    };
  }

  private static boolean takes(HandlerMethod endpoint, Class<?> argument) {
    return Arrays.stream(endpoint.getMethodParameters())
        .anyMatch(parameter -> parameter.getParameterType() == argument);
  }

  private static Parameter idempotencyKey() {
    return new HeaderParameter()
        .name(Caller.HEADER)
        .description(
            "A request sent again with the same key has no second effect. Counts for the user and"
                + " the kind of command.")
        .schema(new StringSchema().minLength(1).maxLength(Caller.MAX_KEY));
  }

  private static void role(Operation operation, HandlerMethod endpoint) {
    Allowed allowed = endpoint.getMethodAnnotation(Allowed.class);
    if (allowed != null) {
      String role = allowed.value().label();
      operation.addExtension(ROLE, role);
      String said = operation.getDescription();
      operation.setDescription(
          (said == null ? "" : said + " ") + "Needs the role %s.".formatted(role));
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
        .addProperty("code", new StringSchema().description("Why a command was rejected."))
        .addProperty("commandId", new StringSchema().description("Of the command."));
    problem.setRequired(List.of("type", "title", "status", "detail"));
    return problem;
  }
}
