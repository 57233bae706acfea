package io.gatehouse.commands;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rows read page by page while they are taken. */
final class Pages<R> implements Iterator<CommandRecords.Blueprint> {

  /** Reads the rows after the one given, which is null at the beginning. */
  interface Source<R> {
    List<R> after(@Nullable R last);
  }

  private final Source<R> source;
  private final Function<R, CommandRecords.Blueprint> blueprint;
  private Iterator<R> page = List.<R>of().iterator();
  private @Nullable R last;
  private boolean ended;

  Pages(Source<R> source, Function<R, CommandRecords.Blueprint> blueprint) {
    this.source = source;
    this.blueprint = blueprint;
  }

  @Override
  public boolean hasNext() {
    if (!page.hasNext() && !ended) {
      List<R> rows = source.after(last);
      ended = rows.isEmpty();
      page = rows.iterator();
    }
    return page.hasNext();
  }

  @Override
  public CommandRecords.Blueprint next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    R row = page.next();
    last = row;
    return blueprint.apply(row);
  }
}
