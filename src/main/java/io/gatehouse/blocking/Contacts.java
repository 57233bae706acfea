package io.gatehouse.blocking;

import io.gatehouse.customers.Customer;
import io.gatehouse.customers.Customers;
import io.gatehouse.customers.FlagWords;
import io.gatehouse.settings.SettingStore;
import io.gatehouse.settings.Settings;
import io.gatehouse.sql.RoundTrip;
import io.gatehouse.tickets.Ticket;
import io.gatehouse.tickets.Tickets;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** What a block or an unblock has to know, in one round trip. */
@Component
class Contacts {

  /**
   * A contact, under its lock.
   *
   * @param word the last one on whether it is blocked
   * @param customer empty if not seen before
   * @param open tickets, in {@code blocked} or in any other queue
   */
  record Contact(
      FlagWords.Last word, Settings settings, Optional<Customer> customer, List<Ticket> open) {}

  private final FlagWords words;
  private final SettingStore settings;
  private final Customers customers;
  private final Tickets tickets;
  private final JdbcTemplate jdbc;

  Contacts(
      FlagWords words,
      SettingStore settings,
      Customers customers,
      Tickets tickets,
      JdbcTemplate jdbc) {
    this.words = words;
    this.settings = settings;
    this.customers = customers;
    this.tickets = tickets;
    this.jdbc = jdbc;
  }

  Contact read(String customerId) {
    var reads = new RoundTrip();
    FlagWords.Last word = words.last(customerId, FlagWords.Flag.BLOCKED, reads);
    Settings switches = settings.read(reads);
    List<Customer> found = customers.find(customerId, reads);
    List<Ticket> open = tickets.open(customerId, reads);
    reads.run(jdbc);
    return new Contact(word, switches, found.stream().findFirst(), open);
  }
}
