package io.gatehouse.live;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.tickets.Queue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveRingTest {

  private static final Duration AT_ONCE = Duration.ZERO;
  private static final Duration LONG = Duration.ofSeconds(30);

  private final LiveRing ring = new LiveRing(4, LivePosition.of(9, 19));

  @Test
  void aReaderFindsWhatComesFromNowOnInOrder() throws InterruptedException {
    ring.add(events("0:10"));
    LiveRing.Reader reader = ring.fromNow();
    assertThat(found(reader)).isEmpty();

    ring.add(events("1:20", "0:11"));

    assertThat(found(reader)).containsExactly("1:20", "0:11");
    assertThat(reader.position()).isEqualTo(LivePosition.of(11, 20));
    assertThat(found(reader)).isEmpty();
  }

  @Test
  void aReaderThatComesBackFindsWhatItHasNotSeenAndNothingTwice() throws InterruptedException {
    ring.add(events("0:10", "1:20", "0:12", "1:21"));

    LiveRing.Reader reader = ring.after(LivePosition.of(10, 21)).orElseThrow();

    assertThat(found(reader)).containsExactly("0:12");
  }

  /** Another worker may have read further than this one. */
  @Test
  void whatAReaderHasSeenElsewhereDoesNotComeAgainWhenItComesHere() throws InterruptedException {
    LiveRing.Reader reader = ring.after(LivePosition.of(11, 19)).orElseThrow();

    ring.add(events("0:10", "0:11", "0:12"));

    assertThat(found(reader)).containsExactly("0:12");
  }

  @Test
  void aReaderCannotGoOnWhereEventsAreGone() {
    ring.add(events("0:10", "1:20", "0:12", "1:21", "0:13")); // the first is gone

    assertThat(ring.after(LivePosition.of(9, 21))).isEmpty();
    assertThat(ring.after(LivePosition.of(10, 19))).isPresent();
    assertThat(ring.after(LivePosition.of(10, 18))).isEmpty(); // from before the beginning
    assertThat(ring.after(LivePosition.of(10))).isEmpty(); // from other topics
  }

  @Test
  void aReaderThatIsTooSlowIsToldSoAndOthersAreNotHeldUp() throws InterruptedException {
    LiveRing.Reader slow = ring.fromNow();
    LiveRing.Reader quick = ring.fromNow();
    List<String> seen = new ArrayList<>();
    for (int offset = 10; offset < 20; offset++) {
      ring.add(events("0:" + offset));
      seen.addAll(found(quick));
    }

    assertThat(seen).hasSize(10);
    assertThat(slow.next(AT_ONCE)).isInstanceOf(LiveRing.Found.Missed.class);
  }

  @Test
  void aReaderWaitsUntilSomethingComesOrTheEnd() {
    List<LiveRing.Found> found = new ArrayList<>();
    LiveRing.Reader reader = ring.fromNow();
    Thread waiting =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    found.add(reader.next(LONG));
                    found.add(reader.next(LONG));
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });

    ring.add(events("1:20"));
    await().atMost(10, SECONDS).until(() -> found.size() == 1);
    ring.end();
    await().atMost(10, SECONDS).until(() -> !waiting.isAlive());

    assertThat(found.getLast()).isInstanceOf(LiveRing.Found.End.class);
  }

  private static List<String> found(LiveRing.Reader reader) throws InterruptedException {
    List<String> found = new ArrayList<>();
    while (reader.next(AT_ONCE) instanceof LiveRing.Found.Event next) {
      found.add(next.event().partition() + ":" + next.event().offset());
    }
    return found;
  }

  /** Each as partition:offset. */
  private static List<LiveEvent> events(String... positions) {
    List<LiveEvent> events = new ArrayList<>();
    for (String position : positions) {
      String[] parts = position.split(":", -1);
      events.add(
          new LiveEvent(
              Integer.parseInt(parts[0]),
              Long.parseLong(parts[1]),
              Queue.INBOX,
              "ticket.arrived",
              "{}"));
    }
    return events;
  }
}
