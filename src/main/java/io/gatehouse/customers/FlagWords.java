package io.gatehouse.customers;

import io.gatehouse.sql.RoundTrip;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * The last word on each flag. Commands for one customer travel on several topics and can be handled
 * in another order than they were given; the broker's append time decides, so that the flags end
 * the same whatever the order of handling.
 */
@Component
public class FlagWords {

  /** The flags of a customer. */
  public enum Flag {
    BLOCKED("blocked"),
    BLACKLISTED("blacklisted");

    private final String label;

    Flag(String label) {
      this.label = label;
    }
  }

  /**
   * What a command asks of a flag.
   *
   * @param wanted true to set it
   * @param at append time of the command
   */
  public record Word(boolean wanted, Instant at) {

    /** On a tie, setting wins. */
    boolean isOlderThan(Word other) {
      return at.isBefore(other.at) || (at.equals(other.at) && other.wanted && !wanted);
    }
  }

  private static final String LAST =
      "select wanted, asked_at from flag_word where customer_id = ? and flag = ?";
  private static final String SAY =
      """
      insert into flag_word (customer_id, flag, wanted, asked_at) values (?, ?, ?, ?)
      on conflict (customer_id, flag) do update set wanted = excluded.wanted, asked_at = excluded.asked_at
      """;

  /** The last word, once the round trip is run that it was asked for in. */
  public record Last(List<Word> said) {

    /** Whether a later command has asked for this flag. */
    public boolean supersedes(Word word) {
      return said.stream().anyMatch(word::isOlderThan);
    }
  }

  public Last last(String customerId, Flag flag, RoundTrip with) {
    return new Last(
        with.rows(
            LAST,
            (row, n) -> new Word(row.getBoolean(1), row.getTimestamp(2).toInstant()),
            customerId,
            flag.label));
  }

  /** Keeps the word, of a command that was not superseded; also for customers not seen before. */
  public void say(String customerId, Flag flag, Word word, RoundTrip with) {
    with.updateExactly(1, SAY, customerId, flag.label, word.wanted(), Timestamp.from(word.at()));
  }
}
