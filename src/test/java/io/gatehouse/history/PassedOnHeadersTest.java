package io.gatehouse.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A connector's headers go along; what Gatehouse says itself is never taken from outside. */
class PassedOnHeadersTest {

  @ParameterizedTest
  @CsvSource({
    "traceparent, true",
    "x-connector, true",
    "ce, true",
    "ceremony, true",
    "x-ce_id, true",
    "gatehouse, true",
    "kafka_dlt-original-topic, true",
    "ce_id, false",
    "ce_restored, false",
    "ce_, false",
    "gatehouse-error-code, false",
    "gatehouse-, false",
    "content-type, false"
  })
  void onlyAConnectorsOwnArePassedOn(String key, boolean passedOn) {
    var received = new RecordHeaders(List.<Header>of(header("a", "1"), header(key, "2")));

    assertThat(PassedOnHeaders.of(received))
        .containsExactlyElementsOf(
            passedOn ? List.of(header("a", "1"), header(key, "2")) : List.of(header("a", "1")));
  }

  @ParameterizedTest
  @MethodSource("headers")
  void comeBackFromTheHistoryAsTheyWere(List<Header> headers) {
    assertThat(PassedOnHeaders.decode(PassedOnHeaders.encode(headers)))
        .containsExactlyElementsOf(headers);
  }

  static Stream<List<Header>> headers() {
    return Stream.of(
        List.of(),
        List.of(header("traceparent", "00-4bf92f-00f067-01")),
        List.of(header("b", "1"), header("a", "2"), header("b", "3"), header("b", "1")),
        List.of(new RecordHeader("null", (byte[]) null), header("after", "x")),
        List.of(header("empty", ""), header("", "no key"), header("", "")),
        List.of(new RecordHeader("bytes", new byte[] {0, -1, -128, 127, 0, 0, 0, 0})),
        List.of(header("Schlüssel 😀", "Wert 😀"), header("after", "x")),
        List.of(new RecordHeader("long", new byte[200_000]), header("after", "x")));
  }

  @Test
  void noHeadersTakeNoPlaceInTheHistory() {
    assertThat(PassedOnHeaders.encode(List.of())).isNull();
    assertThat(PassedOnHeaders.decode(null)).isEmpty();
  }

  private static Header header(String key, String value) {
    return new RecordHeader(key, value.getBytes(StandardCharsets.UTF_8));
  }
}
