package io.gatehouse.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.topics.Topic;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A run without a fault passes; each fault planted in it is found, and the right record named. */
class CheckerTest {

  /**
   * A fault.
   *
   * @param culprit the record or row that has to be named
   */
  record Fault(
      Property property, String what, Consumer<Scene> plant, Function<Scene, String> culprit) {

    @Override
    public String toString() {
      return property.label() + ": " + what;
    }
  }

  private static Fault fault(
      Property property, String what, String culprit, Consumer<Scene> plant) {
    return new Fault(property, what, plant, scene -> scene.get(culprit).position().toString());
  }

  /** The culprit is a row. */
  private static Fault rowFault(
      Property property, String what, String culprit, Consumer<Scene> plant) {
    return new Fault(property, what, plant, scene -> culprit);
  }

  @Test
  void aRunWithoutAFaultPasses() {
    Report report = Checker.check(ExampleRun.scene().world(), List.of());

    assertThat(report.first()).as(report.toString()).isEmpty();
    assertThat(report.clean()).isTrue();
    assertThat(report.records(Topic.MESSAGES_INBOUND)).isEqualTo(19);
    assertThat(report.outcomes()).containsEntry("block done", 5).containsEntry("unblock done", 3);
  }

  @Test
  void whatHappensInTheSameMillisecondAsTheEndsOfABlockIsNoViolation() {
    for (String end : List.of("outcome b1", "u1")) {
      Scene scene = ExampleRun.scene();
      scene.change(
          "routed a2", made -> made.at(made.topic(), 1, made.offset(), scene.get(end).timestamp()));

      Report report = Checker.check(scene.world(), List.of());

      assertThat(report.first(Property.BLOCK)).isEmpty();
    }
  }

  @Test
  void theStoryOfAViolationIsThatOfItsCustomerInOrder() {
    Scene scene = ExampleRun.scene();
    scene.lose("routed a3");
    Report report = Checker.check(scene.world(), List.of());

    List<String> story = report.story(report.first(Property.CONSERVATION).orElseThrow());

    assertThat(story)
        .filteredOn(line -> line.startsWith("> "))
        .singleElement()
        .asString()
        .contains(scene.get("a3").position().toString());
    assertThat(story).filteredOn(line -> line.contains("bob")).isEmpty();
    assertThat(story)
        .isSortedAccordingTo((a, b) -> a.substring(2, 26).compareTo(b.substring(2, 26)));
    assertThat(report.toString()).doesNotContain("hello");
  }

  @ParameterizedTest
  @MethodSource({
    "lostOrAdded",
    "changed",
    "commands",
    "effects",
    "twice",
    "outOfOrder",
    "disagreeing",
    "throughABlock",
    "notErased",
    "restoredWrongly",
    "repliesLostOrChanged",
    "repliesTwiceOrOutOfOrder",
    "repliesDisagreeing",
    "repliesThroughABlock",
    "repliesNotErased"
  })
  void theFaultIsFoundAndNamed(Fault fault) {
    Scene scene = ExampleRun.scene();
    fault.plant.accept(scene);

    Report report = Checker.check(scene.world(), List.of());

    assertThat(report.first(fault.property))
        .map(Violation::record)
        .as(report.toString())
        .hasValue(fault.culprit.apply(scene));
  }

  static Stream<Fault> lostOrAdded() {
    Property g1 = Property.CONSERVATION;
    return Stream.of(
        fault(g1, "a routing is lost", "a3", scene -> scene.lose("routed a3")),
        fault(g1, "a dead letter is lost", "rubbish", scene -> scene.lose("dead rubbish")),
        fault(g1, "a duplicate is lost", "a2 sent again", s -> s.lose("suppressed a2 sent again")),
        fault(
            g1,
            "a message is routed and suppressed",
            "suppressed a4",
            scene -> scene.suppressed("a4", "duplicate")),
        fault(
            g1,
            "a routing of no message",
            "routed a6 again",
            s -> {
              s.repeat("routed a6");
              s.change("routed a6 again", m -> m.header("ce_origin", "messages.inbound:1:99"));
            }),
        fault(
            g1,
            "something that is not in the contract",
            "routed a6 again",
            s -> {
              s.repeat("routed a6");
              s.change("routed a6 again", m -> m.header("ce_type", "something"));
            }));
  }

