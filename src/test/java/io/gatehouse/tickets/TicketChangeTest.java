package io.gatehouse.tickets;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.history.TicketContent;
import io.gatehouse.topics.TopicSchemas;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

/** The events that say what happened to a ticket, field by field. */
class TicketChangeTest {

  private static final TopicSchemas SCHEMAS = new TopicSchemas();
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Instant OPENED = Instant.parse("2026-11-20T08:00:00Z");
  private static final Instant LAST = Instant.parse("2026-11-20T09:30:00.123456Z");
  private static final Instant AT = Instant.parse("2026-11-21T10:00:00Z");

  private final TicketChange byCommand =
      new TicketChange(12, "c-42", "web", Queue.BLOCKED, OPENED, "unblock", "k-1", AT);
  private final TicketChange byMessage =
      new TicketChange(12, "c-42", "web", Queue.BOT, OPENED, "bot-inactive", null, AT);

  @Test
  void leftIsOnTheQueueThatItLeaves() {
    expect(
        byCommand.left(Queue.BOT),
        Queue.BLOCKED,
        "gatehouse.ticket.left",
        """
        { "ticketId": "t-12", "customerId": "c-42", "channel": "web", "from": "blocked", "to": "bot",
          "reason": "unblock", "commandId": "k-1", "at": "2026-11-21T10:00:00Z" }
        """);
  }

  @Test
  void aMessageThatMovesATicketHasNoCommand() {
    expect(
        byMessage.left(Queue.UNASSIGNED),
        Queue.BOT,
        "gatehouse.ticket.left",
        """
        { "ticketId": "t-12", "customerId": "c-42", "channel": "web", "from": "bot", "to": "unassigned",
          "reason": "bot-inactive", "commandId": null, "at": "2026-11-21T10:00:00Z" }
        """);
  }

  @Test
  void arrivedIsOnTheQueueThatItEntersAndSaysWhatComesAlong() {
    expect(
        byCommand.arrived(Queue.INBOX, "agent-7", new TicketContent(3, LAST, Map.of(1, 9L))),
        Queue.INBOX,
        "gatehouse.ticket.arrived",
        """
        { "ticketId": "t-12", "customerId": "c-42", "channel": "web", "from": "blocked", "to": "inbox",
          "reason": "unblock", "commandId": "k-1", "at": "2026-11-21T10:00:00Z", "agent": "agent-7",
          "messages": 3, "openedAt": "2026-11-20T08:00:00Z", "lastMessageAt": "2026-11-20T09:30:00.123456Z" }
        """);
  }

  @Test
  void arrivedWithoutAgentAndMessagesSaysSo() {
    expect(
        byMessage.arrived(Queue.UNASSIGNED, null, TicketContent.EMPTY),
        Queue.UNASSIGNED,
        "gatehouse.ticket.arrived",
        """
        { "ticketId": "t-12", "customerId": "c-42", "channel": "web", "from": "bot", "to": "unassigned",
          "reason": "bot-inactive", "commandId": null, "at": "2026-11-21T10:00:00Z", "agent": null,
          "messages": 0, "openedAt": "2026-11-20T08:00:00Z", "lastMessageAt": null }
        """);
  }

  @Test
  void aTicketThatJoinsAnotherIsClosedOnItsQueueAndNamesTheOther() {
    expect(
        byCommand.mergedInto(7),
        Queue.BLOCKED,
        "gatehouse.ticket.closed",
        """
        { "ticketId": "t-12", "customerId": "c-42", "channel": "web", "from": "blocked", "to": null,
          "reason": "unblock", "commandId": "k-1", "at": "2026-11-21T10:00:00Z", "mergedInto": "t-7" }
        """);
  }

  @Test
  void closedIsOnTheQueueThatItWasInAndNamesNoOther() {
    expect(
        byCommand.closed(),
        Queue.BLOCKED,
        "gatehouse.ticket.closed",
        """
        { "ticketId": "t-12", "customerId": "c-42", "channel": "web", "from": "blocked", "to": null,
          "reason": "unblock", "commandId": "k-1", "at": "2026-11-21T10:00:00Z" }
        """);
  }

  @Test
  void aTicketThatIsOpenedByACommandComesFromNoQueue() {
    var opened = new TicketChange(12, "c-42", "web", null, OPENED, "callback", "k-1", AT);

    expect(
        opened.arrived(Queue.INBOX, "agent-7", TicketContent.EMPTY),
        Queue.INBOX,
        "gatehouse.ticket.arrived",
        """
        { "ticketId": "t-12", "customerId": "c-42", "channel": "web", "from": null, "to": "inbox",
          "reason": "callback", "commandId": "k-1", "at": "2026-11-21T10:00:00Z", "agent": "agent-7",
          "messages": 0, "openedAt": "2026-11-20T08:00:00Z", "lastMessageAt": null }
        """);
  }

  @Test
  void deletedIsOnTheBlockedListAndSaysNothingMore() {
    expect(
        byCommand.deleted(),
        Queue.BLOCKED,
        "gatehouse.ticket.deleted",
        """
        { "ticketId": "t-12", "customerId": "c-42", "commandId": "k-1", "at": "2026-11-21T10:00:00Z" }
        """);
  }

  /** A ticket that was closed while blocked says where it was last. */
  @ParameterizedTest
  @EnumSource
  void deletedIsOnTheBlockedListWhereverTheTicketWas(Queue last) {
    var change = new TicketChange(12, "c-42", "web", last, OPENED, "delete-all", "k-1", AT);

    assertThat(change.deleted().queue()).isEqualTo(Queue.BLOCKED);
  }

  private static void expect(TicketEvent event, Queue queue, String ceType, String value) {
    var published = JSON.readTree(event.value());
    assertThat(published).isEqualTo(JSON.readTree(value));
    assertThat(event)
        .isEqualTo(new TicketEvent(queue, event.type(), "t-12", "c-42", AT, event.value()));
    assertThat(event.type().ceType()).isEqualTo(ceType);
    assertThat(SCHEMAS.of(queue.topic()).validate(published)).isEmpty();
  }
}
