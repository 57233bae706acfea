package io.gatehouse.tools;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MessageLinesTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC);

  @TempDir Path folder = Path.of(".");

  private final SendOptions options = new SendOptions();

  private List<MessageLines.Line> read(String... lines) throws IOException {
    options.file = Files.write(folder.resolve("messages"), List.of(lines));
    List<MessageLines.Line> read = new ArrayList<>();
    new MessageLines(options, Map.of("channel", "sms"), CLOCK).forEach(read::add);
    return read;
  }

  @Test
  void a_complete_line_stays_byte_for_byte() throws IOException {
    String line =
        "{ \"messageId\":\"m-1\", \"customerId\":\"c-1\", \"channel\":\"web\", \"sentAt\":\"x\", \"own\":1e3 }";

    List<MessageLines.Line> read = read(line);

    assertThat(read).hasSize(1);
    assertThat(new String(read.getFirst().value(), UTF_8)).isEqualTo(line);
    assertThat(read.getFirst().messageId()).isEqualTo("m-1");
    assertThat(read.getFirst().customerId()).isEqualTo("c-1");
  }

  @Test
  void what_a_line_lacks_is_taken_from_the_options_and_made_up() throws IOException {
    options.customer = "c-9";

    List<MessageLines.Line> read = read("{\"text\": \"a\"}", "", "{\"customerId\": \"c-2\"}");

    assertThat(read).extracting(MessageLines.Line::customerId).containsExactly("c-9", "c-2");
    assertThat(read).extracting(MessageLines.Line::name).containsExactly("line 1", "line 3");
    assertThat(read).extracting(MessageLines.Line::messageId).doesNotHaveDuplicates();
    assertThat(new String(read.getFirst().value(), UTF_8))
        .contains("\"channel\":\"sms\"", "\"sentAt\":\"2026-11-21T10:00:00Z\"", "\"text\":\"a\"");
  }

  @Test
  void a_line_that_is_no_object_is_left_for_the_check() throws IOException {
    List<MessageLines.Line> read = read("{\"text", "[1]");

    assertThat(read)
        .extracting(line -> new String(line.value(), UTF_8))
        .containsExactly("{\"text", "[1]");
  }
}
