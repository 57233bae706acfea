package io.gatehouse.tickets;

import io.gatehouse.sql.RoundTrip;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code ticket}, one customer at a time, for commands that hold the customer's lock. */
@Component
public class Tickets {

  private static final String COLUMNS =
      "select ticket_no, channel, queue::text, agent, opened_at, closed_at, merged_into from ticket ";
  private static final String FIND = COLUMNS + "where customer_no = ? and ticket_no = ?";
  private static final String OPEN =
      COLUMNS
          + """
          where customer_no = (select customer_no from customer where customer_id = ?) and closed_at is null
          order by ticket_no
          """;
  private static final String EVER_BLOCKED =
      COLUMNS
          + "where customer_no = ? and queue = 'blocked' and merged_into is null order by ticket_no";
  private static final String MERGED =
      "select ticket_no from ticket where merged_into = ? order by ticket_no";
  private static final String MOVE =
      "update ticket set queue = ?::queue, agent = null where ticket_no = ? and closed_at is null";
  private static final String ASSIGN =
      "update ticket set queue = 'inbox', agent = ? where ticket_no = ? and closed_at is null";
  private static final String CLOSE =
      "update ticket set closed_at = ? where ticket_no = ? and closed_at is null";
  private static final String RATE =
      "update ticket set rating_score = ?, rating_comment = ?, rated_at = ?, rated_by = ? where ticket_no = ?";
  private static final String OPEN_IN_INBOX =
      """
      insert into ticket (customer_no, channel, queue, agent, opened_at) values (?, ?, 'inbox', ?, ?)
      returning ticket_no, channel, queue::text, agent, opened_at, closed_at, merged_into
      """;
  private static final String MERGE =
      "update ticket set closed_at = ?, merged_into = ?, agent = null where ticket_no = ? and closed_at is null";
  private static final String MERGE_MERGED =
      "update ticket set merged_into = ? where merged_into = ?";
  private static final String DELETE =
      """
      with deleted as (delete from ticket where ticket_no = any (?) returning ticket_no, customer_no)
      insert into deleted_ticket (ticket_no, customer_no) select ticket_no, customer_no from deleted
      """;

  private final JdbcClient jdbc;

  Tickets(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  public Optional<Ticket> find(long customerNo, long ticketNo) {
    return jdbc.sql(FIND).params(customerNo, ticketNo).query(Tickets::ticket).optional();
  }

  /**
   * The customer's open tickets, in {@code blocked} or in any other queue.
   *
   * @return filled when the round trip is run
   */
  public List<Ticket> open(String customerId, RoundTrip with) {
    return with.rows(OPEN, Tickets::ticket, customerId);
  }

  /** The customer's tickets in {@code blocked}, those closed there too. */
  public List<Ticket> blockedOrClosedThere(long customerNo) {
    return jdbc.sql(EVER_BLOCKED).param(customerNo).query(Tickets::ticket).list();
  }

  /**
   * The ticket's number and those of the tickets merged into it: whose messages are its messages.
   */
  public List<Long> family(long ticketNo) {
    var merged = jdbc.sql(MERGED).param(ticketNo).query(Long.class).list();
    return java.util.stream.Stream.concat(java.util.stream.Stream.of(ticketNo), merged.stream())
        .toList();
  }

  public void move(Ticket ticket, Queue to, RoundTrip with) {
    with.updateExactly(1, MOVE, to.label(), ticket.no());
  }

  /** An agent takes it. */
  public void assign(Ticket ticket, String agent, RoundTrip with) {
    with.updateExactly(1, ASSIGN, agent, ticket.no());
  }

  /** Ends a ticket, which keeps its queue and its agent. */
  public void close(Ticket ticket, Instant at, RoundTrip with) {
    with.updateExactly(1, CLOSE, Timestamp.from(at), ticket.no());
  }

  /** How the customer found it; the last rating counts. */
  public void rate(Ticket ticket, Rating rating, RoundTrip with) {
    with.updateExactly(
        1,
        RATE,
        rating.score(),
        rating.comment(),
        Timestamp.from(rating.at()),
        rating.by(),
        ticket.no());
  }

  /**
   * Opens a ticket that an agent has from the beginning.
   *
   * @return it alone, when the round trip is run
   */
  public List<Ticket> openInInbox(
      long customerNo, String channel, String agent, Instant at, RoundTrip with) {
    return with.rows(
        OPEN_IN_INBOX, Tickets::ticket, customerNo, channel, agent, Timestamp.from(at));
  }

  /** Ends a ticket; its messages, and those it took over before, are the other's from now on. */
  public void merge(Ticket ticket, Ticket into, Instant at, RoundTrip with) {
    with.updateExactly(1, MERGE, Timestamp.from(at), into.no(), ticket.no());
    with.update(MERGE_MERGED, into.no(), ticket.no());
  }

  public void delete(List<Long> ticketNos) {
    int deleted = jdbc.sql(DELETE).param(ticketNos.toArray(Long[]::new)).update();
    if (deleted != ticketNos.size()) {
      throw new IllegalStateException(
          "deleted %d of %d tickets".formatted(deleted, ticketNos.size()));
    }
  }

  private static Ticket ticket(ResultSet row, int n) throws SQLException {
    @Nullable Timestamp closedAt = row.getTimestamp(6);
    return new Ticket(
        row.getLong(1),
        row.getString(2),
        Queue.of(row.getString(3)),
        row.getString(4),
        row.getTimestamp(5).toInstant(),
        closedAt == null ? null : closedAt.toInstant(),
        row.getObject(7, Long.class));
  }
}
