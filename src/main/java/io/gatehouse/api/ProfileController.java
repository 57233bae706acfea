package io.gatehouse.api;

import static io.gatehouse.api.Bodies.putIfGiven;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What agents know about a customer. */
@Tag(name = "Profiles")
@RestController
@RequestMapping("/api/customers/{customerId}")
class ProfileController {

  /**
   * The fields to change, as JSON: a null is something else than a field that is not there, and is
   * refused, or it would look like one that clears the field.
   */
  @Schema(
      description = "The fields to change; an empty string clears one, and null is refused.",
      minProperties = 1)
  record ProfileChange(
      @Schema(implementation = String.class) @Nullable JsonNode nickname,
      @Schema(implementation = String.class) @Nullable JsonNode realName,
      @Schema(implementation = String.class) @Nullable JsonNode phone,
      @Schema(implementation = String.class) @Nullable JsonNode qq,
      @Schema(implementation = String.class) @Nullable JsonNode email,
      @Schema(implementation = String.class) @Nullable JsonNode company,
      @Schema(implementation = String.class) @Nullable JsonNode note) {

    private void addTo(ObjectNode profile) {
      putIfGiven(profile, "nickname", nickname);
      putIfGiven(profile, "realName", realName);
      putIfGiven(profile, "phone", phone);
      putIfGiven(profile, "qq", qq);
      putIfGiven(profile, "email", email);
      putIfGiven(profile, "company", company);
      putIfGiven(profile, "note", note);
    }
  }

  /** Tags that come and go; one or both. */
  @Schema(description = "Give add, remove or both.")
  record TagChange(
      @ArraySchema(schema = @Schema(minLength = 1, maxLength = 64)) @Nullable List<String> add,
      @ArraySchema(schema = @Schema(minLength = 1, maxLength = 64))
          @Nullable List<String> remove) {}

  private final Actions actions;

  ProfileController(Actions actions) {
    this.actions = actions;
  }

  @Operation(operationId = "editProfile", summary = "Changes fields of a customer's profile")
  @PatchMapping("/profile")
  @Allowed(Role.AGENT)
  @PostsCommand
  ResponseEntity<Object> edit(
      Caller caller, @PathVariable String customerId, @RequestBody ProfileChange change) {
    return actions.onCustomer(
        caller,
        "customer",
        customerId,
        body -> {
          body.put("action", "edit");
          change.addTo(body.putObject("profile"));
        });
  }

  @Operation(operationId = "changeTags", summary = "Adds tags to a customer, and removes some")
  @PostMapping("/tags")
  @Allowed(Role.AGENT)
  @PostsCommand
  ResponseEntity<Object> tag(
      Caller caller, @PathVariable String customerId, @RequestBody TagChange change) {
    return actions.onCustomer(
        caller,
        "customer",
        customerId,
        body -> {
          body.put("action", "tag");
          putIfGiven(body, "add", change.add());
          putIfGiven(body, "remove", change.remove());
        });
  }
}
