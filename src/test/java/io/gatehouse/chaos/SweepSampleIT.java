package io.gatehouse.chaos;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A few cases of {@link SweepIT}, one for each fault. */
class SweepSampleIT extends Sweep {

  static Stream<Case> cases() {
    return Stream.of(
        Case.of(Place.AFTER_DATABASE_COMMIT, "inbound", Fault.HALT, Run.FIRST),
        Case.of(Place.AFTER_SEND, "inbound", Fault.HALT, Run.REPLAY_AFTER_DELETE_ALL),
        Case.of(Place.AFTER_KAFKA_COMMIT, "inbound", Fault.REPLY_LOST, Run.FIRST),
        Case.of(Place.ANNOUNCEMENT_HAS_WAITED, "delete-all", Fault.DATABASE_KILLED, Run.FIRST),
        Case.of(Place.BEFORE_KAFKA_COMMIT, "inbound", Fault.ZOMBIE, Run.FIRST));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void the_guarantees_hold(Case wanted) {
    play(wanted);
  }
}
