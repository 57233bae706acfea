package io.gatehouse.routing;

import io.gatehouse.customers.LockVersions;
import io.gatehouse.progress.Progress;
import io.gatehouse.progress.SourcePartition;
import io.gatehouse.progress.Span;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What this worker's last batches knew of their customers, so that the next one does not ask the
 * database again. Used only where the database would say the same:
 *
 * <ul>
 *   <li>Commands renew the version of the customer's lock, or of the settings'. A batch compares it
 *       under the lock.
 *   <li>Batches of another worker leave the partition's progress elsewhere than this worker's last
 *       batch did. Where a connector puts a customer on two partitions, another batch may open a
 *       ticket, or move one while the BOT is off: opening or moving it again fails, and the batch
 *       starts over with nothing remembered; turning the BOT on is a settings command.
 *   <li>A batch that fails gives nothing back.
 * </ul>
 */
@Component
class RememberedCustomers {

  private record Entry(String customerId, BatchState.Customer customer, long version) {}

  private static final class Partition {
    private Map<String, Entry> recent = new HashMap<>();
    private Map<String, Entry> before = new HashMap<>();
    private long decided = -1;
    private long settings;
    private Instant period = Instant.EPOCH;

    @Nullable Entry find(String customerId) {
      Entry found = recent.get(customerId);
      if (found == null) {
        found = before.remove(customerId);
        if (found != null) {
          recent.put(customerId, found);
        }
      }
      return found;
    }

    /** Who has not been asked for since it was last called so is forgotten first. */
    void shrink(int most) {
      if (recent.size() > most / 2) {
        before = most == 0 ? new HashMap<>() : recent;
        recent = new HashMap<>();
      }
    }

    void clear() {
      recent.clear();
      before.clear();
    }
  }

  private final Map<Integer, Partition> partitions = new ConcurrentHashMap<>();
  private final int most;

  /**
   * Seen last, by any batch. Who is known from before a change that has been seen is asked for with
   * the unknown: otherwise, while commands come, every batch would find some out of date and read
   * twice.
   */
  private volatile @Nullable LockVersions seen;

  RememberedCustomers(InboundSettings settings) {
    this.most = settings.rememberedCustomers();
  }

  /**
   * For a batch: it has what is known of these partitions' customers for itself.
   *
   * @param size of the batch
   */
  Loan lend(Collection<SourcePartition> sources, int size) {
    Map<Integer, Partition> lent = new HashMap<>();
    for (SourcePartition source : sources) {
      @Nullable Partition known = partitions.put(source.id(), new Partition());
      lent.put(source.id(), known == null ? new Partition() : known);
    }
    return new Loan(lent, size);
  }

  void forgetAll() {
    partitions.clear();
  }

  /** What one batch has of it. Not thread-safe. */
  final class Loan {
    private final Map<Integer, Partition> lent;
    private final @Nullable Entry[] known;
    private final Partition[] from;

    /** With the partition that they are from. */
    private final Map<String, Partition> toLearn = new HashMap<>();

    private final @Nullable LockVersions seenBefore = seen;

    private Loan(Map<Integer, Partition> lent, int size) {
      this.lent = lent;
      this.known = new Entry[size];
      this.from = new Partition[size];
    }

    /** The message at this place in the batch is this customer's. */
    void ask(int index, String customerId, int source) {
      Partition partition = lent.get(source);
      if (partition == null) {
        throw new IllegalStateException("the batch has nothing of partition " + source);
      }
      Entry found = partition.find(customerId);
      if (found == null || isOutOfDate(found)) {
        toLearn.putIfAbsent(customerId, partition);
      } else {
        known[index] = found;
        from[index] = partition;
      }
    }

    private boolean isOutOfDate(Entry entry) {
      return seenBefore != null && entry.version != seenBefore.of(entry.customerId);
    }

    /** Who has to be read: nothing is known of them, or nothing that holds. */
    List<String> unknown() {
      return List.copyOf(toLearn.keySet());
    }

    /**
     * Puts the others in the state, as far as what is known of them still holds.
     *
     * @param progress of the partitions, locked
     * @param versions under the locks
     * @param period of the history, in which it is now
     * @return who has to be read too
     */
    Set<String> recall(
        Map<Integer, Progress> progress, LockVersions versions, Instant period, BatchState state) {
      seen = versions;
      Set<Partition> outOfDate = new HashSet<>();
      lent.forEach(
          (source, partition) -> {
            if (partition.decided != Span.progressOf(source, progress).decided()
                || partition.settings != versions.ofSettings()
                || !partition.period.equals(period)) {
              partition.clear();
              outOfDate.add(partition);
            }
            partition.settings = versions.ofSettings();
            partition.period = period;
          });
      Set<String> changed = new HashSet<>();
      for (int i = 0; i < known.length; i++) {
        Entry entry = known[i];
        if (entry == null) {
          continue;
        }
        if (entry.version == versions.of(entry.customerId) && !outOfDate.contains(from[i])) {
          state.remember(i, entry.customer);
        } else {
          toLearn.put(entry.customerId, from[i]);
          changed.add(entry.customerId);
        }
      }
      return changed;
    }

    /** The batch is stored: what it knows of its customers is remembered. */
    void giveBack(Map<Integer, Progress> decided, LockVersions versions, BatchState state) {
      toLearn.forEach(
          (id, partition) -> {
            BatchState.@Nullable Customer customer = state.customers.get(id);
            if (customer != null) {
              partition.recent.put(id, new Entry(id, customer, versions.of(id)));
            }
          });
      lent.forEach(
          (source, partition) -> {
            partition.decided = Span.progressOf(source, decided).decided();
            partitions.put(source, partition);
            partition.shrink(most / partitions.size());
          });
    }
  }
}
