package io.gatehouse.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who is logged in. */
@Tag(name = "Login")
@RestController
class MeController {

  /** A logged-in user as they are shown. */
  record Me(
      @Schema(requiredMode = RequiredMode.REQUIRED) String id,
      @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable Role role) {}

  @Operation(operationId = "me", summary = "Who is logged in, and with which role")
  @GetMapping("/api/me")
  @Allowed(Role.AGENT)
  Me me(User user) {
    return new Me(user.id(), user.role());
  }
}
