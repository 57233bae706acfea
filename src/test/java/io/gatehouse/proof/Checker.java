package io.gatehouse.proof;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.gatehouse.topics.Topic;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.common.KafkaException;
import org.awaitility.core.ConditionTimeoutException;
import org.slf4j.LoggerFactory;

/**
 * Reads all topics and the database and checks G1 to G6 of {@code guarantees.md}.
 *
 * <p>The run must have settled: all input is answered and no worker runs, or none has anything to
 * do. Topics must be whole: nothing deleted by retention, compacted away or made anew.
 */
public final class Checker {

  /** Reading decodes; more than this gains nothing. */
  private static final int READERS = 3;

  private interface Check {
    void check(World world, Findings findings);
  }

  private static final Map<Property, List<Check>> CHECKS = new LinkedHashMap<>();

  static {
    CHECKS.put(
        Property.CONSERVATION,
        List.of(Conservation::check, CommandConservation::check, EffectConservation::check));
    CHECKS.put(Property.EXACTLY_ONCE, List.of(ExactlyOnce::check));
    CHECKS.put(Property.ORDER, List.of(Order::check));
    CHECKS.put(
        Property.AGREEMENT,
        List.of(
            Agreement::check,
            ReplyAgreement::check,
            CommandAgreement::check,
            FlagAgreement::check,
            TicketAgreement::check,
            Moves::check));
    CHECKS.put(Property.BLOCK, List.of(Blocks::check));
    CHECKS.put(Property.ERASURE, List.of(Erasure::check, ReplyErasure::check));
    CHECKS.put(Property.RESTORED, List.of(Restored::check));
  }

  private Checker() {}

  /**
   * Exit code 0 if everything holds, 1 if not, 2 if it cannot be read. Not public: Java runs it all
   * the same from 25 on, and Spring Boot's plugin does not take it for the local run's.
   */
  @SuppressWarnings("IncorrectMainMethod")
  static void main(String[] args) {
    if (args.length != 4) {
      System.err.println("arguments: <bootstrap servers> <JDBC URL> <user> <password>");
      System.exit(2);
    }
    quietLogs();
    int code = 2;
    try {
      Report report = check(args[0], args[1], args[2], args[3]);
      System.out.println(report);
      code = report.clean() ? 0 : 1;
    } catch (IllegalStateException | KafkaException | ConditionTimeoutException e) {
      System.err.println("Cannot check: %s (%s)".formatted(e.getMessage(), e.getCause()));
    }
    System.exit(code);
  }

  /** Nothing configures logging here, and Kafka's clients say a lot. */
  private static void quietLogs() {
    if (LoggerFactory.getLogger("org.apache.kafka") instanceof Logger kafka) {
      kafka.setLevel(Level.WARN);
    }
  }

  /** Reads and checks. */
  public static Report check(
      String bootstrapServers, String jdbcUrl, String username, String password) {
    List<String> notes = new ArrayList<>();
    World world = read(bootstrapServers, jdbcUrl, username, password, notes);
    return check(world, notes);
  }

  static Report check(World world, List<String> notes) {
    List<Findings> all = new ArrayList<>();
    CHECKS.forEach(
        (property, checks) -> {
          var findings = new Findings(property);
          checks.forEach(each -> each.check(world, findings));
          all.add(findings);
        });
    return new Report(world, all, notes);
  }

  private static World read(
      String bootstrapServers,
      String jdbcUrl,
      String username,
      String password,
      List<String> notes) {
    try (var reader = new LogReader(bootstrapServers);
        var threads = Executors.newFixedThreadPool(READERS)) {
      reader.awaitSettled();
      notes.addAll(reader.truncated());
      Future<Database> database =
          threads.submit(() -> DatabaseReader.read(jdbcUrl, username, password));
      Map<Topic, Future<List<Entry>>> logs = new EnumMap<>(Topic.class);
      for (Topic topic : Topic.values()) {
        logs.put(topic, threads.submit(() -> reader.read(topic)));
      }
      Map<Topic, List<Entry>> entries = new EnumMap<>(Topic.class);
      for (Map.Entry<Topic, Future<List<Entry>>> log : logs.entrySet()) {
        entries.put(log.getKey(), log.getValue().get());
      }
      return new World(entries, reader.topicIds(), database.get());
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot read", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