  static Stream<Fault> changed() {
    Property g1 = Property.CONSERVATION;
    return Stream.of(
        fault(g1, "another value", "routed a2", s -> s.change("routed a2", m -> m.value("{}"))),
        fault(
            g1,
            "another value, suppressed",
            "suppressed c1",
            s -> s.change("suppressed c1", m -> m.value("{}"))),
        fault(
            g1,
            "another value, restored",
            "u1 restores a2",
            s -> s.change("u1 restores a2", m -> m.value("{}"))),
        fault(
            g1,
            "another value, dead letter",
            "dead rubbish",
            s -> s.change("dead rubbish", m -> m.value("}"))),
        fault(
            g1,
            "a value where there should be none",
            "suppressed o3",
            s -> s.change("suppressed o3", m -> m.value(s.get("o3").value()))),
        fault(
            g1,
            "a connector's header is changed",
            "routed a2",
            s -> s.change("routed a2", m -> m.header("trace", "other"))),
        fault(
            g1,
            "another ce_id",
            "routed a2",
            s -> s.change("routed a2", m -> m.header("ce_id", "other:0:77"))),
        fault(
            g1,
            "another queue in the header",
            "routed a2",
            s -> s.change("routed a2", m -> m.header("ce_queue", "inbox"))));
  }

  static Stream<Fault> commands() {
    Property g1 = Property.CONSERVATION;
    return Stream.of(
        fault(g1, "an outcome is lost", "k1", s -> s.lose("outcome k1")),
        fault(g1, "a dead letter is lost", "no command", s -> s.lose("dead no command")),
        fault(g1, "an outcome too many", "outcome u1 again", s -> s.repeat("outcome u1")),
        fault(g1, "not answered again", "b1 sent again", s -> s.lose("outcome b1 again")),
        fault(g1, "no answer to an id used again", "b1 reused", s -> s.lose("outcome b1 reused")),
        fault(
            g1,
            "the second outcome is another",
            "outcome b1 again",
            s ->
                s.change(
                    "outcome b1 again",
                    m -> m.value(String.valueOf(m.value()).replace("done", "unchanged")))),
        fault(
            g1,
            "an outcome of no command",
            "outcome s1 again",
            s -> {
              s.repeat("outcome s1");
              s.change("outcome s1 again", m -> m.header("ce_id", "other:0:77"));
            }),
        fault(
            g1,
            "an id used again is accepted",
            "outcome b1 reused",
            s ->
                s.change(
                    "outcome b1 reused",
                    m -> m.value(String.valueOf(m.value()).replace("id-reused", "superseded")))));
  }

  static Stream<Fault> effects() {
    Property g1 = Property.CONSERVATION;
    return Stream.of(
        fault(g1, "an effect is lost", "u1 restores a4", s -> s.lose("u1 restores a3")),
        fault(
            g1,
            "an effect of a refused command",
            "state b2",
            s ->
                s.change(
                    "outcome b2",
                    m -> m.value(String.valueOf(m.value()).replace("done", "rejected")))),
        fault(
            g1,
            "a move by a message that did not move it",
            "left c3",
            s -> s.change("left c3", m -> m.header("ce_id", Scene.id(s.get("c2"), ":bot")))));
  }

