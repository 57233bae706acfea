package io.gatehouse.local;

import java.util.stream.Stream;

/** Both services, started and stopped side by side. */
record LocalServices(LocalCluster kafka, LocalPostgres postgres) {

  void start() {
    SideBySide.run(Stream.of(kafka::start, postgres::start));
  }

  void stop() {
    SideBySide.run(Stream.of(kafka::stop, postgres::stop));
  }

  /** Ends them at once, for data that nobody needs any more. */
  void kill() {
    SideBySide.run(Stream.of(kafka::close, postgres::stopImmediate));
  }
}
