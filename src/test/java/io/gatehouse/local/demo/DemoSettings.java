package io.gatehouse.local.demo;

import java.time.Duration;
import java.util.Optional;
import org.springframework.core.env.Environment;

/**
 * How lively it is, and who the people are.
 *
 * @param rate messages of customers in a minute, without their reactions to answers; 1 to 6000
 * @param seed the same seed makes the same customers, who write the same messages
 */
public record DemoSettings(int rate, long seed) {

  private static final String ON = "gatehouse.local.demo";
  private static final String RATE = "gatehouse.local.demo-rate";
  private static final String SEED = "gatehouse.local.demo-seed";

  public DemoSettings {
    if (rate < 1 || rate > 6_000) {
      throw new IllegalArgumentException(
          "%s is %d; it goes from 1 to 6000 messages a minute".formatted(RATE, rate));
    }
  }

  /**
   * Reads them as the other settings of the local run; empty unless the demo is asked for.
   *
   * @throws IllegalArgumentException if there is no such rate
   */
  public static Optional<DemoSettings> from(Environment environment) {
    return environment.getProperty(ON, Boolean.class, false)
        ? Optional.of(
            new DemoSettings(
                environment.getProperty(RATE, Integer.class, 30),
                environment.getProperty(SEED, Long.class, 1L)))
        : Optional.empty();
  }

  /** The time between two messages. Everybody's patience is counted in beats. */
  Duration beats(int count) {
    return Duration.ofMinutes(count).dividedBy(rate);
  }
}