  static Stream<Fault> twice() {
    Property g2 = Property.EXACTLY_ONCE;
    return Stream.of(
        fault(g2, "a routing twice", "routed a2 again", s -> s.repeat("routed a2")),
        fault(g2, "a state twice", "state k1 again", s -> s.repeat("state k1")),
        fault(g2, "an outcome twice", "outcome u1 again", s -> s.repeat("outcome u1")),
        fault(g2, "a dead letter twice", "dead rubbish again", s -> s.repeat("dead rubbish")),
        fault(
            g2,
            "a duplicate is routed",
            "routed a2 sent again",
            s -> {
              s.lose("suppressed a2 sent again");
              s.routed("a2 sent again", "inbox", "assigned", 1);
              s.rows().remove("a2 sent again");
            }),
        fault(
            g2,
            "an erased message is brought back",
            "routed o1 sent again",
            s -> {
              s.lose("suppressed o1 sent again");
              s.routed("o1 sent again", "bot", "bot-active", 7);
            }),
        new Fault(
            g2,
            "a message in two rows",
            s -> s.rows().put("copy", withOffset(s.row("a2"), 99)),
            s -> withOffset(s.row("a2"), 99).toString()),
        new Fault(
            g2,
            "two rows for one record",
            s -> s.rows().put("copy", withIdentity(s.row("a2"), 5)),
            s -> s.row("a2").toString()));
  }

  static Stream<Fault> outOfOrder() {
    Property g3 = Property.ORDER;
    return Stream.of(
        fault(
            g3, "the second before the first", "routed a1", s -> s.swap("routed a1", "routed a2")),
        fault(g3, "on the blocked list", "routed o1", s -> s.swap("routed o1", "routed o2")),
        fault(
            g3,
            "in two partitions",
            "routed a4",
            s -> s.change("routed a4", m -> m.at(m.topic(), 9, 0, m.timestamp()))));
  }

  static Stream<Fault> disagreeing() {
    Property g4 = Property.AGREEMENT;
    return Stream.of(
        fault(g4, "a row is lost", "routed a2", s -> s.rows().remove("a2")),
        fault(g4, "a blacklisted row is lost", "suppressed c1", s -> s.rows().remove("c1")),
        fault(
            g4,
            "a duplicate has a row",
            "suppressed a2 sent again",
            s -> s.rows().put("copy", withOffset(s.row("a2"), s.get("a2 sent again").offset()))),
        fault(
            g4,
            "another ticket",
            "routed a2",
            s -> s.change("routed a2", m -> m.header("ce_ticketid", "t-3"))),
        fault(
            g4,
            "another reason",
            "routed a2",
            s -> s.change("routed a2", m -> m.header("ce_reason", "no-bot"))),
        fault(
            g4,
            "another agent",
            "routed a6",
            s -> s.change("routed a6", m -> m.header("ce_agent", "agent-8"))),
        fault(
            g4,
            "an open ticket is elsewhere",
            "routed c3",
            s -> s.tickets().put(3L, new Database.Ticket(3, "cas", "bot", null, false))),
        fault(g4, "an open ticket is gone", "routed c3", s -> s.tickets().remove(3L)),
        rowFault(
            g4,
            "a ticket that nobody heard of",
            "ticket row 8",
            s -> s.tickets().put(8L, new Database.Ticket(8, "ann", "bot", null, false))),
        rowFault(
            g4,
            "a customer row whose copy of the open tickets is old",
            "customer row cas",
            s -> s.customers().put("cas", new Database.Customer(null, null, true))),
        fault(
            g4,
            "a flag that was not announced as it is",
            "state u1",
            s -> s.customers().put("ann", s.customer("eve"))),
        rowFault(g4, "a flag never announced", "customer row eve", s -> s.lose("state b5")),
        fault(
            g4,
            "the outcome is stored otherwise",
            "outcome k1",
            s -> s.change("outcome k1", m -> m.value(m.value() + " "))),
        fault(g4, "the outcome is not stored", "outcome k1", s -> s.commandRows().remove("k1")),
        rowFault(
            g4,
            "a stored outcome is not announced",
            "command row (blacklist, cas, k1)",
            s -> s.lose("outcome k1")),
        fault(g4, "a ticket does not arrive", "left b1", s -> s.lose("arrived b1")),
        fault(
            g4,
            "an outcome counts what is not there",
            "outcome b2",
            s ->
                s.change(
                    "outcome b2",
                    m ->
                        m.value(
                            String.valueOf(m.value())
                                .replace("\"ticketsMoved\":0", "\"ticketsMoved\":1")))));
  }

