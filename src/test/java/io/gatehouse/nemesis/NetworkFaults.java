package io.gatehouse.nemesis;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** A network that is slow, cut, or silent between one worker and what it needs. */
final class NetworkFaults {

  private static final Duration LATE = Duration.ofMillis(50);

  private final Deployment deployment;
  private final FaultLog log;

  NetworkFaults(Deployment deployment, FaultLog log) {
    this.deployment = deployment;
    this.log = log;
  }

  List<Fault> all() {
    return List.of(
        new Fault("network: brokers slow", draw -> strike(draw, this::brokers, slow(draw))),
        new Fault("network: brokers cut", draw -> strike(draw, this::brokers, Weather.CUT)),
        new Fault("network: brokers silent", draw -> strike(draw, this::brokers, Weather.SILENT)),
        new Fault(
            "network: no replies of brokers",
            draw -> strike(draw, this::brokers, Weather.NO_REPLIES)),
        new Fault("network: one broker cut", draw -> strike(draw, c -> one(draw, c), Weather.CUT)),
        new Fault(
            "network: one broker silent", draw -> strike(draw, c -> one(draw, c), Weather.SILENT)),
        new Fault("network: all cut", draw -> strike(draw, this::everything, Weather.CUT)),
        new Fault("network: connections reset", this::reset));
  }

  private void strike(Draw draw, Function<Network.Cables, List<Link>> which, Weather weather)
      throws InterruptedException {
    int worker = draw.below(Deployment.WORKERS);
    List<Link> links = which.apply(deployment.network().of(worker));
    Duration time = draw.between(1_500, 14_000);
    log.say(
        "network of worker %d, %d links: %s for %s".formatted(worker, links.size(), weather, time));
    links.forEach(link -> link.weather(weather));
    try {
      draw.hold(time);
    } finally {
      for (Link link : links) {
        if (!weather.replies()) {
          link.sever(); // what was held back is lost, not late
        }
        link.weather(Weather.CLEAR);
      }
    }
  }

  /**
   * Everybody's, again and again: most replies to the end of a transaction that are lost are so.
   */
  private void reset(Draw draw) throws InterruptedException {
    log.say("network: all connections to brokers reset");
    for (int i = 0; i < 5 && !draw.isOver(); i++) {
      deployment.network().all().forEach(cables -> cables.brokers().forEach(Link::sever));
      draw.hold(Duration.ofMillis(draw.below(1_500)).plus(LATE));
    }
  }

  private List<Link> brokers(Network.Cables cables) {
    return cables.brokers();
  }

  private List<Link> one(Draw draw, Network.Cables cables) {
    return List.of(draw.oneOf(cables.brokers()));
  }

  private List<Link> everything(Network.Cables cables) {
    return Stream.concat(cables.brokers().stream(), Stream.of(cables.database())).toList();
  }

  private static Weather slow(Draw draw) {
    return Weather.slow(draw.between(10, 150));
  }
}
