package io.gatehouse.proof;

import io.gatehouse.topics.Topic;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;

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

  /** Reads and checks where topics have the contract's names and clients need no login. */
  public static Report check(
      String bootstrapServers, String jdbcUrl, String username, String password) {
    return check(
        Map.of("bootstrap.servers", bootstrapServers),
        Topic::contractName,
        jdbcUrl,
        username,
        password);
  }

  /**
   * Reads and checks.
   *
   * @param connection properties of Kafka's clients
   * @param names of the topics on the broker
   * @throws IllegalStateException if something cannot be read, or does not settle
   */
  public static Report check(
      Map<String, Object> connection,
      Function<Topic, String> names,
      String jdbcUrl,
      String username,
      String password) {
    List<String> notes = new ArrayList<>();
    World world =
        read(
            () -> new LogReader(connection, names),
            () -> DatabaseReader.read(jdbcUrl, username, password),
            notes);
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

  private static World read(Supplier<LogReader> logs, Callable<Database> rows, List<String> notes) {
    try (var reader = logs.get();
        var threads = Executors.newFixedThreadPool(READERS)) {
      reader.awaitSettled();
      notes.addAll(reader.truncated());
      Future<Database> database = threads.submit(rows);
      Map<Topic, Future<List<Entry>>> entriesSoon = new EnumMap<>(Topic.class);
      for (Topic topic : Topic.values()) {
        entriesSoon.put(topic, threads.submit(() -> reader.read(topic)));
      }
      Map<Topic, List<Entry>> entries = new EnumMap<>(Topic.class);
      for (Map.Entry<Topic, Future<List<Entry>>> log : entriesSoon.entrySet()) {
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
