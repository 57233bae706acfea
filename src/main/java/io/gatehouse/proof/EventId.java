package io.gatehouse.proof;

import java.util.regex.Pattern;

/**
 * A {@code ce_id}, {@code <topic id>:<partition>:<offset>} of the input record that it answers,
 * with {@code :<suffix>} for what a command or a message brings about besides. Kept in parts, which
 * is smaller than the text.
 *
 * @param source Kafka's id of the topic; the whole text if it has another form, then the partition
 *     is -1
 * @param suffix empty on the answer itself
 */
record EventId(String source, int partition, long offset, String suffix) {

  private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,17}");

  static EventId parse(String text) {
    int first = text.indexOf(':');
    int second = text.indexOf(':', first + 1);
    if (first <= 0 || second < 0) {
      return new EventId(text, -1, -1, "");
    }
    int third = text.indexOf(':', second + 1);
    String partition = text.substring(first + 1, second);
    String offset = text.substring(second + 1, third < 0 ? text.length() : third);
    if (partition.length() > 9 || !isNumber(partition) || !isNumber(offset)) {
      return new EventId(text, -1, -1, "");
    }
    return new EventId(
        text.substring(0, first),
        Integer.parseInt(partition),
        Long.parseLong(offset),
        third < 0 ? "" : text.substring(third + 1));
  }

  /** The id of the answer that this was published with. */
  EventId base() {
    return suffix.isEmpty() ? this : new EventId(source, partition, offset, "");
  }

  /** The number of this output among those of its command, -1 if it is no such output. */
  long number() {
    return isNumber(suffix) ? Long.parseLong(suffix) : -1;
  }

  private static boolean isNumber(String text) {
    return NUMBER.matcher(text).matches();
  }

  @Override
  public String toString() {
    String answer = partition < 0 ? source : source + ':' + partition + ':' + offset;
    return suffix.isEmpty() ? answer : answer + ':' + suffix;
  }
}
