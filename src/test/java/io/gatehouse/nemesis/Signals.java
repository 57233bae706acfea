package io.gatehouse.nemesis;

import java.io.IOException;

/** What Java cannot send to a process. */
final class Signals {

  private Signals() {}

  /** The process stops where it is, without knowing. */
  static void stop(long pid) throws IOException {
    send("-STOP", pid);
  }

  static void goOn(long pid) throws IOException {
    send("-CONT", pid);
  }

  private static void send(String signal, long pid) throws IOException {
    new ProcessBuilder("kill", signal, Long.toString(pid)).start().onExit().join();
  }
}
