package io.gatehouse.operations;

import io.gatehouse.live.LiveFeed;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** What this worker is and whom it serves at the moment, as meters. */
@Component
class StateMeters {

  private static final String READINESS = "readiness";

  private final HealthEndpoint health;
  private volatile boolean ready;

  StateMeters(HealthEndpoint health, LiveFeed live, MeterRegistry meters) {
    this.health = health;
    Gauge.builder("gatehouse.ready", this, state -> state.ready ? 1 : 0).register(meters);
    Gauge.builder("gatehouse.live.listeners", live, LiveFeed::listeners).register(meters);
  }

  /**
   * Not when it is scraped, as it may have to wait for a broker or a database that is away. At a
   * fixed rate, which has a thread of its own: what else is scheduled does not wait with it.
   */
  @Scheduled(fixedRate = 5, timeUnit = TimeUnit.SECONDS)
  void lookAtReadiness() {
    HealthDescriptor readiness = health.healthForPath(READINESS);
    ready = readiness != null && readiness.getStatus().equals(Status.UP);
  }
}
