package io.gatehouse.progress;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** What a batch has of each partition, by the partition's number in the database. */
public final class Spans {

  /** In the order of the numbers: who locks the rows one by one takes them so. */
  private final Map<Integer, Span> spans = new TreeMap<>();

  private Spans() {}

  /** Of records in the order of their offsets. */
  public static <T> Spans of(
      List<T> batch, Function<T, SourcePartition> source, ToLongFunction<T> offset) {
    var of = new Spans();
    @Nullable Span span = null;
    for (T each : batch) {
      SourcePartition partition = source.apply(each);
      long at = offset.applyAsLong(each);
      if (span == null || !span.source().equals(partition)) { // they come in runs of one partition
        span = of.spans.computeIfAbsent(partition.id(), id -> new Span(partition, at));
      }
      span.extendTo(at);
    }
    return of;
  }

  public List<SourcePartition> sources() {
    return spans.values().stream().map(Span::source).toList();
  }

  public void forEach(BiConsumer<Integer, Span> action) {
    spans.forEach(action);
  }
}
