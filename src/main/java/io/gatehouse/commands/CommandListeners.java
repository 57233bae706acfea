package io.gatehouse.commands;

import io.gatehouse.kafka.BatchListener;
import io.gatehouse.kafka.BatchListeners;
import java.util.List;
import org.springframework.stereotype.Component;

/** A listener, and so a consumer, for each handler. */
@Component
class CommandListeners implements BatchListeners {

  private final List<BatchListener> listeners;

  CommandListeners(List<CommandHandler> handlers, CommandListener.Shared shared) {
    listeners =
        handlers.stream()
            .<BatchListener>map(handler -> new CommandListener(handler, shared))
            .toList();
  }

  @Override
  public List<BatchListener> listeners() {
    return listeners;
  }
}