  static Stream<Fault> throughABlock() {
    Property g5 = Property.BLOCK;
    return Stream.of(
        fault(
            g5,
            "a message of a blocked customer comes to the bot",
            "routed v1",
            s ->
                s.change(
                    "routed v1", m -> m.at(Topic.TICKETS_BOT, m.partition(), 50, m.timestamp()))),
        fault(
            g5,
            "one from the backlog comes after the outcome",
            "routed a2",
            s ->
                s.change(
                    "routed a2",
                    m -> m.at(m.topic(), m.partition(), 50, s.get("outcome b1").timestamp() + 1))),
        fault(
            g5,
            "while one ticket is unblocked",
            "routed e3",
            s ->
                s.change(
                    "routed e3",
                    m -> m.at(Topic.TICKETS_UNASSIGNED, m.partition(), 50, m.timestamp()))),
        fault(
            g5,
            "a blacklisted customer comes to the blocked list",
            "routed c2",
            s ->
                s.change(
                    "routed c2",
                    m ->
                        m.at(
                            Topic.TICKETS_BLOCKED,
                            m.partition(),
                            50,
                            s.get("outcome k1").timestamp() + 1))));
  }

  static Stream<Fault> notErased() {
    Property g6 = Property.ERASURE;
    return Stream.of(
        fault(g6, "no tombstone", "routed o1", s -> s.lose("d1 erases o1")),
        fault(g6, "no tombstone, merged ticket", "routed e3", s -> s.lose("d2 erases e3")),
        fault(
            g6,
            "a tombstone in another partition",
            "d1 erases o1",
            s -> s.change("d1 erases o1", m -> m.at(m.topic(), 9, m.offset(), m.timestamp()))),
        fault(g6, "a tombstone too early", "routed o1", s -> s.swap("routed o1", "d1 erases o1")),
        fault(g6, "it comes again", "routed o2 again", s -> s.repeat("routed o2")),
        fault(
            g6,
            "another message is erased",
            "d1 erases o3",
            s -> s.change("d1 erases o3", m -> m.key(Scene.id(s.get("v1"), "")))),
        new Fault(
            g6,
            "a row is left",
            s -> s.rows().put("o1", withTicket(s.row("a2"), 2)),
            s -> s.row("o1").toString()),
        new Fault(
            g6,
            "a row of a merged ticket is left",
            s -> s.rows().put("e3", withTicket(s.row("a2"), 5)),
            s -> s.row("e3").toString()),
        rowFault(
            g6,
            "a ticket is left",
            "ticket row 2",
            s -> s.tickets().put(2L, new Database.Ticket(2, "bob", "blocked", null, true))),
        fault(g6, "not said to be deleted", "d1 erases o1", s -> s.lose("deleted d1")),
        fault(
            g6,
            "too many tickets counted",
            "outcome d1",
            s ->
                s.change(
                    "outcome d1",
                    m ->
                        m.value(
                            String.valueOf(m.value())
                                .replace("\"ticketsDeleted\":1", "\"ticketsDeleted\":2")))),
        fault(
            g6,
            "too few messages counted",
            "outcome d2",
            s ->
                s.change(
                    "outcome d2",
                    m ->
                        m.value(
                            String.valueOf(m.value())
                                .replace("\"messagesErased\":3", "\"messagesErased\":2")))));
  }

