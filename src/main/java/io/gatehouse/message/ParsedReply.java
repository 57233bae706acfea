package io.gatehouse.message;

import io.gatehouse.deadletters.Defect;

/** An outbound record, read. */
public sealed interface ParsedReply {

  record Valid(Reply reply) implements ParsedReply {}

  record Bad(Defect defect) implements ParsedReply {}
}
