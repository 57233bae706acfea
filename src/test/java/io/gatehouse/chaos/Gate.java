package io.gatehouse.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.Socket;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * In the worker's JVM: stops threads at fail points and asks the test what to do. A worker whose
 * test is gone ends.
 *
 * <p>The test says, a line each: {@code plant <name>}, {@code arm <number> <place> <thread> <nth>},
 * {@code run}; and for an armed number {@code go}, {@code halt} or {@code fail}. It is told {@code
 * armed <number>} and {@code reached <number>}.
 */
public final class Gate {

  private enum Answer {
    GO,
    HALT,
    FAIL
  }

  private record Arm(
      int number,
      Place place,
      String thread,
      int nth,
      AtomicInteger count,
      BlockingQueue<Answer> answer) {

    boolean isFor(String reached) {
      return place.name().equals(reached)
          && Thread.currentThread().getName().startsWith(thread)
          && count.incrementAndGet() == nth;
    }
  }

  private static final Map<Integer, Arm> ARMS = new ConcurrentSkipListMap<>();
  private static @Nullable Writer toTest;

  private Gate() {}

  /** Returns what is planted, once the test lets the worker run. */
  static Set<Plant> open(int port) throws IOException {
    @SuppressWarnings("resource") // as long as the JVM
    var socket = new Socket(InetAddress.getLoopbackAddress(), port);
    toTest = new OutputStreamWriter(socket.getOutputStream(), UTF_8);
    var fromTest = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    Set<Plant> planted = EnumSet.noneOf(Plant.class);
    for (String line = fromTest.readLine(); !"run".equals(line); line = fromTest.readLine()) {
      if (line == null) {
        throw new IOException("the test is gone");
      }
      if (line.startsWith("plant ")) {
        planted.add(Plant.valueOf(line.substring("plant ".length())));
      } else {
        take(line);
      }
    }
    Thread.ofPlatform().daemon().name("gate").start(() -> listen(fromTest));
    return planted;
  }

  private static void listen(BufferedReader fromTest) {
    try {
      for (String line = fromTest.readLine(); line != null; line = fromTest.readLine()) {
        take(line);
      }
    } catch (IOException e) {
      System.err.println("The test is gone: " + e);
    }
    Runtime.getRuntime().halt(3);
  }

  private static void take(String line) {
    String[] words = line.split(" ", -1);
    int number = Integer.parseInt(words[1]);
    if (words[0].equals("arm")) {
      ARMS.put(
          number,
          new Arm(
              number,
              Place.valueOf(words[2]),
              words[3],
              Integer.parseInt(words[4]),
              new AtomicInteger(),
              new LinkedBlockingQueue<>()));
      say("armed " + number);
      return;
    }
    Arm arm = ARMS.get(number);
    if (arm == null) {
      throw new IllegalArgumentException(line);
    }
    arm.answer.add(
        switch (words[0]) {
          case "go" -> Answer.GO;
          case "halt" -> Answer.HALT;
          case "fail" -> Answer.FAIL;
          default -> throw new IllegalArgumentException(line);
        });
  }

  /** Called at every place. */
  public static void reached(String place) {
    for (Arm arm : ARMS.values()) {
      if (arm.isFor(place)) {
        say("reached " + arm.number);
        obey(arm, answer(arm));
      }
    }
  }

  private static Answer answer(Arm arm) {
    try {
      Answer answer = arm.answer.take();
      ARMS.remove(arm.number);
      return answer;
    } catch (InterruptedException e) {
      // the worker leaves; nobody will answer
      Thread.currentThread().interrupt();
      return Answer.GO;
    }
  }

  private static void obey(Arm arm, Answer answer) {
    switch (answer) {
      case GO -> {}
      case HALT -> Runtime.getRuntime().halt(137);
      case FAIL ->
          fail(
              arm.place.owner().startsWith("org.postgresql.")
                  ? new SQLException("the connection was lost, says the test", "08006")
                  : new TimeoutException("no answer, says the test"));
    }
  }

  /** Throws it whatever the method around declares, as the real method does. */
  @SuppressWarnings("unchecked")
  private static <E extends Exception> void fail(Exception failure) throws E {
    throw (E) failure;
  }

  private static synchronized void say(String line) {
    if (toTest == null) {
      throw new IllegalStateException("not connected");
    }
    try {
      toTest.write(line + "\n");
      toTest.flush();
    } catch (IOException e) {
      Runtime.getRuntime().halt(3);
    }
  }
}
