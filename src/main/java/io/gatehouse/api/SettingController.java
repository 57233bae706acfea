package io.gatehouse.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Turns switches on and off. */
@Tag(name = "Settings")
@RestController
class SettingController {

  /** A switch. */
  record SettingValue(
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable Boolean value) {}

  private final Actions actions;

  SettingController(Actions actions) {
    this.actions = actions;
  }

  @Operation(operationId = "setSetting", summary = "Turns a switch on or off")
  @PutMapping("/api/settings/{name}")
  @Allowed(Role.ADMIN)
  @PostsCommand
  ResponseEntity<Object> set(
      Caller caller,
      @Parameter(
              description =
                  "block-contact.enabled, customers-page.enabled, bot.enabled, or"
                      + " bot.channels.<channel>")
          @PathVariable
          String name,
      @RequestBody SettingValue wanted) {
    if (wanted.value() == null) {
      throw ProblemException.invalid("value", "is missing");
    }
    return actions.onSetting(caller, name, wanted.value());
  }
}
