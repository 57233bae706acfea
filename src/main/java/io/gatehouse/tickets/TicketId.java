package io.gatehouse.tickets;

import java.util.OptionalLong;
import java.util.regex.Pattern;

/** The public id of a ticket, made from its number in the database: {@code t-1234}. */
public final class TicketId {

  private static final Pattern FORM = Pattern.compile("t-([1-9][0-9]{0,17})");

  private TicketId() {}

  public static String of(long ticketNo) {
    return "t-" + ticketNo;
  }

  /** The number, or empty if it is not the id of any ticket. */
  public static OptionalLong number(String ticketId) {
    var matcher = FORM.matcher(ticketId);
    return matcher.matches()
        ? OptionalLong.of(Long.parseLong(matcher.group(1)))
        : OptionalLong.empty();
  }
}