  static Stream<Fault> restoredWrongly() {
    Property restored = Property.RESTORED;
    return Stream.of(
        fault(restored, "the last is lost", "arrived u1", s -> s.lose("u1 restores a4")),
        fault(restored, "lost at a merge", "closed u3", s -> s.lose("u3 restores e3")),
        fault(
            restored,
            "out of order",
            "u1 restores a2",
            s -> s.swap("u1 restores a2", "u1 restores a3")),
        fault(restored, "twice", "u1 restores a4 again", s -> s.repeat("u1 restores a4")),
        fault(
            restored,
            "under another ticket",
            "arrived u2",
            s -> s.change("u2 restores e2", m -> m.header("ce_ticketid", "t-1"))),
        fault(
            restored,
            "on another queue",
            "u2 restores e2",
            s ->
                s.change(
                    "u2 restores e2",
                    m ->
                        m.at(Topic.TICKETS_BOT, m.partition(), 50, m.timestamp())
                            .header("ce_queue", "bot"))));
  }

  static Stream<Fault> repliesLostOrChanged() {
    Property g1 = Property.CONSERVATION;
    return Stream.of(
        fault(g1, "a reply is lost", "ra1", s -> s.lose("delivered ra1")),
        fault(
            g1,
            "a suppressed reply is lost",
            "computed before b1",
            s -> s.lose("suppressed computed before b1")),
        fault(g1, "its dead letter is lost", "no reply", s -> s.lose("dead no reply")),
        fault(
            g1,
            "a reply is delivered and suppressed",
            "suppressed ra1",
            s -> s.suppressedReply("ra1", "closed", 0)),
        fault(
            g1,
            "a delivery of no reply",
            "delivered ra1 again",
            s -> {
              s.repeat("delivered ra1");
              s.change("delivered ra1 again", m -> m.header("ce_origin", "messages.outbound:1:99"));
            }),
        fault(
            g1,
            "a message is taken for a reply's answer",
            "ra1",
            s ->
                s.change(
                    "delivered ra1",
                    m -> m.header("ce_origin", s.get("a1").position().toString()))),
        fault(
            g1,
            "another value",
            "delivered ra1",
            s -> s.change("delivered ra1", m -> m.value("{}"))),
        fault(
            g1,
            "another header",
            "delivered ra1",
            s -> s.change("delivered ra1", m -> m.header("trace", "other"))),
        fault(
            g1,
            "another ce_id",
            "delivered ra1",
            s -> s.change("delivered ra1", m -> m.header("ce_id", "other:0:77"))),
        fault(
            g1,
            "an erased reply has a value",
            "suppressed ro2",
            s -> s.change("suppressed ro2", m -> m.value(s.get("ro2").value()))));
  }

  static Stream<Fault> repliesTwiceOrOutOfOrder() {
    Property g2 = Property.EXACTLY_ONCE;
    Property g3 = Property.ORDER;
    return Stream.of(
        fault(g2, "a reply twice", "delivered ra1 again", s -> s.repeat("delivered ra1")),
        fault(
            g2,
            "a reply sent again is delivered",
            "delivered ra2 sent again",
            s -> {
              s.lose("suppressed ra2 sent again");
              s.delivered("ra2 sent again", 1, null);
            }),
        fault(
            g3,
            "the second reply before the first",
            "delivered ra1",
            s -> s.swap("delivered ra1", "delivered ra2")));
  }

  static Stream<Fault> repliesDisagreeing() {
    Property g4 = Property.AGREEMENT;
    return Stream.of(
        fault(g4, "a reply row is lost", "delivered ra1", s -> s.replyRows().remove("ra1")),
        fault(
            g4,
            "a suppressed reply's row is lost",
            "suppressed computed before b1",
            s -> s.replyRows().remove("computed before b1")),
        fault(
            g4,
            "a reply is said to be suppressed and is delivered",
            "delivered ra1",
            s -> s.replyRows().put("ra1", withDecision(s.replyRow("ra1"), "blocked"))),
        fault(
            g4,
            "a duplicate reply has a row",
            "suppressed ra2 sent again",
            s ->
                s.replyRows()
                    .put("copy", withOffset(s.replyRow("ra1"), s.get("ra2 sent again").offset()))),
        fault(
            g4,
            "a reply of another ticket",
            "delivered ra1",
            s -> s.change("delivered ra1", m -> m.header("ce_ticketid", "t-3"))),
        fault(
            g4,
            "said by another agent",
            "delivered ra3",
            s -> s.change("delivered ra3", m -> m.header("ce_agent", "agent-8"))),
        fault(
            g4,
            "said by the BOT",
            "delivered ra3",
            s -> s.change("delivered ra3", m -> m.header("ce_reason", "bot"))),
        new Fault(
            g4,
            "a row of no reply",
            s -> s.replyRows().put("copy", withOffset(s.replyRow("ra1"), 99)),
            s -> withOffset(s.replyRow("ra1"), 99).toString()));
  }

