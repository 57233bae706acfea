package io.gatehouse.overview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A quarter of an hour of samples, and the rates between two of them. */
class SampleRingTest {

  private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
  private static final Tally INBOX = new Tally(Work.MESSAGES, "", "inbox");
  private static final Tally BOT = new Tally(Work.MESSAGES, "", "bot");

  private final SampleRing ring = new SampleRing();

  @Test
  void it_keeps_a_quarter_of_an_hour_and_no_more() {
    for (int i = 0; i < 1_000; i++) {
      ring.add(sample(5 * i, i, 0));
    }

    assertThat(ring.all()).hasSize(181);
    assertThat(Duration.between(ring.all().getFirst().at(), ring.all().getLast().at()))
        .isEqualTo(SampleRing.KEPT);
  }

  @Test
  void a_rate_reaches_back_as_long_as_asked_or_as_there_is() {
    ring.add(sample(0, 0, 0));
    ring.add(sample(30, 300, 0));
    ring.add(sample(61, 300, 0));
    ring.add(sample(90, 600, 10));
    Sample last = ring.all().getLast();

    Sample minute = SampleRing.before(ring.all(), Duration.ofMinutes(1));
    assertThat(last.seconds(minute)).isEqualTo(60);
    assertThat(last.perSecond(INBOX, minute)).isCloseTo(5, offset(1e-9));

    Sample longer = SampleRing.before(ring.all(), Duration.ofMinutes(15));
    assertThat(last.seconds(longer)).isEqualTo(90);
    assertThat(last.perSecond(Work.MESSAGES, longer)).isCloseTo(610 / 90.0, offset(1e-9));
  }

  @Test
  void a_counter_that_was_not_there_before_began_at_zero() {
    Sample before = new Sample(START, Map.of(), Map.of(), null, Map.of(), 0);

    assertThat(sample(10, 0, 20).perSecond(BOT, before)).isEqualTo(2);
  }

  @Test
  void a_clock_that_goes_back_makes_no_rate() {
    ring.add(sample(10, 0, 0));
    ring.add(sample(10, 5, 0));
    ring.add(sample(4, 9, 0));

    assertThat(ring.all()).hasSize(1);
  }

  private static Sample sample(int second, double inbox, double bot) {
    return new Sample(
        START.plusSeconds(second),
        Map.of(INBOX, inbox, BOT, bot),
        Map.of(),
        Map.of("messages.inbound", 3L),
        Map.of("inbox", 1L),
        1);
  }
}
