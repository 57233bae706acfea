package io.gatehouse.tools;

import io.gatehouse.topics.Topic;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** Turns a switch of the installation on or off. */
@Command(
    name = "switch",
    description =
        "Turn a switch on or off: block-contact.enabled, customers-page.enabled, bot.enabled,"
            + " bot.channels.<channel>.",
    footer = {"", "Example:", "  gatehouse switch block-contact.enabled on"})
final class Switch extends Action {

  /** What people type. */
  enum Position {
    on,
    off
  }

  @Parameters(index = "0", paramLabel = "SWITCH", description = "Its name.")
  String name = "";

  @Parameters(index = "1", paramLabel = "on|off", description = "${COMPLETION-CANDIDATES}")
  Position position = Position.off;

  Switch(Session session) {
    super(session, Topic.COMMANDS_SETTINGS);
  }

  @Override
  String key() {
    return name;
  }

  @Override
  void fill(ObjectNode command) {
    command.put("setting", name);
    command.put("value", position == Position.on);
  }
}
