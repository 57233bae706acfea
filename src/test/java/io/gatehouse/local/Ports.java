package io.gatehouse.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** TCP ports of this machine. */
public final class Ports {

  /** What {@link #free} returned: whoever asked may not listen there yet. */
  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

  private Ports() {}

  /**
   * A port nobody listens on, from below the range that systems use for outgoing connections (from
   * 32768 on Linux): a port of that range can be taken by any client while the service is stopped,
   * and a client that keeps trying to reach the stopped service may even connect to itself. No port
   * is given twice.
   */
  public static int free() {
    for (int attempt = 0; attempt < 1000; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(15_000, 32_000);
      if (!taken(port) && GIVEN.add(port)) {
        return port;
      }
    }
    throw new CannotStart("No free port found between 15000 and 32000");
  }

  /**
   * Whether a service could not listen there: asked in each way, as systems differ in what fails.
   */
  static boolean taken(int port) {
    var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    return answers(port) || !canBind(new InetSocketAddress(port)) || !canBind(loopback);
  }

  private static boolean canBind(InetSocketAddress address) {
    try (var socket = new ServerSocket()) {
      socket.bind(address);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether something on this machine accepts connections there. */
  static boolean answers(int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  static void requireFree(int port, String service) {
    if (taken(port)) {
      throw new CannotStart("Port " + port + " for " + service + " is taken");
    }
  }
}
