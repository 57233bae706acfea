package io.gatehouse.api;

import io.gatehouse.commands.CommandAnswers;
import io.gatehouse.commands.CommandAnswers.Answer;
import io.gatehouse.commands.CommandAnswers.Position;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.JsonNode;

/** What became of a command that took longer than a second. */
@Tag(name = "Commands")
@RestController
class CommandController {

  private static final String PATH = "/api/commands/{kind}/{key}/{commandId}";

  private static final Pattern RECORD = Pattern.compile("(\\d{1,9})-(\\d{1,18})");

  private final CommandAnswers answers;

  CommandController(CommandAnswers answers) {
    this.answers = answers;
  }

  @Operation(
      operationId = "commandOutcome",
      summary = "The outcome of a command, for who gave it and for supervisors")
  @GetMapping(PATH)
  @Allowed(Role.AGENT)
  @PostsCommand
  ResponseEntity<Object> outcome(
      User user,
      @Parameter(description = "block, unblock, delete-all, blacklist, ticket, customer, settings")
          @PathVariable
          String kind,
      @Parameter(description = "The customer's id; of settings, the setting") @PathVariable
          String key,
      @PathVariable String commandId,
      @Parameter(
              description =
                  "As the link had it; without it, a command not decided yet is not found",
              schema = @Schema(type = "string", pattern = "^\\d{1,9}-\\d{1,18}$"))
          @RequestParam(required = false)
          @Nullable String record) {
    return switch (answers.find(kind, key, commandId, position(record))) {
      case Answer.Announced announced -> {
        requireOwn(user, announced.outcome());
        yield Outcomes.answer(announced.outcome());
      }
      case Answer.Pending pending ->
          CommandPending.answer(commandId, kind, link(kind, key, commandId, record));
      case Answer.Unknown unknown ->
          throw ProblemException.notFound(
              "No such command is known. If it was given just now, ask at the whole link that it"
                  + " was answered with.");
    };
  }

  /** Where to ask for the outcome of a command; the record may be unknown. */
  static URI link(String kind, String key, String commandId, @Nullable String record) {
    return UriComponentsBuilder.fromPath(PATH)
        .queryParamIfPresent("record", Optional.ofNullable(record).map(known -> "{record}"))
        .encode()
        .buildAndExpand(kind, key, commandId, record)
        .toUri();
  }

  private static void requireOwn(User user, JsonNode outcome) {
    String actor = outcome.required("actor").required("id").stringValue();
    if (!actor.equals(user.id()) && !user.may(Role.SUPERVISOR)) {
      throw new ProblemException(
          ProblemKind.FORBIDDEN, "Somebody else gave this command: a supervisor may look.");
    }
  }

  private static @Nullable Position position(@Nullable String record) {
    if (record == null) {
      return null;
    }
    Matcher parts = RECORD.matcher(record);
    if (!parts.matches()) {
      throw ProblemException.invalid("record", "has the wrong form");
    }
    return new Position(Integer.parseInt(parts.group(1)), Long.parseLong(parts.group(2)));
  }
}
