package io.gatehouse.commands;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The handlers by the name of their command. */
@Component
class CommandKinds {

  private final Map<String, CommandHandler> byName;

  CommandKinds(List<CommandHandler> handlers) {
    byName =
        handlers.stream()
            .collect(Collectors.toUnmodifiableMap(CommandHandler::kind, Function.identity()));
  }

  Optional<CommandHandler> find(String kind) {
    return Optional.ofNullable(byName.get(kind));
  }

  CommandHandler get(String kind) {
    return find(kind)
        .orElseThrow(() -> new IllegalArgumentException("there is no command " + kind));
  }
}
