package io.gatehouse.reading;

import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import ua_parser.Client;
import ua_parser.Parser;

/** Browser and system by what the browser says of itself. Only read when somebody looks. */
@Component
class UserAgents {

  private static final int LONGEST = 1_000;
  private static final String UNKNOWN = "Other";

  /** Null where the user agent does not say. */
  record Software(@Nullable String browser, @Nullable String system) {
    static final Software UNKNOWN = new Software(null, null);
  }

  /** Made when first needed: it reads a thousand patterns. */
  private static final class Patterns {
    private static final Parser PARSER = new Parser();
  }

  Software softwareOf(@Nullable String userAgent) {
    if (userAgent == null || userAgent.isBlank() || userAgent.length() > LONGEST) {
      return Software.UNKNOWN;
    }
    Client client = Patterns.PARSER.parse(userAgent);
    return new Software(
        words(client.userAgent.family, client.userAgent.major, null),
        words(client.os.family, client.os.major, client.os.minor));
  }

  private static @Nullable String words(
      @Nullable String family, @Nullable String major, @Nullable String minor) {
    if (family == null || family.equals(UNKNOWN)) {
      return null;
    }
    String version =
        Stream.of(major, minor).filter(Objects::nonNull).collect(Collectors.joining("."));
    return version.isEmpty() ? family : family + " " + version;
  }
}
