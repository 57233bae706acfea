/**
 * Benchmarks: {@code ./mvnw -Pbench verify}, described in {@code benchmark/README.md}. Speed is
 * measured as a ratio to {@link io.gatehouse.bench.Limit}, in the same run, because an absolute
 * figure changes with the machine and the hour. Nothing here fails because it was slow.
 */
@NullMarked
package io.gatehouse.bench;

import org.jspecify.annotations.NullMarked;
