package io.gatehouse.api;

import io.gatehouse.reading.ErasureReceipts.Receipt;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** A receipt as an auditor files it: plain text, one fact a line. */
final class ReceiptText {

  private ReceiptText() {}

  static String of(Receipt receipt) {
    return """
      Gatehouse: receipt of an erasure

      Customer                     %s
      Command                      delete-all %s
      Given by                     %s
      At                           %s
      Outcome                      %s

      Tickets deleted              %d%s
      Messages erased              %d
      Replies erased               %d
      Gone from the log            %s

      Looked for at                %s
      Rows of these tickets        %d left
      Messages without a ticket    %d left
      Replies in these tickets     %d left
      Result                       %s
      """
        .formatted(
            receipt.customerId(),
            receipt.commandId(),
            receipt.actor(),
            seconds(receipt.at()),
            receipt.status(),
            receipt.ticketsDeleted(),
            receipt.tickets().isEmpty() ? "" : ": " + String.join(", ", receipt.tickets()),
            receipt.messagesErased(),
            receipt.repliesErased(),
            log(receipt.erasedFromLogBy(), receipt.goneFromLog()),
            seconds(receipt.checkedAt()),
            receipt.checks().ticketsLeft(),
            receipt.checks().messagesLeft(),
            receipt.checks().repliesLeft(),
            receipt.checks().passed() ? "nothing is left in the database" : "NOT PASSED");
  }

  private static String log(@Nullable Instant by, boolean gone) {
    if (by == null) {
      return "nothing was to be erased";
    }
    return (gone ? "since " : "by ") + seconds(by) + (gone ? "" : " at the latest");
  }

  private static Instant seconds(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS);
  }
}