  static Stream<Fault> repliesThroughABlock() {
    Property g5 = Property.BLOCK;
    return Stream.of(
        fault(
            g5,
            "a reply is delivered after the outcome of a block",
            "delivered ra2",
            s ->
                s.change(
                    "delivered ra2",
                    m -> m.at(m.topic(), m.partition(), 50, s.get("outcome b1").timestamp() + 1))),
        fault(
            g5,
            "a reply is delivered after the outcome of a blacklisting",
            "delivered rc1",
            s -> {
              s.lose("suppressed rc1");
              s.delivered("rc1", 3, null);
              s.change(
                  "delivered rc1",
                  m -> m.at(m.topic(), m.partition(), 50, s.get("outcome k1").timestamp() + 1));
            }));
  }

  static Stream<Fault> repliesNotErased() {
    Property g6 = Property.ERASURE;
    return Stream.of(
        new Fault(
            g6,
            "a reply row of a deleted ticket is left",
            s -> s.replyRows().put("left", withTicket(s.replyRow("ra1"), 2)),
            s -> s.replyRow("left").toString()),
        fault(
            g6,
            "a reply comes again",
            "delivered ro1 sent again",
            s -> {
              s.lose("suppressed ro1 sent again");
              s.delivered("ro1 sent again", 2, null);
              s.replyRows().remove("ro1 sent again");
            }),
        fault(
            g6,
            "too few replies counted",
            "outcome d1",
            s ->
                s.change(
                    "outcome d1",
                    m ->
                        m.value(
                            String.valueOf(m.value())
                                .replace("\"repliesErased\":2", "\"repliesErased\":0")))));
  }

  private static Database.Reply withOffset(Database.Reply row, long offset) {
    return reply(row, offset, row.ticket(), row.decision());
  }

  private static Database.Reply withTicket(Database.Reply row, long ticket) {
    return reply(row, row.offset() + 40, ticket, row.decision());
  }

  private static Database.Reply withDecision(Database.Reply row, String decision) {
    return reply(row, row.offset(), row.ticket(), decision);
  }

  private static Database.Reply reply(
      Database.Reply row, long offset, long ticket, String decision) {
    return new Database.Reply(
        row.source(),
        offset,
        row.customer(),
        ticket,
        row.saidBy(),
        row.actor(),
        decision,
        row.value());
  }

  private static Database.Message withOffset(Database.Message row, long offset) {
    return new Database.Message(
        row.source(),
        offset,
        row.customer(),
        row.ticket(),
        row.queue(),
        row.reason(),
        row.newTicket(),
        row.agent(),
        row.identity(),
        row.value());
  }

  private static Database.Message withIdentity(Database.Message row, long identity) {
    return new Database.Message(
        row.source(),
        row.offset(),
        row.customer(),
        row.ticket(),
        row.queue(),
        row.reason(),
        row.newTicket(),
        row.agent(),
        identity,
        row.value());
  }

  private static Database.Message withTicket(Database.Message row, long ticket) {
    return new Database.Message(
        row.source(),
        row.offset() + 40,
        row.customer(),
        ticket,
        row.queue(),
        row.reason(),
        row.newTicket(),
        row.agent(),
        row.identity() + ticket,
        row.value());
  }
}
