package io.gatehouse.proof;

import io.gatehouse.topics.Topic;
import java.time.Instant;
import java.util.Map;

/** A short run in which everything happens once and nothing is wrong. */
final class ExampleRun {

  private static final Map<String, String> NEW = Map.of("newticket", "true");
  private static final String MOVED_1 = "\"detail\":{\"ticketsMoved\":1,\"ticketsMerged\":0}";
  private static final String BLOCKED =
      "{\"by\":\"agent-7\",\"at\":\"2026-11-21T10:00:00Z\",\"reason\":null,\"until\":\"2026-12-01T00:00:00Z\"}";
  private static final String BLACKLISTED =
      "{\"by\":\"agent-7\",\"at\":\"2026-11-21T10:00:00Z\",\"reason\":\"rude\"}";

  private ExampleRun() {}

  static Scene scene() {
    var scene = new Scene();
    scene.command(Topic.COMMANDS_SETTINGS, "block-contact.enabled", "s1", "\"value\":true");
    scene.outcome("s1", "done", "");
    ann(scene);
    bob(scene);
    cas(scene);
    dee(scene);
    eve(scene);
    return scene;
  }

  /** A ticket that is blocked, restored and taken by an agent; a duplicate; refuse. */
  private static void ann(Scene scene) {
    scene.message("ann", "a1");
    scene.routed("a1", "bot", "bot-active", 1, NEW);
    scene.message("ann", "a2");
    scene.routed("a2", "bot", "open-ticket", 1);
    scene.message("a2 sent again", "ann", "a2");
    scene.suppressed("a2 sent again", "duplicate");
    scene.append("rubbish", Topic.MESSAGES_INBOUND, "ann", null, "{", Map.of());
    scene.deadLetter("rubbish");
    scene.reply("ann", "ra1", 1);
    scene.delivered("ra1", 1, null);
    scene.reply("ann", "ra2", 1);
    scene.delivered("ra2", 1, null);
    scene.reply("ra2 sent again", "ann", "ra2", 1);
    scene.suppressedReply("ra2 sent again", "duplicate", 0);
    scene.append("no reply", Topic.MESSAGES_OUTBOUND, "ann", "ann", "{", Map.of());
    scene.deadLetter("no reply");
    scene.reply("ann", "computed before b1", 1);

    scene.command(Topic.COMMANDS_BLOCK, "ann", "b1", "");
    scene.state("b1", 0, BLOCKED, "null");
    scene.moves("b1", 1, "bot", "blocked", 1, 2);
    scene.outcome("b1", "done", MOVED_1);
    scene.suppressedReply("computed before b1", "blocked", 1);
    scene.message("ann", "a3");
    scene.routed("a3", "blocked", "blocked", 1);
    scene.message("ann", "a4");
    scene.routed("a4", "blocked", "blocked", 1);
    scene.command("b1 sent again", Topic.COMMANDS_BLOCK, "ann", "b1", "");
    scene.repeat("outcome b1");
    scene.command("b1 reused", Topic.COMMANDS_BLOCK, "ann", "b1", "\"reason\":\"spam\"");
    scene.outcome("b1 reused", "b1", "rejected", "\"code\":\"id-reused\"");
    scene.command(Topic.COMMANDS_BLOCK, "ann", "no command", "\"until\":7");
    scene.deadLetter("no command");

    scene.command(Topic.COMMANDS_UNBLOCK, "ann", "u1", "");
    scene.state("u1", 0, "null", "null");
    scene.moves("u1", 1, "blocked", "unassigned", 1, 4);
    scene.message("ann", "a5"); // live, between arrived and restored
    scene.routed("a5", "unassigned", "open-ticket", 1);
    scene.restored("u1", 3, "a1", "unassigned", 1);
    scene.restored("u1", 4, "a2", "unassigned", 1);
    scene.restored("u1", 5, "a3", "unassigned", 1);
    scene.restored("u1", 6, "a4", "unassigned", 1);
    scene.outcome("u1", "done", MOVED_1);

    scene.command(Topic.COMMANDS_TICKET, "ann", "assign", "\"action\":\"assign\"");
    String way = "\"from\":\"unassigned\",\"to\":\"inbox\"";
    scene.ticket("left", "assign", "0", "unassigned", 1, way);
    scene.ticket(
        "arrived", "assign", "1", "inbox", 1, way + ",\"agent\":\"agent-7\",\"messages\":5");
    scene.outcome("assign", "done", "");
    scene.message("ann", "a6");
    scene.routed("a6", "inbox", "assigned", 1, Map.of("agent", "agent-7"));
    scene.reply("ann", "ra3", 1);
    scene.delivered("ra3", 1, "agent-7");
    scene.tickets().put(1L, new Database.Ticket(1, "ann", "inbox", "agent-7", false));
    scene.customers().put("ann", new Database.Customer(null, null, false));
  }

