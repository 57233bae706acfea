package io.gatehouse.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.tickets.Queue;
import io.gatehouse.tickets.TicketId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Conversations, messages, queues and flagged contacts, on a database that a test has filled. */
class InteractionsIT {

  private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
  private static final Clock NOW = Clock.fixed(START.plus(Duration.ofDays(20)), ZoneOffset.UTC);

  private final ReadingDatabase database = new ReadingDatabase();
  private final Conversations conversations = database.conversations();
  private final Queues queues = new Queues(database.readOnly, database.jdbc);
  private long customer;
  private long first;
  private long merged;
  private long blocked;
  private long last;

  @BeforeEach
  void a_customer_with_four_tickets() {
    customer = database.customer("c-1", "Ann", null, START);
    first = ticket("sms", "unassigned", 0);
    close(first, 1);
    merged = ticket("web", "unassigned", 2);
    blocked = ticket("sms", "blocked", 3);
    last = ticket("mail", "inbox", 4);
    database.change(
        "update ticket set closed_at = opened_at, merged_into = ? where ticket_no = ?",
        last,
        merged);
    database.change(
        "insert into ticket_web values (?, '203.0.113.7', 'Kent', ?, 'https://shop')",
        first,
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " Chrome/120.0.0.0 Safari/537.36");
    database.change(
        "update ticket set rating_score = 4, rated_at = now() where ticket_no = ?", first);
    message(first, 1, 0);
    message(merged, 2, 2);
    message(blocked, 3, 3);
    message(last, 4, 4);
    message(null, 5, 5);
    message(last, 6, 15);
  }

  @Test
  void a_merged_ticket_is_part_of_the_conversation_that_it_joined() {
    assertThat(ofCustomer(Audience.SUPERVISORS)).containsExactly(last, blocked, first);
    assertThat(
            conversations.find(TicketId.of(merged), Audience.AGENTS).orElseThrow().conversation())
        .extracting(Conversation::ticketId)
        .isEqualTo(TicketId.of(last));
  }

  @Test
  void an_agent_goes_from_one_conversation_to_the_next_past_the_blocked_one() {
    assertThat(ofCustomer(Audience.AGENTS)).containsExactly(last, first);
    assertThat(conversations.find(TicketId.of(blocked), Audience.AGENTS)).isEmpty();
    assertThat(conversations.find(TicketId.of(last), Audience.AGENTS).orElseThrow().previous())
        .isEqualTo(TicketId.of(first));
    assertThat(conversations.find(TicketId.of(last), Audience.SUPERVISORS).orElseThrow().previous())
        .isEqualTo(TicketId.of(blocked));
    assertThat(conversations.find(TicketId.of(first), Audience.AGENTS).orElseThrow().next())
        .isEqualTo(TicketId.of(last));
  }

  @Test
  void a_conversation_has_its_rating_and_where_it_came_from() {
    Conversation found =
        conversations.find(TicketId.of(first), Audience.AGENTS).orElseThrow().conversation();

    assertThat(found.endedAt()).isEqualTo(START.plus(Duration.ofDays(1)));
    assertThat(found.rating()).extracting(Conversation.Rating::score).isEqualTo(4);
    assertThat(found.web())
        .extracting(
            Conversation.WebOrigin::ip,
            Conversation.WebOrigin::browser,
            Conversation.WebOrigin::system)
        .containsExactly("203.0.113.7", "Chrome 120", "Windows 10");
  }

  @Test
  void more_history_goes_back_through_what_was_merged_too() {
    assertThat(
            texts(
                1,
                cursor ->
                    messages()
                        .ofConversation(TicketId.of(last), Audience.AGENTS, cursor, 1)
                        .orElseThrow()))
        .containsExactly("m6", "m4", "m2");
    assertThat(messages().ofConversation(TicketId.of(blocked), Audience.AGENTS, null, 9)).isEmpty();
  }

  @Test
  void the_stream_goes_across_conversations_but_for_agents_not_through_blocked_ones() {
    Function<Audience, List<String>> stream =
        audience ->
            texts(2, cursor -> messages().ofCustomer("c-1", audience, cursor, 2).orElseThrow());

    assertThat(stream.apply(Audience.AGENTS)).containsExactly("m6", "m4", "m2", "m1");
    assertThat(stream.apply(Audience.SUPERVISORS))
        .containsExactly("m6", "m5", "m4", "m3", "m2", "m1");
    assertThat(messages().ofCustomer("nobody", Audience.AGENTS, null, 2)).isEmpty();
  }

  @Test
  void messages_of_the_same_moment_are_each_shown_once() {
    for (int i = 10; i < 30; i++) {
      message(last, i, 15);
    }

    assertThat(
            texts(
                7,
                cursor ->
                    messages()
                        .ofConversation(TicketId.of(last), Audience.AGENTS, cursor, 7)
                        .orElseThrow()))
        .hasSize(23)
        .doesNotHaveDuplicates()
        .startsWith("m29", "m28");
  }

