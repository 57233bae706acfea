package io.gatehouse.reading;

import io.gatehouse.tickets.TicketId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a delete-all erased, for an auditor: as it was announced, and as it looks now. Nothing of
 * what was erased is in it.
 */
@Component
public class ErasureReceipts {

  private static final JsonMapper JSON = JsonMapper.shared();

  private static final String COMMAND =
      """
      select outcome, effects from command
      where command_key = ? and kind = 'delete-all' and command_id = ?
      """;
  private static final String TICKETS_LEFT =
      """
      select count(*) from ticket where ticket_no = any (cast(:tickets as bigint[]))
        or merged_into = any (cast(:tickets as bigint[]))
      """;
  private static final String MESSAGES_LEFT =
      """
      select count(*) from message m
      where m.customer_no = (select customer_no from customer where customer_id = :customer)
        and m.ticket_no is not null and not exists (select from ticket t where t.ticket_no = m.ticket_no)
      """;
  private static final String REPLIES_LEFT =
      "select count(*) from outbound_message where ticket_no = any (cast(:tickets as bigint[]))";

  private final ReadOnly readOnly;
  private final JdbcClient jdbc;
  private final Clock clock;

  ErasureReceipts(ReadOnly readOnly, JdbcClient jdbc, Clock clock) {
    this.readOnly = readOnly;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * A receipt.
   *
   * @param status of the command: only one that is {@code done} erased anything
   * @param erasedFromLogBy when the last copy in the log is gone; null if nothing was erased
   * @param goneFromLog whether that time has passed
   */
  public record Receipt(
      String commandId,
      String customerId,
      String actor,
      Instant at,
      String status,
      long ticketsDeleted,
      long messagesErased,
      long repliesErased,
      @Nullable Instant erasedFromLogBy,
      boolean goneFromLog,
      List<String> tickets,
      Checks checks,
      Instant checkedAt) {

    public Receipt {
      tickets = List.copyOf(tickets);
    }
  }

  /**
   * What was looked for when the receipt was written.
   *
   * @param ticketsLeft rows of the deleted tickets, and of those merged into them
   * @param messagesLeft messages of the customer that belong to a ticket that is no more
   * @param repliesLeft replies said in the deleted tickets
   * @param passed nothing is left
   */
  public record Checks(long ticketsLeft, long messagesLeft, long repliesLeft, boolean passed) {}

  /**
   * A receipt. The tombstones in the log are announced together with the outcome, so ask for it
   * only then.
   *
   * @return empty if there was none for this customer
   */
  public Optional<Receipt> find(String customerId, String commandId) {
    return readOnly.read(
        () ->
            jdbc.sql(COMMAND)
                .params(customerId, commandId)
                .query((row, n) -> receipt(row, customerId))
                .optional());
  }

  private Receipt receipt(ResultSet row, String customerId) throws SQLException {
    JsonNode outcome = JSON.readTree(row.getString("outcome"));
    JsonNode detail = outcome.path("detail");
    List<Long> tickets = deleted(JSON.readTree(row.getString("effects")));
    String by = detail.path("erasedFromLogBy").stringValue(null);
    Instant goneBy = by == null ? null : Instant.parse(by);
    Instant now = clock.instant();
    return new Receipt(
        outcome.required("commandId").stringValue(),
        customerId,
        outcome.required("actor").required("id").stringValue(),
        Instant.parse(outcome.required("at").stringValue()),
        outcome.required("status").stringValue(),
        detail.path("ticketsDeleted").longValue(0),
        detail.path("messagesErased").longValue(0),
        detail.path("repliesErased").longValue(0),
        goneBy,
        goneBy != null && goneBy.isBefore(now),
        tickets.stream().map(TicketId::of).toList(),
        checks(customerId, tickets),
        now);
  }

  private Checks checks(String customerId, List<Long> tickets) {
    long ticketsLeft = countOf(TICKETS_LEFT, tickets);
    long repliesLeft = countOf(REPLIES_LEFT, tickets);
    long messagesLeft =
        jdbc.sql(MESSAGES_LEFT).param("customer", customerId).query(Long.class).single();
    return new Checks(
        ticketsLeft,
        messagesLeft,
        repliesLeft,
        ticketsLeft == 0 && messagesLeft == 0 && repliesLeft == 0);
  }

  private long countOf(String sql, List<Long> tickets) {
    return jdbc.sql(sql).param("tickets", tickets.toArray(Long[]::new)).query(Long.class).single();
  }

  /** The tickets, by the events that say so. */
  private static List<Long> deleted(JsonNode effects) {
    List<Long> tickets = new ArrayList<>();
    for (JsonNode effect : effects) {
      JsonNode event = effect.path("event");
      if (event.path("type").stringValue("").equals("DELETED")) {
        TicketId.number(event.required("ticketId").stringValue()).ifPresent(tickets::add);
      }
    }
    return tickets;
  }
}