  /**
   * Blocked before the first message, then deleted; one message and one reply were not published.
   */
  private static void bob(Scene scene) {
    scene.command(Topic.COMMANDS_BLOCK, "bob", "b2", "");
    scene.state("b2", 0, BLOCKED, "null");
    scene.outcome("b2", "done", "\"detail\":{\"ticketsMoved\":0,\"ticketsMerged\":0}");
    scene.message("bob", "o1");
    scene.routed("o1", "blocked", "blocked", 2, NEW);
    scene.message("bob", "o2");
    scene.routed("o2", "blocked", "blocked", 2);
    scene.message("bob", "o3");
    scene.reply("bob", "ro1", 2);
    scene.suppressedReply("ro1", "blocked", 2);
    scene.reply("bob", "ro2", 2);
    scene.command(Topic.COMMANDS_DELETE_ALL, "bob", "d1", "");
    scene.suppressed("o3", "erased");
    scene.suppressedReply("ro2", "erased", 0);
    scene.state("d1", 0, "null", "null");
    scene.tombstone("d1", 1, "o1", 2);
    scene.tombstone("d1", 2, "o2", 2);
    scene.tombstone("d1", 3, "o3", 2);
    scene.ticket("deleted", "d1", "4", "blocked", 2, "");
    scene.outcome(
        "d1", "done", "\"detail\":{\"ticketsDeleted\":1,\"messagesErased\":3,\"repliesErased\":2}");
    scene.replyRows().remove("ro1");
    scene.reply("ro1 sent again", "bob", "ro1", 2);
    scene.suppressedReply("ro1 sent again", "deleted", 0);
    scene.rows().remove("o1");
    scene.rows().remove("o2");
    scene.message("o1 sent again", "bob", "o1");
    scene.suppressed("o1 sent again", "duplicate");
    scene.customers().put("bob", new Database.Customer(null, null, false));
  }

  /** Blacklisted and back; the BOT is switched off. */
  private static void cas(Scene scene) {
    scene.command(Topic.COMMANDS_BLACKLIST, "cas", "k1", "\"action\":\"add\",\"reason\":\"rude\"");
    scene.state("k1", 0, "null", BLACKLISTED);
    scene.outcome("k1", "done", "");
    scene.message("cas", "c1");
    scene.suppressed("c1", "blacklisted");
    scene.reply("cas", "rc1", 9);
    scene.suppressedReply("rc1", "blacklisted", 0);
    scene.command(Topic.COMMANDS_BLACKLIST, "cas", "k2", "\"action\":\"remove\"");
    scene.state("k2", 0, "null", "null");
    scene.outcome("k2", "done", "");
    scene.message("cas", "c2");
    scene.routed("c2", "bot", "bot-active", 3, NEW);
    scene.message("cas", "c3");
    String way = "\"from\":\"bot\",\"to\":\"unassigned\"";
    scene.ticket("left", "c3", "bot", "bot", 3, way);
    scene.ticket("arrived", "c3", "unassigned", "unassigned", 3, way + ",\"messages\":1");
    scene.routed("c3", "unassigned", "bot-inactive", 3);
    scene.tickets().put(3L, new Database.Ticket(3, "cas", "unassigned", null, false));
    scene.customers().put("cas", new Database.Customer(null, null, false));
  }

  /** A blocked ticket joins an ordinary one, and is deleted with it. */
  private static void dee(Scene scene) {
    scene.message("dee", "e1");
    scene.routed("e1", "unassigned", "no-bot", 4, NEW);
    scene.command(Topic.COMMANDS_BLOCK, "dee", "b3", "");
    scene.state("b3", 0, BLOCKED, "null");
    scene.moves("b3", 1, "unassigned", "blocked", 4, 1);
    scene.outcome("b3", "done", MOVED_1);
    scene.message("dee", "e2");
    scene.routed("e2", "blocked", "blocked", 4);
    scene.command(Topic.COMMANDS_UNBLOCK, "dee", "u2", "\"ticketId\":\"t-4\"");
    scene.moves("u2", 0, "blocked", "unassigned", 4, 2);
    scene.restored("u2", 2, "e1", "unassigned", 4);
    scene.restored("u2", 3, "e2", "unassigned", 4);
    scene.outcome("u2", "done", MOVED_1);
    scene.message("dee", "e3");
    scene.routed("e3", "blocked", "blocked", 5, NEW);
    scene.command(Topic.COMMANDS_UNBLOCK, "dee", "u3", "");
    scene.state("u3", 0, "null", "null");
    scene.ticket(
        "closed",
        "u3",
        "1",
        "blocked",
        5,
        "\"from\":\"blocked\",\"to\":null,\"mergedInto\":\"t-4\"");
    scene.restored("u3", 2, "e3", "unassigned", 4);
    scene.outcome("u3", "done", "\"detail\":{\"ticketsMoved\":1,\"ticketsMerged\":1}");
    scene.command(Topic.COMMANDS_BLOCK, "dee", "b4", "");
    scene.state("b4", 0, BLOCKED, "null");
    scene.moves("b4", 1, "unassigned", "blocked", 4, 3);
    scene.outcome("b4", "done", MOVED_1);
    scene.command(Topic.COMMANDS_DELETE_ALL, "dee", "d2", "");
    scene.state("d2", 0, "null", "null");
    scene.tombstone("d2", 1, "e2", 4);
    scene.tombstone("d2", 2, "e3", 5);
    scene.ticket("deleted", "d2", "3", "blocked", 4, "");
    scene.outcome("d2", "done", "\"detail\":{\"ticketsDeleted\":1,\"messagesErased\":3}");
    scene.rows().keySet().removeIf(message -> message.startsWith("e"));
    scene.customers().put("dee", new Database.Customer(null, null, false));
  }

  /** Stays blocked. */
  private static void eve(Scene scene) {
    scene.command(Topic.COMMANDS_BLOCK, "eve", "b5", "");
    scene.state("b5", 0, BLOCKED, "null");
    scene.outcome("b5", "done", "\"detail\":{\"ticketsMoved\":0,\"ticketsMerged\":0}");
    scene.message("eve", "v1");
    scene.routed("v1", "blocked", "blocked", 6, NEW);
    scene.tickets().put(6L, new Database.Ticket(6, "eve", "blocked", null, false));
    scene
        .customers()
        .put(
            "eve",
            new Database.Customer(
                new Flag(
                    "agent-7",
                    Instant.parse("2026-11-21T10:00:00Z"),
                    null,
                    Instant.parse("2026-12-01T00:00:00Z")),
                null,
                false));
  }
}
