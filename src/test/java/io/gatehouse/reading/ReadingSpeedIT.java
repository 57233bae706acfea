package io.gatehouse.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.history.DuplicateSettings;
import io.gatehouse.history.Fingerprints;
import io.gatehouse.local.LocalTestServices;
import io.gatehouse.local.TestServices;
import io.gatehouse.tickets.Queue;
import io.gatehouse.tickets.TicketId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * How long every list and search takes with a million customers and ten million messages. Each is
 * asked 200 times, always for something else; the plans of one call are kept in {@code
 * target/benchmark/reading-plans.txt}.
 */
@Tag("bench")
class ReadingSpeedIT {

  private static final int CUSTOMERS = Integer.getInteger("customers", 1_000_000);
  private static final int MESSAGES = Integer.getInteger("messages", 10_000_000);
  private static final int CALLS = Integer.getInteger("calls", 200);
  private static final int PAGE = 50;
  private static final Path FOLDER = Path.of("target", "benchmark");

  private final Random random = new Random(42);

  /** What a screen asks for. */
  private interface Question {
    Object ask();
  }

  private final Map<String, Question> cases = new LinkedHashMap<>();
  private final List<String> names = new ArrayList<>();

  @Test
  void every_list_and_search() throws Exception {
    try (LocalTestServices services =
        TestServices.local(
            List.of("-Xms512m", "-Xmx512m"),
            Map.of("shared_buffers", "2GB", "max_wal_size", "8GB"))) {
      Flyway.configure()
          .dataSource(services.jdbcUrl(), services.owner(), services.password())
          .placeholders(Map.of("application-role", services.username()))
          .load()
          .migrate();
      try (Connection owner =
          DriverManager.getConnection(services.jdbcUrl(), services.owner(), services.password())) {
        ManyCustomers.make(owner, CUSTOMERS, MESSAGES);
      }
      var connection =
          new SingleConnectionDataSource(
              services.jdbcUrl(), services.username(), services.password(), true);
      var plans = new Plans();
      prepare(plans.of(connection));
      measure(plans);
      connection.destroy();
    }
  }

  private void measure(Plans plans) throws Exception {
    Files.createDirectories(FOLDER);
    var table =
        new StringBuilder("| what | p50 ms | p99 ms | max ms |\n| --- | --- | --- | --- |\n");
    var kept = new StringBuilder();
    cases.forEach(
        (name, call) -> {
          for (int i = 0; i < CALLS / 10; i++) {
            call.ask();
          }
          double[] millis = new double[CALLS];
          for (int i = 0; i < CALLS; i++) {
            long began = System.nanoTime();
            call.ask();
            millis[i] = (System.nanoTime() - began) / 1e6;
          }
          Arrays.sort(millis);
          table.append(
              "| %s | %.1f | %.1f | %.1f |\n"
                  .formatted(
                      name, millis[CALLS / 2], millis[CALLS * 99 / 100 - 1], millis[CALLS - 1]));
          kept.append("== ").append(name).append('\n');
          plans
              .of(() -> assertThat(call.ask()).isNotNull())
              .forEach(plan -> kept.append('\n').append(plan).append('\n'));
        });
    System.out.println("\n" + table);
    Files.writeString(FOLDER.resolve("reading.md"), table);
    Files.writeString(FOLDER.resolve("reading-plans.txt"), kept);
    assertThat(cases).isNotEmpty();
  }

