package io.gatehouse.tools;

import io.gatehouse.topics.Topic;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** The commands about one ticket of a contact, and the one that makes a ticket. */
abstract class AboutTicket extends AboutCustomer {

  private final String action;

  AboutTicket(Session session, String action) {
    super(session, Topic.COMMANDS_TICKET);
    this.action = action;
  }

  @Override
  final void add(ObjectNode command) {
    command.put("action", action);
    addFields(command);
  }

  abstract void addFields(ObjectNode command);

  /** With the ticket's id. */
  abstract static class OfTicket extends AboutTicket {

    @Parameters(index = "1", paramLabel = "TICKET", description = "The ticket's id.")
    String ticket = "";

    OfTicket(Session session, String action) {
      super(session, action);
    }

    @Override
    void addFields(ObjectNode command) {
      command.put("ticketId", ticket);
    }
  }

  @Command(
      name = "assign",
      description = "Give a ticket to an agent.",
      footer = {"", "Example:", "  gatehouse assign c-42 t-7 --agent agent-1"})
  static final class Assign extends OfTicket {

    @Option(names = "--agent", paramLabel = "ID", required = true, description = "Who takes it.")
    String agent = "";

    Assign(Session session) {
      super(session, "assign");
    }

    @Override
    void addFields(ObjectNode command) {
      super.addFields(command);
      command.put("agent", agent);
    }
  }

  @Command(name = "handover", description = "Give a ticket back, for any agent to take.")
  static final class Handover extends OfTicket {
    Handover(Session session) {
      super(session, "handover");
    }
  }

  @Command(name = "close", description = "Close a ticket.")
  static final class Close extends OfTicket {
    Close(Session session) {
      super(session, "close");
    }
  }

  @Command(
      name = "rate",
      description = "Note how satisfied the customer was.",
      footer = {"", "Example:", "  gatehouse rate c-42 t-7 --score 5"})
  static final class Rate extends OfTicket {

    @Option(names = "--score", paramLabel = "1..5", required = true, description = "5 is best.")
    int score;

    @Option(names = "--comment", paramLabel = "TEXT", description = "What was said.")
    @Nullable String comment;

    Rate(Session session) {
      super(session, "rate");
    }

    @Override
    void addFields(ObjectNode command) {
      super.addFields(command);
      command.put("score", score);
      putIfThere(command, "comment", comment);
    }
  }

  @Command(
      name = "callback",
      description = "Open a ticket for an agent to call a customer back.",
      footer = {"", "Example:", "  gatehouse callback c-42 --channel sms --agent agent-1"})
  static final class Callback extends AboutTicket {

    @Option(names = "--channel", paramLabel = "NAME", required = true, description = "Where.")
    String channel = "";

    @Option(names = "--agent", paramLabel = "ID", required = true, description = "Who calls.")
    String agent = "";

    Callback(Session session) {
      super(session, "callback");
    }

    @Override
    void addFields(ObjectNode command) {
      command.put("channel", channel);
      command.put("agent", agent);
    }
  }
}
