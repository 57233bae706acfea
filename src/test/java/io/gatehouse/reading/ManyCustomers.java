package io.gatehouse.reading;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Customers and their history as years of use leave them, made by SQL as the owner of the tables.
 * Names are as uneven as real ones: few are frequent. One customer has a ticket with a hundredth of
 * all messages.
 */
final class ManyCustomers {

  static final String TAG_OF_A_TENTH = "regular";
  static final String TAG_OF_A_HUNDREDTH = "vip";
  static final String RARE_TAG = "press";
  static final long HEAVY = 7;

  private static final long CHUNK = 250_000;

  private static final List<String> NAMES =
      List.of(
          "select setseed(0.5)",
          """
          create table latin as
          select n as no, initcap(concat_ws('', b.x, m.x, e.x)) as name
          from generate_series(0, 19999) as n
          join lateral (select (array['ma','jo','al','be','chri','da','e','fre','gu','han','i','ka','lu','ni','o','pe','ro','sa','to','vi'])[1 + n % 20] as x) b on true
          join lateral (select (array['ri','na','le','x','ç','dé','ö','st','lia','vé','ke','mi','nu','ü','ra','si','ta','wi','zo','ñe'])[1 + n / 20 % 20] as x) m on true
          join lateral (select (array['a','o','en','ez','ski','son','mann','er','ic','eau','elli','ov','dottir','ra','us','i','quist','den','by','ton',
            'as','is','ker','let','ming','nor','par','qui','res','sen','tur','ula','van','wen','xis','yam','zar','bel','cor','dun','fal','gard','hof','ind','jar','kov','lar','mor','nak','ost'])[1 + n / 400 % 50] as x) e on true
          """,
          "create unique index on latin (no)");

  private static final String CUSTOMERS =
      """
      insert into customer (customer_id, created_at, nickname, real_name, blocked_at, blocked_by, blocked_reason,
                            blocked_command_id, blacklisted_at, blacklisted_by, blacklisted_reason)
      select 'c-' || n, now() - (%2$d - n) * interval '3 years' / %2$d,
        case when n %% 10 < 6 then f.name || ' ' || l.name
             when n %% 10 < 8 then chr(20000 + (100 * power(random(), 3))::int) || chr(21000 + (1500 * random())::int)
                               || case when n %% 3 > 0 then chr(21000 + (1500 * random())::int) else '' end
             when n %% 10 < 9 then initcap(translate(lower(f.name || ' ' || l.name), 'abcdefghijklmnopqrstuvwxyz', 'абцдефгхийклмнопярстувшхыз')) end,
        case when n %% 5 = 0 then l.name || ' ' || f.name end,
        case when n %% 50 = 0 then now() - random() * interval '1 year' end, case when n %% 50 = 0 then 'agent-7' end,
        case when n %% 50 = 0 then 'spam' end, case when n %% 50 = 0 then 'b-' || n end,
        case when n %% 200 = 3 then now() - random() * interval '1 year' end, case when n %% 200 = 3 then 'agent-7' end,
        case when n %% 200 = 3 then 'abuse' end
      from (select n, (2000 * power(random(), 3))::int as first, (19999 * power(random(), 2))::int as last
            from generate_series(%1$d::bigint, %1$d + %3$d - 1) as n) as d
      join latin f on f.no = d.first join latin l on l.no = d.last
      order by d.n
      """;
  private static final String TAGS =
      """
      insert into customer_tag
      select customer_no, 'regular' from customer where customer_no %% 10 = 1 and customer_no between %1$d and %1$d + %3$d - 1
      union all select customer_no, 'vip' from customer where customer_no %% 100 = 2 and customer_no between %1$d and %1$d + %3$d - 1
      union all select customer_no, 'press' from customer where customer_no %% 5000 = 0 and customer_no between %1$d and %1$d + %3$d - 1
      """;

