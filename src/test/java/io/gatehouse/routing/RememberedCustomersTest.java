package io.gatehouse.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.customers.LockVersions;
import io.gatehouse.customers.SomeVersions;
import io.gatehouse.progress.Progress;
import io.gatehouse.progress.SourcePartition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a batch has to ask the database for, after batches before it. */
class RememberedCustomersTest {

  private static final Instant PERIOD = Instant.parse("2026-11-01T00:00:00Z");

  /** What the database says when a batch has its locks. */
  static final class Database {
    private final Map<Integer, Long> decided = new HashMap<>(Map.of(1, -1L, 2, -1L));
    private final Map<String, Long> versions = new HashMap<>();
    private long settings;
    private Instant period = PERIOD;

    Map<Integer, Progress> progress() {
      Map<Integer, Progress> progress = new HashMap<>();
      decided.forEach((id, offset) -> progress.put(id, new Progress(offset, -1)));
      return progress;
    }

    LockVersions versions() {
      return SomeVersions.of(settings, versions);
    }
  }

  private final Database database = new Database();

  private static SourcePartition partition(int id) {
    return new SourcePartition(id, "topic-id", "messages.inbound", id);
  }

  /** A batch of these customers, all of one partition. Returns who it had to read. */
  private List<String> batch(
      RememberedCustomers remembered, int source, boolean fails, String... ids) {
    RememberedCustomers.Loan loan = remembered.lend(List.of(partition(source)), ids.length);
    for (int i = 0; i < ids.length; i++) {
      loan.ask(i, ids[i], source);
    }
    var state = new BatchState(ids.length);
    List<String> read = new ArrayList<>(loan.unknown());
    read.addAll(loan.recall(database.progress(), database.versions(), database.period, state));
    for (int i = 0; i < ids.length; i++) {
      assertThat(state.customer(i, ids[i]) == null).isEqualTo(read.contains(ids[i]));
    }
    for (String id : read) {
      state.customers.put(id, new BatchState.Customer(id.hashCode(), false, false, false, false));
    }
    if (!fails) {
      database.decided.merge(source, 1L, Long::sum);
      loan.giveBack(database.progress(), database.versions(), state);
    }
    return read;
  }

  private static RememberedCustomers remembering(int most) {
    return new RememberedCustomers(new InboundSettings(2, 5_000, most));
  }

  @Test
  void whoWasInABatchIsNotReadAgain() {
    RememberedCustomers remembered = remembering(10);

    assertThat(batch(remembered, 1, false, "a", "b")).containsExactlyInAnyOrder("a", "b");
    assertThat(batch(remembered, 1, false, "a", "c")).containsExactly("c");
    assertThat(batch(remembered, 1, false, "a", "b", "c")).isEmpty();
  }

  static Stream<Arguments> changes() {
    return Stream.of(
        change("nothing", database -> {}, false, false),
        change("a command for a", database -> database.versions.put("a", 1L), true, false),
        change("a settings command", database -> database.settings++, true, true),
        change("another worker's batch", database -> database.decided.put(1, 7L), true, true),
        change("the database restored", database -> database.decided.put(1, -1L), true, true),
        change(
            "another worker's batch, elsewhere",
            database -> database.decided.put(2, 7L),
            false,
            false),
        change("a new period", database -> database.period = PERIOD.plusSeconds(1), true, true));
  }

  private static Arguments change(
      String name, Consumer<Database> meanwhile, boolean readsA, boolean readsB) {
    return Arguments.argumentSet(name, meanwhile, readsA, readsB);
  }

  @ParameterizedTest
  @MethodSource("changes")
  void whatMayHaveChangedIsReadAgain(Consumer<Database> meanwhile, boolean readsA, boolean readsB) {
    RememberedCustomers remembered = remembering(10);
    batch(remembered, 1, false, "a", "b");

    meanwhile.accept(database);

    List<String> expected = new ArrayList<>();
    if (readsA) {
      expected.add("a");
    }
    if (readsB) {
      expected.add("b");
    }
    assertThat(batch(remembered, 1, false, "a", "b")).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(batch(remembered, 1, false, "a", "b")).isEmpty();
  }

  @Test
  void onceAChangeIsSeenItsCustomersAreReadWithTheUnknown() {
    RememberedCustomers remembered = remembering(10);
    batch(remembered, 1, false, "a", "b");
    database.versions.put("a", 1L);
    batch(remembered, 1, false, "b");

    RememberedCustomers.Loan loan = remembered.lend(List.of(partition(1)), 2);
    loan.ask(0, "a", 1);
    loan.ask(1, "b", 1);

    assertThat(loan.unknown()).containsExactly("a");
  }

  @Test
  void afterABatchThatFailedEverythingIsReadAgain() {
    RememberedCustomers remembered = remembering(10);
    batch(remembered, 1, false, "a", "b");
    batch(remembered, 2, false, "c");

    batch(remembered, 1, true, "a");

    assertThat(batch(remembered, 1, false, "a", "b")).containsExactlyInAnyOrder("a", "b");
    assertThat(batch(remembered, 2, false, "c")).isEmpty();
  }

  @Test
  void whoWasLongestWithoutAMessageIsForgottenFirst() {
    RememberedCustomers remembered = remembering(4);
    batch(remembered, 1, false, "a");
    batch(remembered, 1, false, "b");
    batch(remembered, 1, false, "c");
    batch(remembered, 1, false, "a");
    batch(remembered, 1, false, "d");

    batch(remembered, 1, false, "e");

    assertThat(batch(remembered, 1, false, "a", "d", "e")).isEmpty();
    assertThat(batch(remembered, 1, false, "b", "c")).containsExactlyInAnyOrder("b", "c");
  }

  @Test
  void partitionsShareTheRoom() {
    RememberedCustomers remembered = remembering(8);
    String[] many = {"a", "b", "c", "d", "e"};
    batch(remembered, 1, false, many);
    assertThat(batch(remembered, 1, false, many)).isEmpty();

    batch(remembered, 2, false, "z");
    List<String> read = new ArrayList<>();
    for (String one : many) {
      read.addAll(batch(remembered, 1, false, one));
    }

    assertThat(read).containsExactly("d", "e");
  }

  @Test
  void nothingIsRememberedIfThereIsNoRoom() {
    RememberedCustomers remembered = remembering(0);
    batch(remembered, 1, false, "a");

    assertThat(batch(remembered, 1, false, "a")).containsExactly("a");
  }

  @Test
  void whoIsTakenFromTheGroupForgets() {
    RememberedCustomers remembered = remembering(10);
    batch(remembered, 1, false, "a");

    remembered.forgetAll();

    assertThat(batch(remembered, 1, false, "a")).containsExactly("a");
  }
}
