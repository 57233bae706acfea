package io.gatehouse.tools;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;

/** One line for what went wrong, in words that help; stack traces are for faults. */
final class Failures {

  private Failures() {}

  /**
   * The line.
   *
   * @param broker where the broker was looked for
   */
  static String line(Throwable failure, String broker) {
    if (failure instanceof ToolException tool) {
      return tool.reason();
    }
    return chain(failure)
        .flatMap(each -> known(each, broker))
        .findFirst()
        .orElseGet(() -> fault(failure));
  }

  static Exit exit(Throwable failure) {
    return failure instanceof ToolException tool ? tool.exit() : Exit.FAILED;
  }

  static String rootMessage(Throwable failure) {
    Throwable root = chain(failure).reduce(failure, (outer, inner) -> inner);
    return String.valueOf(root.getMessage());
  }

  private static Stream<Throwable> chain(Throwable failure) {
    return Stream.iterate(failure, each -> each != null, each -> each.getCause());
  }

  private static Stream<String> known(Throwable failure, String broker) {
    return switch (failure) {
      case AuthenticationException e ->
          Stream.of("the broker at %s refuses the login: %s".formatted(broker, e.getMessage()));
      case AuthorizationException e ->
          Stream.of(
              "this login lacks a right at the broker: %s (to send without reading: --no-wait)"
                  .formatted(e.getMessage()));
      case TimeoutException e ->
          Stream.of(
              "no broker answers at %s (%s); see --bootstrap-server and --command-config"
                  .formatted(broker, e.getMessage()));
      case KafkaException e ->
          e.getCause() == null
              ? Stream.of("the broker at %s: %s".formatted(broker, e.getMessage()))
              : Stream.empty();
      case SQLException e -> Stream.of("the database: " + e.getMessage());
      default -> Stream.empty();
    };
  }

  private static String fault(Throwable failure) {
    String where =
        Arrays.stream(failure.getStackTrace())
            .filter(frame -> frame.getClassName().startsWith("io.gatehouse."))
            .findFirst()
            .map(frame -> " at " + frame)
            .orElse("");
    return "a fault in this tool, please report it: " + failure + where;
  }
}
