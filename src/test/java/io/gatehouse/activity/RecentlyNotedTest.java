package io.gatehouse.activity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentlyNotedTest {

  private final RecentlyNoted recently = new RecentlyNoted();

  @Test
  void a_ticket_is_noted_again_after_a_minute() {
    assertThat(recently.has(7, 1_000)).isFalse();

    recently.add(7, 1_000);

    assertThat(recently.has(7, 1_000)).isTrue();
    assertThat(recently.has(7, 60_999)).isTrue();
    assertThat(recently.has(7, 61_000)).isFalse();
    assertThat(recently.has(8, 1_000)).isFalse();
  }

  @Test
  void tickets_that_share_a_place_are_not_taken_for_each_other() {
    for (long ticket = 1; ticket <= 1_000_000; ticket++) {
      recently.add(ticket, 1_000);
    }

    long known = 0;
    for (long ticket = 1; ticket <= 1_000_000; ticket++) {
      known += recently.has(ticket, 1_000) ? 1 : 0;
    }
    assertThat(known).isBetween(100_000L, 131_072L);
    assertThat(recently.has(1_000_000, 1_000)).isTrue();
    assertThat(recently.has(2_000_000, 1_000)).isFalse();
  }
}
