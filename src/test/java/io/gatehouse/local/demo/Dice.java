package io.gatehouse.local.demo;

import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/** Chance that falls the same way for the same words. */
final class Dice {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final Random random;

  private Dice(Random random) {
    this.random = random;
  }

  static Dice of(long seed, String... words) {
    long mixed = seed;
    for (String word : words) {
      mixed = mixed * GOLDEN + word.hashCode();
    }
    // seeds that differ by little would begin with nearly the same number
    return new Dice(new Random(new SplittableRandom(mixed).nextLong()));
  }

  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  int between(int least, int most) {
    return random.nextInt(least, most + 1);
  }

  <T> T oneOf(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  /** For those who bring their own way to draw. */
  Random random() {
    return random;
  }
}
