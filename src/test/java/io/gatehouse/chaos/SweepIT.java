package io.gatehouse.chaos;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every case. {@code -Dgatehouse.chaos.only=HALT,inbound} plays those whose name has all of these
 * in it; {@code -Dgatehouse.chaos.part=3/8} plays the third of eight parts.
 */
@Tag("chaos")
class SweepIT extends Sweep {

  static Stream<Case> cases() {
    String[] only = System.getProperty("gatehouse.chaos.only", "").split(",", -1);
    String[] part = System.getProperty("gatehouse.chaos.part", "1/1").split("/", -1);
    int number = Integer.parseInt(part[0]) - 1;
    int parts = Integer.parseInt(part[1]);
    var wanted =
        Case.all().stream()
            .filter(each -> Stream.of(only).allMatch(each.toString()::contains))
            .toList();
    return IntStream.range(0, wanted.size())
        .filter(index -> index % parts == number)
        .mapToObj(wanted::get);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void the_guarantees_hold(Case wanted) {
    play(wanted);
  }
}
