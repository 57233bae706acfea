package io.gatehouse.nemesis;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** A TCP port of this machine that leads to another one, through any weather. */
final class Link implements AutoCloseable {

  private static final int CHUNK = 64 * 1024;
  private static final int CONNECT_TIMEOUT_MS = 2_000;

  private final ServerSocket door;
  private final int target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private volatile Weather weather = Weather.CLEAR;
  private volatile boolean closed;

  Link(int port, int target) {
    this.target = target;
    try {
      door = new ServerSocket();
      door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().name("link-" + port).start(this::accept);
  }

  int port() {
    return door.getLocalPort();
  }

  /** From now on. What was held back by silence passes when it ends, unless it is cut first. */
  void weather(Weather now) {
    lock.lock();
    try {
      weather = now;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (!now.open()) {
      sever();
    }
  }

  /** Ends all connections, with what is on its way. New ones are possible. */
  void sever() {
    sockets.forEach(this::end);
    lock.lock();
    try {
      changed.signalAll(); // what waited for better weather has nowhere to go
    } finally {
      lock.unlock();
    }
  }

  private void accept() {
    while (!closed) {
      try {
        Socket client = door.accept();
        Thread.ofVirtual().start(() -> connect(client));
      } catch (IOException e) {
        // closed, or somebody who has given up already
      }
    }
  }

  private void connect(Socket client) {
    var server = new Socket();
    sockets.add(client);
    sockets.add(server);
    try {
      if (!weather.open()) {
        throw new IOException("cut");
      }
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      server.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), target), CONNECT_TIMEOUT_MS);
      Thread.ofVirtual().start(() -> pass(client, server, Weather::requests));
      pass(server, client, Weather::replies);
    } catch (IOException e) {
      end(client);
      end(server);
    }
  }

  /** Until one of them ends, which then ends both. */
  private void pass(Socket from, Socket to, Predicate<Weather> passes) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] chunk = new byte[CHUNK];
      for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
        awaitPassing(passes, to);
        out.write(chunk, 0, length);
      }
    } catch (IOException e) {
      // the other direction learns of it by its own socket
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      end(from);
      end(to);
    }
  }

  private void awaitPassing(Predicate<Weather> passes, Socket to)
      throws IOException, InterruptedException {
    Weather now = weather;
    if (!now.delay().isZero()) {
      Thread.sleep(now.delay());
    }
    lock.lock();
    try {
      while (!passes.test(weather) && !to.isClosed() && !closed) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
    if (to.isClosed()) {
      throw new IOException("cut");
    }
  }

  private void end(Socket socket) {
    sockets.remove(socket);
    try {
      socket.close();
    } catch (IOException e) {
      // ended all the same
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    weather(Weather.CUT);
  }
}
