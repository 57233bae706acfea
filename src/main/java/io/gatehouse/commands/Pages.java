package io.gatehouse.commands;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Rows read page by page while they are taken. */
final class Pages<R> implements Iterator<CommandRecords.Blueprint> {

  /** Reads the rows after the one given, which is null at the beginning. */
  interface Source<R> {
    List<R> after(@Nullable R last);
  }

  private final Source<R> source;
  private final Predicate<R> wanted;
  private final Function<R, CommandRecords.Blueprint> blueprint;
  private Iterator<R> page = List.<R>of().iterator();
  private @Nullable R last;
  private @Nullable R next;
  private boolean ended;

  Pages(Source<R> source, Predicate<R> wanted, Function<R, CommandRecords.Blueprint> blueprint) {
    this.source = source;
    this.wanted = wanted;
    this.blueprint = blueprint;
  }

  @Override
  public boolean hasNext() {
    while (next == null && !ended) {
      if (!page.hasNext()) {
        List<R> rows = source.after(last);
        ended = rows.isEmpty();
        page = rows.iterator();
      } else {
        R row = page.next();
        last = row;
        next = wanted.test(row) ? row : null;
      }
    }
    return next != null;
  }

  @Override
  public CommandRecords.Blueprint next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException();
    }
    R row = next;
    next = null;
    return blueprint.apply(row);
  }
}
