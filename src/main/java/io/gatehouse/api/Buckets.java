package io.gatehouse.api;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What each may do in a minute, and all at once after a rest. Counted by this worker alone. */
final class Buckets {

  /** Those beyond these, the ones not seen for longest, begin anew when they come again. */
  private static final int MOST = 10_000;

  private final int perMinute;
  private final Map<Object, Bucket> buckets =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Object, Bucket> eldest) {
              return size() > MOST;
            }
          });

  Buckets(int perMinute) {
    this.perMinute = perMinute;
  }

  Bucket of(Object who) {
    return buckets.computeIfAbsent(who, key -> bucket());
  }

  private Bucket bucket() {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, Duration.ofMinutes(1)))
        .build();
  }
}