  private void prepare(DataSource database) {
    JdbcClient jdbc = JdbcClient.create(database);
    var readOnly = new ReadOnly(new JdbcTransactionManager(database), new JdbcTemplate(database));
    names.addAll(
        jdbc.sql(
                "select nickname from customer tablesample system (0.2) where nickname is not null")
            .query(String.class)
            .list());
    customers(new CustomerList(readOnly, jdbc, new CustomerMatches(jdbc)));
    var conversations = new Conversations(readOnly, jdbc, new UserAgents());
    var view = new CustomerView(readOnly, jdbc, conversations);
    cases.put("one customer", () -> view.find(someId(), Audience.AGENTS).orElseThrow());
    cases.put(
        "conversations",
        () -> conversations.of(someId(), Audience.AGENTS, null, PAGE).orElseThrow());
    messages(new Messages(readOnly, jdbc, conversations, Clock.systemUTC()));
    queues(new Queues(readOnly, jdbc), new FlaggedContacts(readOnly, jdbc));
    audit(new AuditLog(readOnly, jdbc));
    var explanations =
        new Explanations(
            readOnly,
            jdbc,
            conversations,
            new Fingerprints(jdbc, new DuplicateSettings(Duration.ofDays(30), null)));
    cases.put(
        "explain",
        () ->
            explanations
                .of(
                    "topic:%d:%d"
                        .formatted(random.nextInt(12), 1 + random.nextInt(MESSAGES / 12 - 2)),
                    Audience.SUPERVISORS)
                .orElseThrow());
  }

  private void customers(CustomerList list) {
    Instant now = Instant.now();
    for (CustomerOrder order : CustomerOrder.values()) {
      String by = ", by " + order.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
      page("all" + by, list, order, () -> filter(null, null, null, null));
      page("this week" + by, list, order, () -> since(now, 7));
      page("today" + by, list, order, () -> since(now, 1));
      page("a month, some time" + by, list, order, () -> month(now, null, null));
      for (String tag :
          List.of(
              ManyCustomers.TAG_OF_A_TENTH,
              ManyCustomers.TAG_OF_A_HUNDREDTH,
              ManyCustomers.RARE_TAG)) {
        page("tag " + tag + by, list, order, () -> filter(tag, null, null, null));
      }
      page("blocked" + by, list, order, () -> filter(null, null, null, true));
      page("not blocked" + by, list, order, () -> filter(null, null, null, false));
      page(
          "blocked, with a tag that none of them has, of a month" + by,
          list,
          order,
          () -> month(now, ManyCustomers.TAG_OF_A_TENTH, true));
    }
    search("name, whole", list, () -> filter(null, someName(), null, null));
    search("name, one word", list, () -> filter(null, word(), null, null));
    search("name, part of a word", list, () -> filter(null, part(word(), 4), null, null));
    search("name, two letters", list, () -> filter(null, part(word(), 2), null, null));
    search("name, a letter wrong", list, () -> filter(null, misspelt(someName()), null, null));
    search("name, one Chinese character", list, () -> filter(null, chinese(1), null, null));
    search("name, two Chinese characters", list, () -> filter(null, chinese(2), null, null));
    search("name, and blocked", list, () -> filter(null, word(), null, true));
    search("id, whole", list, () -> filter(null, null, someId(), null));
    search("id, beginning", list, () -> filter(null, null, part(someId(), 5), null));
    search(
        "id, part",
        list,
        () -> filter(null, null, Integer.toString(100 + random.nextInt(9_900)), null));
  }

  private interface Filters {
    CustomerFilter next();
  }

  /** The first page, and the one after it. */
  private void page(String name, CustomerList list, CustomerOrder order, Filters filters) {
    cases.put("customers: " + name, () -> list.page(filters.next(), order, null, PAGE));
    cases.put(
        "customers: " + name + ", page 2",
        new Question() {
          @Nullable CustomerFilter filter;
          @Nullable String cursor;

          @Override
          public Object ask() {
            CustomerFilter current = filter == null ? filters.next() : filter;
            CustomerPage page = list.page(current, order, cursor, PAGE);
            filter = page.next() == null ? null : current;
            cursor = page.next();
            return page;
          }
        });
  }

  private void search(String name, CustomerList list, Filters filters) {
    cases.put(
        "search: " + name,
        () -> list.page(filters.next(), CustomerOrder.LAST_ACTIVITY, null, PAGE));
  }

