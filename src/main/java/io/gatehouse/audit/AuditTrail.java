package io.gatehouse.audit;

import io.gatehouse.sql.RoundTrip;
import java.sql.Timestamp;
import org.springframework.stereotype.Component;

/** The table {@code audit_entry}. */
@Component
public class AuditTrail {

  private static final String ADD =
      """
      insert into audit_entry (at, actor_id, command, action, command_id, customer_id, setting, reason, detail)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb)
      """;

  /** In the transaction of the change. */
  public void add(AuditEntry entry, RoundTrip with) {
    with.updateExactly(
        1,
        ADD,
        Timestamp.from(entry.at()),
        entry.actorId(),
        entry.command(),
        entry.action(),
        entry.commandId(),
        entry.customerId(),
        entry.setting(),
        entry.reason(),
        entry.detail());
  }
}
