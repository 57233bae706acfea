package io.gatehouse.routing;

import io.gatehouse.tickets.Queue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The customers of a batch and their open tickets: read once, then changed in memory as the batch
 * is decided in order.
 */
final class BatchState {

  /** An open ticket; one that this batch opens has no number until it is stored. */
  static final class Ticket {
    final long customerNo;
    final String channel;
    final @Nullable String agent;
    Queue queue;
    @Nullable Long number;

    Ticket(
        long customerNo,
        String channel,
        Queue queue,
        @Nullable String agent,
        @Nullable Long number) {
      this.customerNo = customerNo;
      this.channel = channel;
      this.queue = queue;
      this.agent = agent;
      this.number = number;
    }

    long requireNumber() {
      if (number == null) {
        throw new IllegalStateException("a ticket was not stored");
      }
      return number;
    }
  }

  /** A customer; all open tickets, of any channel. */
  static final class Customer {
    final long number;
    final boolean blocked;
    final boolean blacklisted;

    /** Messages of theirs may be in earlier periods of the history. */
    final boolean olderThanThisPeriod;

    final EarlierMessages earlier = new EarlierMessages();

    /** Messages of theirs were deleted. */
    final boolean erased;

    final List<Ticket> tickets = new ArrayList<>(1);

    Customer(
        long number,
        boolean blocked,
        boolean blacklisted,
        boolean olderThanThisPeriod,
        boolean erased) {
      this.number = number;
      this.blocked = blocked;
      this.blacklisted = blacklisted;
      this.olderThanThisPeriod = olderThanThisPeriod;
      this.erased = erased;
    }

    @Nullable Ticket open(String channel, boolean inBlocked) {
      for (Ticket ticket : tickets) {
        if ((ticket.queue == Queue.BLOCKED) == inBlocked && ticket.channel.equals(channel)) {
          return ticket;
        }
      }
      return null;
    }
  }

  /** Those read or made for this batch, by their ids. */
  final Map<String, Customer> customers = new HashMap<>();

  /** Those known from batches before, by the place of a message of theirs in the batch. */
  private final @Nullable Customer[] remembered;

  /**
   * Nobody is in it.
   *
   * @param size of the batch
   */
  BatchState(int size) {
    this.remembered = new Customer[size];
  }

  void remember(int index, Customer customer) {
    remembered[index] = customer;
  }

  /** Whose the message at this place is, null if it is somebody who does not exist yet. */
  @Nullable Customer customer(int index, String customerId) {
    Customer known = remembered[index];
    return known == null ? customers.get(customerId) : known;
  }
}
