package io.gatehouse.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Checking and reading one record of {@code messages.inbound}. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ParsingBenchmark {

  private static final String KEY = "c-4711";

  private final InboundMessageParser parser = new InboundMessageParser();
  private final ConsumerRecord<byte[], byte[]> plain =
      message(
          """
          {"messageId":"m-17","customerId":"c-4711","channel":"whatsapp","sentAt":"2026-11-21T10:00:00Z","text":"Good morning, \
          I am still waiting for the parcel with the number 4711, which should have been here last Thursday.",\
          "attributes":{"locale":"en","device":"android"}}""");
  private final ConsumerRecord<byte[], byte[]> rich =
      message(
          """
          {"messageId":"m-17","customerId":"c-4711","channel":"web","sentAt":"2026-11-21T10:00:00+01:00","text":"早上好，我的包裹呢？",\
          "attachments":[{"url":"https://files.example/1","contentType":"image/png","name":"receipt.png","size":12345}],\
          "customer":{"nickname":"Mei","email":"mei@example.org","company":"Example Ltd"},\
          "web":{"ip":"192.0.2.7","region":"Zürich","userAgent":"Mozilla/5.0","source":"https://shop.example/"}}""");
  private final ConsumerRecord<byte[], byte[]> bad =
      message("{\"messageId\":\"m-17\",\"customerId\":\"c-4711\",\"channel\":\"WhatsApp\"}");

  @Benchmark
  public Object plain() {
    return parser.parse(plain);
  }

  @Benchmark
  public Object with_attachment_profile_and_web_details() {
    return parser.parse(rich);
  }

  @Benchmark
  public Object bad() {
    return parser.parse(bad);
  }

  private static ConsumerRecord<byte[], byte[]> message(String value) {
    return new ConsumerRecord<>(
        "messages.inbound", 0, 0, KEY.getBytes(UTF_8), value.getBytes(UTF_8));
  }
}
