package io.gatehouse.commands;

import io.gatehouse.kafka.BatchListener;
import io.gatehouse.kafka.BatchListeners;
import io.gatehouse.metrics.GatehouseMeters;
import io.gatehouse.progress.ProgressStore;
import io.gatehouse.progress.Publications;
import io.gatehouse.progress.SourcePartitions;
import io.gatehouse.topics.Topics;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;

/** A listener for each handler. */
@Component
class CommandListeners implements BatchListeners {

  private final List<BatchListener> listeners;

  CommandListeners(
      List<CommandHandler> handlers,
      CommandParser parser,
      CommandDesk desk,
      CommandStore store,
      Announcer announcer,
      SourcePartitions partitions,
      ProgressStore progress,
      Publications publications,
      Topics topics,
      GatehouseMeters meters,
      Clock clock) {
    var shared =
        new CommandListener.Shared(
            parser,
            desk,
            store,
            announcer,
            partitions,
            progress,
            publications,
            topics,
            meters,
            clock);
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
