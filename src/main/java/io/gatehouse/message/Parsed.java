package io.gatehouse.message;

import io.gatehouse.deadletters.Defect;

/** An inbound record, read. */
public sealed interface Parsed {

  record Valid(InboundMessage message) implements Parsed {}

  record Bad(Defect defect) implements Parsed {}
}
