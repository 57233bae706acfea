package io.gatehouse.reading;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * One customer, whole. Agents see the flags too, with who and why: they are the ones who set them.
 */
@Component
public class CustomerView {

  private static final String FIND =
      """
      select c.*, a.last_at, array(select tag from customer_tag t where t.customer_no = c.customer_no order by tag) as tags
      from customer c join customer_activity a on a.customer_no = c.customer_no where c.customer_id = ?
      """;
  private static final String COUNTERS =
      """
      select channel, count(*) as conversations, count(rating_score) as rated, sum(rating_score) as score
      from ticket where customer_no = (select customer_no from customer where customer_id = :customer)
        and merged_into is null and (:blockedToo or queue <> 'blocked')
      group by channel
      """;

  private final ReadOnly readOnly;
  private final JdbcClient jdbc;
  private final Conversations conversations;

  CustomerView(ReadOnly readOnly, JdbcClient jdbc, Conversations conversations) {
    this.readOnly = readOnly;
    this.jdbc = jdbc;
    this.conversations = conversations;
  }

  /** Empty if nobody has heard of them. */
  public Optional<CustomerProfile> find(String customerId, Audience audience) {
    return readOnly.read(
        () ->
            jdbc.sql(FIND)
                .param(customerId)
                .query((row, n) -> profile(row, customerId, audience))
                .optional());
  }

  private CustomerProfile profile(ResultSet row, String customerId, Audience audience)
      throws SQLException {
    return new CustomerProfile(
        customerId,
        Times.required(row, "created_at"),
        Times.required(row, "last_at"),
        new CustomerProfile.Profile(
            row.getString("nickname"),
            row.getString("real_name"),
            row.getString("phone"),
            row.getString("qq"),
            row.getString("email"),
            row.getString("company"),
            row.getString("note")),
        Arrays.asList((String[]) row.getArray("tags").getArray()),
        block(row),
        blacklisting(row),
        conversations.open(customerId, audience),
        counters(customerId, audience));
  }

  private static CustomerProfile.@Nullable Block block(ResultSet row) throws SQLException {
    var at = Times.optional(row, "blocked_at");
    return at == null
        ? null
        : new CustomerProfile.Block(
            row.getString("blocked_by"),
            at,
            row.getString("blocked_reason"),
            Times.optional(row, "blocked_until"),
            row.getString("blocked_command_id"));
  }

  private static CustomerProfile.@Nullable Blacklisting blacklisting(ResultSet row)
      throws SQLException {
    var at = Times.optional(row, "blacklisted_at");
    return at == null
        ? null
        : new CustomerProfile.Blacklisting(
            row.getString("blacklisted_by"), at, row.getString("blacklisted_reason"));
  }

  private CustomerProfile.Counters counters(String customerId, Audience audience) {
    Map<String, Long> byChannel = new TreeMap<>();
    long[] rated = new long[2];
    jdbc.sql(COUNTERS)
        .param("customer", customerId)
        .param("blockedToo", audience.seesBlocked())
        .query(
            row -> {
              byChannel.put(row.getString("channel"), row.getLong("conversations"));
              rated[0] += row.getLong("rated");
              rated[1] += row.getLong("score");
            });
    return new CustomerProfile.Counters(
        byChannel.values().stream().mapToLong(Long::longValue).sum(),
        byChannel,
        rated[0],
        rated[0] == 0 ? null : (double) rated[1] / rated[0]);
  }
}
