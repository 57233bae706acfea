package io.gatehouse.progress;

import java.util.Map;

/** The offsets of one partition in a batch, from the first to the last. */
public final class Span {

  private final SourcePartition source;
  private final long first;
  private long last;

  public Span(SourcePartition source, long first) {
    this.source = source;
    this.first = first;
    this.last = first;
  }

  public SourcePartition source() {
    return source;
  }

  public long first() {
    return first;
  }

  public long last() {
    return last;
  }

  public void extendTo(long offset) {
    last = offset;
  }

  /**
   * The row of a partition.
   *
   * @throws IllegalStateException if there is none
   */
  public static Progress progressOf(int id, Map<Integer, Progress> progress) {
    Progress known = progress.get(id);
    if (known == null) {
      throw new IllegalStateException("no progress row " + id);
    }
    return known;
  }
}
