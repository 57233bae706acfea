package io.gatehouse.reading;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list. It may have fewer entries than asked for, or none, and still not be the last:
 * so many rows are looked at for one page, and no more.
 *
 * @param next cursor of the page after it, null if there is none
 */
public record Page<T>(List<T> items, @Nullable String next) {

  public Page {
    items = List.copyOf(items);
  }
}
