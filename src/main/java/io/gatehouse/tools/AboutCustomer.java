package io.gatehouse.tools;

import io.gatehouse.topics.Topic;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The commands about a contact as a whole. */
abstract class AboutCustomer extends Action {

  @Parameters(paramLabel = "CUSTOMER", description = "The customer's id.")
  String customer = "";

  AboutCustomer(Session session, Topic topic) {
    super(session, topic);
  }

  @Override
  final String key() {
    return customer;
  }

  @Override
  final void fill(ObjectNode command) {
    command.put("customerId", customer);
    add(command);
  }

  abstract void add(ObjectNode command);

  static void putIfThere(ObjectNode command, String field, @Nullable String value) {
    if (value != null) {
      command.put(field, value);
    }
  }

  @Command(
      name = "block",
      description =
          "Block a contact: its open tickets move to the blocked list, and no message of it reaches"
              + " another queue until it is unblocked.",
      footer = {
        "",
        "Examples:",
        "  gatehouse block c-42 --reason spam",
        "  gatehouse block c-42 --until 2h"
      })
  static final class Block extends AboutCustomer {

    private static final Instant LATEST = Instant.parse("9998-12-30T00:00:00Z");

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, up to 1000 characters.")
    @Nullable String reason;

    @Option(
        names = "--until",
        paramLabel = "TIME",
        description = "When it ends by itself: 2h, or 2026-12-01T08:00:00Z (default: never).")
    @Nullable String until;

    private final Clock clock;

    Block(Session session, Clock clock) {
      super(session, Topic.COMMANDS_BLOCK);
      this.clock = clock;
    }

    @Override
    void add(ObjectNode command) {
      putIfThere(command, "reason", reason);
      if (until != null) {
        Instant end = Times.ahead("--until", until, clock);
        if (end.isAfter(LATEST)) {
          throw new ToolException(Exit.USAGE, "--until: must be before the year 9999");
        }
        command.put("until", end.toString());
      }
    }
  }

  @Command(
      name = "unblock",
      description =
          "Unblock a contact with all its tickets, or take one ticket off the blocked list.",
      footer = {
        "",
        "Examples:",
        "  gatehouse unblock c-42",
        "  gatehouse unblock c-42 --ticket t-7 --ends-block"
      })
  static final class Unblock extends AboutCustomer {

    @Option(names = "--ticket", paramLabel = "ID", description = "Only this ticket.")
    @Nullable String ticket;

    @Option(names = "--ends-block", description = "With --ticket: the contact is unblocked too.")
    boolean endsBlock;

    Unblock(Session session) {
      super(session, Topic.COMMANDS_UNBLOCK);
    }

    @Override
    void add(ObjectNode command) {
      putIfThere(command, "ticketId", ticket);
      if (endsBlock) {
        command.put("endsBlock", true);
      }
    }
  }

  @Command(
      name = "delete-all",
      description =
          "Erase the tickets, messages and replies of a blocked contact. This cannot be undone.",
      footer = {"", "Example:", "  gatehouse delete-all c-42 --yes"})
  static final class DeleteAll extends AboutCustomer {

    @Option(names = "--yes", description = "Do not ask. Needed where there is no terminal.")
    boolean yes;

    DeleteAll(Session session) {
      super(session, Topic.COMMANDS_DELETE_ALL);
    }

    @Override
    void add(ObjectNode command) {}

    @Override
    void confirm(Output output) {
      if (yes) {
        return;
      }
      var console = output.isTerminal() ? System.console() : null;
      if (console == null) {
        throw new ToolException(Exit.USAGE, "delete-all cannot be undone: add --yes");
      }
      String typed =
          console.readLine(
              "This erases what %s wrote, for good. Type the customer's id to go on: ",
              Output.plain(customer));
      if (!customer.equals(typed)) {
        throw new ToolException(Exit.USAGE, "nothing was erased");
      }
    }
  }

  @Command(
      name = "blacklist",
      description = "Put a contact on the blacklist: its messages go to no queue any more.",
      footer = {"", "Example:", "  gatehouse blacklist c-42 --reason fraud"})
  static final class Blacklist extends AboutCustomer {

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.")
    String reason = "";

    Blacklist(Session session) {
      super(session, Topic.COMMANDS_BLACKLIST);
    }

    @Override
    void add(ObjectNode command) {
      command.put("action", "add");
      command.put("reason", reason);
    }
  }

  @Command(name = "unblacklist", description = "Take a contact off the blacklist.")
  static final class Unblacklist extends AboutCustomer {

    Unblacklist(Session session) {
      super(session, Topic.COMMANDS_BLACKLIST);
    }

    @Override
    void add(ObjectNode command) {
      command.put("action", "remove");
    }
  }

  @Command(
      name = "profile",
      description = "Edit a customer's profile.",
      footer = {"", "Example:", "  gatehouse profile c-42 --set nickname=Ann --set note="})
  static final class Profile extends AboutCustomer {

    @Option(
        names = "--set",
        paramLabel = "FIELD=TEXT",
        required = true,
        description =
            "nickname, realName, phone, qq, email, company or note; nothing after = clears it.")
    List<String> fields = List.of();

    Profile(Session session) {
      super(session, Topic.COMMANDS_CUSTOMER);
    }

    @Override
    void add(ObjectNode command) {
      command.put("action", "edit");
      ObjectNode profile = command.putObject("profile");
      for (String field : fields) {
        int equals = field.indexOf('=');
        if (equals < 1) {
          throw new ToolException(Exit.USAGE, "--set: '%s' is no FIELD=TEXT".formatted(field));
        }
        profile.put(field.substring(0, equals), field.substring(equals + 1));
      }
    }
  }

  @Command(
      name = "tag",
      description = "Add tags to a customer, or remove them.",
      footer = {"", "Example:", "  gatehouse tag c-42 --add vip --remove new"})
  static final class Tag extends AboutCustomer {

    @Option(names = "--add", paramLabel = "TAG", description = "Repeat it for several.")
    List<String> add = List.of();

    @Option(names = "--remove", paramLabel = "TAG", description = "Repeat it for several.")
    List<String> remove = List.of();

    Tag(Session session) {
      super(session, Topic.COMMANDS_CUSTOMER);
    }

    @Override
    void add(ObjectNode command) {
      if (add.isEmpty() && remove.isEmpty()) {
        throw new ToolException(Exit.USAGE, "tag: give --add or --remove");
      }
      command.put("action", "tag");
      put(command, "add", add);
      put(command, "remove", remove);
    }

    private static void put(ObjectNode command, String field, List<String> tags) {
      if (!tags.isEmpty()) {
        ArrayNode array = command.putArray(field);
        tags.forEach(array::add);
      }
    }
  }
}
