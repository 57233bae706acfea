package io.gatehouse.commands;

import io.gatehouse.deadletters.DeadLetters;
import io.gatehouse.kafka.Batch;
import io.gatehouse.kafka.Transaction;
import io.gatehouse.topics.Topic;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Publishes what was decided. One transaction must stay well inside its time-out, so a large move
 * takes several: each but the last commits the command's own offset, with how many of its records
 * are out; the last has the outcome.
 */
@Component
class Announcer {

  private static final int MAX_RECORDS = 5_000;
  private static final int MAX_BYTES = 4 * 1024 * 1024;
  private static final String POSITION = "published=";

  private final CommandRecords records;
  private final DeadLetters deadLetters;

  Announcer(CommandRecords records, DeadLetters deadLetters) {
    this.records = records;
    this.deadLetters = deadLetters;
  }

  void announce(Batch batch, Topic topic, List<Decided> decided) {
    var queue =
        decided.stream().map(each -> new Pending(each, records(batch, topic, each))).iterator();
    var current = new Cursor(queue);
    while (current.pending != null) {
      batch.publish(transaction -> fill(transaction, current));
    }
  }

  private static void fill(Transaction transaction, Cursor cursor) {
    int sent = 0;
    int bytes = 0;
    for (Pending pending = cursor.pending; pending != null; pending = cursor.advance()) {
      var partition = Batch.partition(pending.decided.received());
      long offset = pending.decided.received().offset();
      while (pending.records.hasNext()) {
        if (sent == MAX_RECORDS || bytes > MAX_BYTES) {
          transaction.commit(partition, offset, POSITION + pending.records.count);
          return;
        }
        ProducerRecord<byte[], byte[]> next = pending.records.next();
        transaction.send(next);
        sent++;
        bytes += next.value() == null ? 0 : next.value().length;
      }
      transaction.commit(partition, offset + 1);
    }
    transaction.flushBeside();
  }

  private Counted records(Batch batch, Topic topic, Decided decided) {
    return switch (decided) {
      case Decided.Announced announced -> {
        var all = new Counted(records.all(announced.command()));
        if (announced.replay()) {
          all.skip(alreadyOut(batch, announced));
        }
        yield all;
      }
      case Decided.SentAgain again -> one(records.outcome(again.command()));
      case Decided.DeadLetter dead -> one(deadLetters.of(topic, dead.received(), dead.defect()));
      case Decided.AlreadyPublished published -> new Counted(Collections.emptyIterator());
    };
  }

  private static Counted one(ProducerRecord<byte[], byte[]> only) {
    return new Counted(List.of(only).iterator());
  }

  private static long alreadyOut(Batch batch, Decided.Announced announced) {
    OffsetAndMetadata committed = batch.committed(Batch.partition(announced.received()));
    return committed != null
            && committed.offset() == announced.received().offset()
            && committed.metadata().startsWith(POSITION)
        ? Long.parseLong(committed.metadata().substring(POSITION.length()))
        : 0;
  }

  private record Pending(Decided decided, Counted records) {}

  private static final class Cursor {
    private final Iterator<Pending> rest;
    private @Nullable Pending pending;

    Cursor(Iterator<Pending> rest) {
      this.rest = rest;
      this.pending = advance();
    }

    @Nullable Pending advance() {
      pending = rest.hasNext() ? rest.next() : null;
      return pending;
    }
  }

  /** Records, counted as they are taken. */
  private static final class Counted implements Iterator<ProducerRecord<byte[], byte[]>> {
    private final Iterator<ProducerRecord<byte[], byte[]>> records;
    private long count;

    Counted(Iterator<ProducerRecord<byte[], byte[]>> records) {
      this.records = records;
    }

    void skip(long wanted) {
      while (count < wanted && hasNext()) {
        next();
      }
    }

    @Override
    public boolean hasNext() {
      return records.hasNext();
    }

    @Override
    public ProducerRecord<byte[], byte[]> next() {
      count++;
      return records.next();
    }
  }
}
