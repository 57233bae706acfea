package io.gatehouse.outbound;

import io.gatehouse.deadletters.Defect;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is published for one outbound record. */
sealed interface Decision {

  /**
   * The conversation that a reply is kept in. If the ticket that its sender named was merged, the
   * one that it joined.
   */
  record Conversation(long ticketNo, String channel) {}

  /**
   * A valid reply.
   *
   * @param in null if it is kept nowhere
   */
  record Judged(Verdict verdict, @Nullable Conversation in, Instant at) implements Decision {}

  record DeadLetter(Defect defect) implements Decision {}

  /** The group was rewound: this record is known to have been answered, and nothing is sent. */
  record AlreadyPublished() implements Decision {}
}