  /** Two tickets each: one closed, one open. */
  private static final String TICKETS =
      """
      insert into ticket (ticket_no, customer_no, channel, queue, agent, opened_at, closed_at, rating_score) overriding system value
      select 2 * customer_no - 1 + k, customer_no, case when k = 0 then 'web' else 'whatsapp' end,
             q::queue, case when q = 'inbox' then 'agent-' || customer_no %% 200 end,
             greatest(created_at, now() - interval '100 days') + k * interval '1 hour',
             case when k = 0 then greatest(created_at, now() - interval '100 days') + interval '50 minutes' end, case when k = 0 then 4 end
      from (select customer_no, created_at, k,
                   case when customer_no %% 50 = 0 then 'blocked' when customer_no %% 10 = 3 then 'inbox'
                        when customer_no %% 3 = 0 then 'bot' else 'unassigned' end as q
            from customer, generate_series(0, 1) as k where customer_no between %1$d and %1$d + %3$d - 1) as d
      """;

  private static final String LAST_TIMES =
      """
      update customer_activity set last_at = now() - (customer_no * 7919 %% %2$d) * interval '100 days' / %2$d
      where customer_no between %1$d and %1$d + %3$d - 1
      """;
  private static final String LAST_TIMES_OF_TICKETS =
      """
      update open_ticket o set last_message_at = greatest(opened_at, a.last_at)
      from customer_activity a where a.customer_no = o.customer_no and o.customer_no between %1$d and %1$d + %3$d - 1
      """;

  /** In the order of time, as they come in; of the last hundred days. */
  private static final String MESSAGES =
      """
      insert into message (customer_no, fingerprint, record_offset, ticket_no, appended_at, decided_at, source_id, queue,
                           reason, new_ticket, value)
      select no, n, n / 12, 2 * no, at, at, n %% 12 + 1, 'unassigned', 'open-ticket', false,
             convert_to('{"messageId":"m-' || n || '","customerId":"c-' || no || '","channel":"whatsapp","text":"' || repeat('Where is my order? ', 8) || '"}', 'UTF8')
      from (select n, case when n %% 100 = 0 then %4$d else n * 7919 %% %5$d + 1 end as no,
                   now() - (%2$d - n) * interval '100 days' / %2$d as at
            from generate_series(%1$d::bigint, %1$d + %3$d - 1) as n) as d
      """;

  private static final String AUDIT =
      """
      insert into audit_entry (at, actor_id, command, action, command_id, customer_id, reason, detail)
      select now() - (%2$d - n) * interval '1 year' / %2$d, 'agent-' || n * 7919 %% 500,
             (array['block', 'unblock', 'ticket', 'ticket', 'ticket', 'customer', 'blacklist'])[1 + n %% 7], null, 'k-' || n,
             'c-' || 1 + n * 104729 %% %2$d, 'spam', '{"ticketsMoved": 1}'
      from generate_series(%1$d::bigint, %1$d + %3$d - 1) as n
      """;

  private ManyCustomers() {}

  static void make(Connection connection, long customers, long messages) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String each : NAMES) {
        statement.execute(each);
      }
      statement.execute(
          "insert into source_partition (topic_id, topic_name, partition_no, decided_offset) select"
              + " 'topic', 'messages.inbound', n, 1000000000 from generate_series(0, 11) as n");
      inChunks(statement, customers, CUSTOMERS);
      inChunks(statement, customers, TAGS);
      inChunks(statement, customers, TICKETS);
      inChunks(statement, customers, LAST_TIMES);
      inChunks(statement, customers, LAST_TIMES_OF_TICKETS);
      statement.execute(
          "select create_message_period((extract(epoch from now()) / 86400 / 5)::int - ago)"
              + " from generate_series(0, 30) as ago");
      inChunks(statement, messages, MESSAGES, HEAVY, customers);
      inChunks(statement, customers, AUDIT);
      statement.execute("select note_message_places()");
      statement.execute("vacuum analyze");
    }
  }

  private static void inChunks(Statement statement, long all, String sql, Object... more)
      throws SQLException {
    for (long from = 1; from <= all; from += CHUNK) {
      Object[] values = new Object[more.length + 3];
      values[0] = from;
      values[1] = all;
      values[2] = Math.min(CHUNK, all - from + 1);
      System.arraycopy(more, 0, values, 3, more.length);
      statement.executeUpdate(sql.formatted(values));
    }
  }
}
