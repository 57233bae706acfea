package io.gatehouse.tickets;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Public ids of tickets, and what is none. */
class TicketIdTest {

  @ParameterizedTest
  @CsvSource({"1, t-1", "1234, t-1234", "999999999999999999, t-999999999999999999"})
  void isMadeOfTheNumberAndReadBack(long number, String id) {
    assertThat(TicketId.of(number)).isEqualTo(id);
    assertThat(TicketId.number(id)).hasValue(number);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "t",
        "t-",
        "1",
        "-1",
        "t1",
        "t-0",
        "t-01",
        "t--1",
        "t-+1",
        "T-1",
        "t-1 ",
        " t-1",
        "t-1\n",
        "t-1x",
        "t-1.0",
        "t-1e3",
        "t-0x1",
        "t-١",
        "x-1",
        "t-1000000000000000000",
        "t-9223372036854775808",
        "t-99999999999999999999999999"
      })
  void anythingElseIsTheIdOfNoTicket(String id) {
    assertThat(TicketId.number(id)).isEmpty();
  }
}
