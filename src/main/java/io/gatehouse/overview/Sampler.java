package io.gatehouse.overview;

import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Looks at the meters every five seconds. */
@Component
class Sampler {

  private final MeterReader meters;
  private final InputLag lag;
  private final SampleRing ring;
  private final Clock clock;
  private final AtomicBoolean looking = new AtomicBoolean();

  Sampler(MeterReader meters, InputLag lag, SampleRing ring, Clock clock) {
    this.meters = meters;
    this.lag = lag;
    this.ring = ring;
    this.clock = clock;
  }

  /**
   * At a fixed rate, and so on a thread of its own: a broker that is slow to answer must not hold
   * up what else is scheduled.
   */
  @Scheduled(fixedRate = 5, timeUnit = TimeUnit.SECONDS)
  void look() {
    if (!looking.compareAndSet(false, true)) {
      return;
    }
    try {
      var waiting = lag.now();
      ring.add(
          new Sample(
              clock.instant(),
              meters.counts(),
              meters.delays(),
              waiting,
              meters.openTickets(),
              meters.heapUsedBytes()));
    } finally {
      looking.set(false);
    }
  }
}