  @Test
  void a_customer_is_seen_whole_but_for_agents_without_the_blocked_conversations() {
    database.change(
        "update customer set blocked_at = now(), blocked_by = 'agent-7', blocked_reason = 'spam',"
            + " blocked_command_id = 'b-1'");
    database.change("insert into customer_tag values (?, 'vip')", customer);
    var view = new CustomerView(database.readOnly, database.jdbc, conversations);

    CustomerProfile agents = view.find("c-1", Audience.AGENTS).orElseThrow();
    CustomerProfile supervisors = view.find("c-1", Audience.SUPERVISORS).orElseThrow();

    assertThat(agents.blocked()).extracting(CustomerProfile.Block::by).isEqualTo("agent-7");
    assertThat(agents.tags()).containsExactly("vip");
    assertThat(agents.counters().conversations()).isEqualTo(2);
    assertThat(agents.counters().averageRating()).isEqualTo(4.0);
    assertThat(agents.openConversations()).hasSize(1);
    assertThat(supervisors.openConversations()).hasSize(2);
    assertThat(supervisors.counters().byChannel())
        .containsEntry("sms", 2L)
        .containsEntry("mail", 1L);
    assertThat(view.find("nobody", Audience.SUPERVISORS)).isEmpty();
  }

  @Test
  void queues_have_the_open_tickets_the_last_message_first() {
    long other = database.customer("c-2", null, null, START);
    long waiting = database.ticket(other, "sms", "unassigned", null, START);
    long active = database.ticket(other, "web", "unassigned", null, START);
    database.change("update open_ticket set last_message_at = now() where ticket_no = ?", active);

    assertThat(queue(Queue.UNASSIGNED, null)).containsExactly(active, waiting);
    assertThat(queue(Queue.INBOX, "ann")).containsExactly(last);
    assertThat(queue(Queue.INBOX, "ben")).isEmpty();
    assertThat(queue(Queue.BLOCKED, null)).containsExactly(blocked);
    assertThat(queues.counts(Audience.AGENTS))
        .containsEntry(Queue.UNASSIGNED, new Total(2, false))
        .containsEntry(Queue.INBOX, new Total(1, false))
        .doesNotContainKey(Queue.BLOCKED);
    assertThat(queues.counts(Audience.SUPERVISORS))
        .containsEntry(Queue.BLOCKED, new Total(1, false));

    database.change("update ticket set closed_at = now() where ticket_no = ?", active);
    database.change("delete from ticket where ticket_no = ?", waiting);
    assertThat(queue(Queue.UNASSIGNED, null)).isEmpty();
  }

  @Test
  void flagged_contacts_come_with_who_when_and_why_the_last_first() {
    var flagged = new FlaggedContacts(database.readOnly, database.jdbc);
    for (int i = 0; i < 5; i++) {
      database.customer("b-" + i, null, null, START);
      database.change(
          "update customer set blocked_at = ?::timestamptz, blocked_by = 'a', blocked_reason = 'r'"
              + " where customer_id = ?",
          START.plusSeconds(i / 2).toString(), // two at once: in the order of their numbers
          "b-" + i);
    }
    List<String> found = new ArrayList<>();
    String cursor = null;
    do {
      var page = flagged.page(FlaggedContacts.Flag.BLOCKED, cursor, 2);
      page.items().forEach(each -> found.add(each.customerId()));
      cursor = page.next();
    } while (cursor != null);

    assertThat(found).containsExactly("b-4", "b-3", "b-2", "b-1", "b-0");
    assertThat(flagged.page(FlaggedContacts.Flag.BLACKLISTED, null, 2).items()).isEmpty();
  }

  private Messages messages() {
    return new Messages(database.readOnly, database.jdbc, conversations, NOW);
  }

  private List<String> texts(int size, Function<@Nullable String, Page<Message>> pages) {
    List<String> texts = new ArrayList<>();
    String cursor = null;
    do {
      Page<Message> page = pages.apply(cursor);
      assertThat(page.items()).hasSizeLessThanOrEqualTo(size);
      page.items().forEach(each -> texts.add(each.content().required("text").stringValue()));
      cursor = page.next();
    } while (cursor != null);
    return texts;
  }

  private List<Long> ofCustomer(Audience audience) {
    return conversations.of("c-1", audience, null, 10).orElseThrow().items().stream()
        .map(each -> TicketId.number(each.ticketId()).orElseThrow())
        .toList();
  }

  private List<Long> queue(Queue queue, @Nullable String agent) {
    return queues.page(queue, agent, null, 10).items().stream()
        .map(each -> TicketId.number(each.ticketId()).orElseThrow())
        .toList();
  }

  private long ticket(String channel, String queue, int day) {
    return database.ticket(
        customer,
        channel,
        queue,
        queue.equals("inbox") ? "ann" : null,
        START.plus(Duration.ofDays(day)));
  }

  private void close(long ticketNo, int day) {
    database.change(
        "update ticket set closed_at = ?::timestamptz where ticket_no = ?",
        START.plus(Duration.ofDays(day)).toString(),
        ticketNo);
  }

  private void message(@Nullable Long ticketNo, int number, int day) {
    database.message(customer, ticketNo, number, START.plus(Duration.ofDays(day)), "m" + number);
  }
}
