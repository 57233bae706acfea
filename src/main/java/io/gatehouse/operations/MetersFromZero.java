package io.gatehouse.operations;

import io.gatehouse.commands.CommandHandler;
import io.gatehouse.commands.Rejection;
import io.gatehouse.deadletters.Defect;
import io.gatehouse.metrics.GatehouseMeters;
import io.gatehouse.routing.Reason;
import io.gatehouse.tickets.Queue;
import java.util.List;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/**
 * Makes the counters whose tags are known, at 0. Prometheus sees no increase in a counter that
 * begins at 1, and so would miss the first dead letter, which is the one to be told of.
 */
@Component
class MetersFromZero implements SmartInitializingSingleton {

  private static final String DEAD_LETTER = "dead-letter";

  private final GatehouseMeters meters;
  private final List<CommandHandler> handlers;

  MetersFromZero(GatehouseMeters meters, List<CommandHandler> handlers) {
    this.meters = meters;
    this.handlers = handlers;
  }

  @Override
  public void afterSingletonsInstantiated() {
    message(Queue.INBOX, Reason.ASSIGNED);
    message(Queue.BOT, Reason.BOT_ACTIVE, Reason.OPEN_TICKET);
    message(Queue.UNASSIGNED, Reason.NO_BOT, Reason.OPEN_TICKET, Reason.BOT_INACTIVE);
    message(Queue.BLOCKED, Reason.BLOCKED);
    for (Reason reason : List.of(Reason.DUPLICATE, Reason.BLACKLISTED, Reason.ERASED)) {
      meters.messages("suppressed", reason.label(), 0);
    }
    for (Defect.Code code : Defect.Code.values()) {
      meters.messages(DEAD_LETTER, code.contractName(), 0);
      meters.replies(DEAD_LETTER, code.contractName(), 0);
    }
    handlers.forEach(handler -> command(handler.kind()));
  }

  private void message(Queue queue, Reason... reasons) {
    for (Reason reason : reasons) {
      meters.messages(queue.label(), reason.label(), 0);
    }
  }

  private void command(String kind) {
    meters.commandsRewound(kind, 0);
    meters.commands(kind, "done", "", 0);
    meters.commands(kind, "unchanged", "", 0);
    for (Rejection rejection : Rejection.values()) {
      meters.commands(kind, "rejected", rejection.code(), 0);
    }
    for (Defect.Code code : Defect.Code.values()) {
      meters.commands(kind, DEAD_LETTER, code.contractName(), 0);
    }
  }
}
