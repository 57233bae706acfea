package io.gatehouse.audit;

import java.sql.Timestamp;
import java.sql.Types;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code audit_entry}. */
@Component
public class AuditTrail {

  private static final String ADD =
      """
      insert into audit_entry (at, actor_id, command, action, command_id, customer_id, setting, reason, detail)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb)
      """;

  private final JdbcClient jdbc;

  AuditTrail(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** In the transaction of the change. */
  public void add(AuditEntry entry) {
    jdbc.sql(ADD)
        .param(1, Timestamp.from(entry.at()))
        .param(2, entry.actorId())
        .param(3, entry.command())
        .param(4, entry.action(), Types.VARCHAR)
        .param(5, entry.commandId())
        .param(6, entry.customerId(), Types.VARCHAR)
        .param(7, entry.setting(), Types.VARCHAR)
        .param(8, entry.reason(), Types.VARCHAR)
        .param(9, entry.detail(), Types.VARCHAR)
        .update();
  }
}
