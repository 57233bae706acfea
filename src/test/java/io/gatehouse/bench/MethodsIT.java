package io.gatehouse.bench;

import java.util.Collection;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Parsing and deciding one message, by JMH: every {@code *Benchmark}. */
@Tag("bench")
class MethodsIT {

  @Test
  void methods() throws RunnerException {
    var options =
        new OptionsBuilder()
            .include("io\\.gatehouse\\..*Benchmark")
            .forks(2)
            .warmupIterations(3)
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(5)
            .measurementTime(TimeValue.seconds(1))
            .addProfiler(GCProfiler.class)
            .build();
    publish(new Runner(options).run());
  }

  private static void publish(Collection<RunResult> runs) {
    var results = new Results("method", "with", "ns", "± ns", "bytes allocated");
    for (RunResult run : runs) {
      var params = run.getParams();
      var result = run.getPrimaryResult();
      results.line(
          params.getBenchmark().replaceAll(".*\\.(?=[^.]+\\.)", ""),
          params.getParamsKeys().isEmpty()
              ? ""
              : params.getParam("rule").toLowerCase(Locale.ROOT).replace('_', '-'),
          result.getScore(),
          result.getScoreError(),
          Objects.requireNonNull(run.getSecondaryResults().get("gc.alloc.rate.norm")).getScore());
    }
    results.publish("methods", "One message, single methods (JMH, mean and 99.9 % interval)");
  }
}
