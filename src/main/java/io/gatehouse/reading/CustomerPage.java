package io.gatehouse.reading;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the list of customers. It may have fewer than asked for, or none, and still not be the
 * last.
 *
 * @param next cursor of the page after it, null if there is none
 * @param total on the first page, else null
 * @param complete false if more names or ids fit than are looked at: the search wants more letters
 */
public record CustomerPage(
    List<CustomerSummary> items, @Nullable String next, @Nullable Total total, boolean complete) {

  public CustomerPage {
    items = List.copyOf(items);
  }
}