  private void messages(Messages messages) {
    cases.put(
        "messages of a conversation",
        () ->
            messages
                .ofConversation(
                    TicketId.of(2L * (1 + random.nextInt(CUSTOMERS))),
                    Audience.SUPERVISORS,
                    null,
                    PAGE)
                .orElseThrow());
    cases.put(
        "messages across conversations",
        () -> messages.ofCustomer(someId(), Audience.AGENTS, null, PAGE).orElseThrow());
    String heavy = TicketId.of(2 * ManyCustomers.HEAVY);
    cases.put(
        "messages of a conversation with a hundredth of all",
        () -> messages.ofConversation(heavy, Audience.AGENTS, null, PAGE).orElseThrow());
    cases.put(
        "the same, somewhere in it",
        () -> {
          Instant at = Instant.now().minus(Duration.ofMinutes(random.nextInt(99 * 24 * 60)));
          String cursor = Cursor.of("conversation " + 2 * ManyCustomers.HEAVY, at, 0, 0);
          return messages.ofConversation(heavy, Audience.AGENTS, cursor, PAGE).orElseThrow();
        });
  }

  private void queues(Queues queues, FlaggedContacts flagged) {
    cases.put("queues: counts", () -> queues.counts(Audience.SUPERVISORS));
    for (Queue queue : Queue.values()) {
      cases.put("queue " + queue.label(), () -> queues.page(queue, null, null, PAGE));
    }
    cases.put(
        "queue inbox of an agent",
        () -> queues.page(Queue.INBOX, "agent-" + (3 + 10 * random.nextInt(20)), null, PAGE));
    cases.put("blocked contacts", () -> flagged.page(FlaggedContacts.Flag.BLOCKED, null, PAGE));
    cases.put(
        "blacklisted contacts", () -> flagged.page(FlaggedContacts.Flag.BLACKLISTED, null, PAGE));
  }

  private void audit(AuditLog audit) {
    cases.put(
        "audit: all", () -> audit.page(new AuditFilter(null, null, null, null, null), null, PAGE));
    cases.put(
        "audit: of a customer",
        () -> audit.page(new AuditFilter(someId(), null, null, null, null), null, PAGE));
    cases.put(
        "audit: of an actor, a command, a month",
        () -> {
          Instant to = Instant.now().minus(Duration.ofDays(random.nextInt(300)));
          return audit.page(
              new AuditFilter(
                  null,
                  "agent-" + random.nextInt(500),
                  "delete-all",
                  to.minus(Duration.ofDays(30)),
                  to),
              null,
              PAGE);
        });
  }

  private String someId() {
    return "c-" + (1 + random.nextInt(CUSTOMERS));
  }

  private String someName() {
    return names.get(random.nextInt(names.size()));
  }

  private String word() {
    return someName().split(" ", -1)[0];
  }

  private static String part(String text, int letters) {
    return text.substring(0, Math.min(letters, text.length()));
  }

  private static String misspelt(String name) {
    int at = name.length() / 3;
    return name.substring(0, at) + name.substring(Math.min(name.length(), at + 1));
  }

  private String chinese(int characters) {
    String name;
    do {
      name = someName();
    } while (name.charAt(0) < 20_000 || name.charAt(0) > 21_000);
    return part(name, characters);
  }

  private static CustomerFilter since(Instant now, int days) {
    return new CustomerFilter(now.minus(Duration.ofDays(days)), null, null, null, null, null, null);
  }

  private CustomerFilter month(Instant now, @Nullable String tag, @Nullable Boolean blocked) {
    Instant to = now.minus(Duration.ofDays(random.nextInt(1_000)));
    return new CustomerFilter(to.minus(Duration.ofDays(30)), to, tag, null, null, blocked, null);
  }

  private static CustomerFilter filter(
      @Nullable String tag, @Nullable String name, @Nullable String id, @Nullable Boolean blocked) {
    return new CustomerFilter(null, null, tag, name, id, blocked, null);
  }
}
