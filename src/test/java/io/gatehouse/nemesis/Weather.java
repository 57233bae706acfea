package io.gatehouse.nemesis;

import java.time.Duration;

/**
 * How bad a network is.
 *
 * @param open whether connections are possible; where not, those that are there end
 * @param requests whether what the client sends arrives
 * @param replies whether what the server sends arrives
 * @param delay of everything that is passed on, in each direction
 */
record Weather(boolean open, boolean requests, boolean replies, Duration delay) {

  static final Weather CLEAR = new Weather(true, true, true, Duration.ZERO);
  static final Weather CUT = new Weather(false, false, false, Duration.ZERO);

  /** Connections stay, and nothing moves on them. */
  static final Weather SILENT = new Weather(true, false, false, Duration.ZERO);

  /** The server does what it is told, and nobody learns of it. */
  static final Weather NO_REPLIES = new Weather(true, true, false, Duration.ZERO);

  static Weather slow(Duration delay) {
    return new Weather(true, true, true, delay);
  }
}
