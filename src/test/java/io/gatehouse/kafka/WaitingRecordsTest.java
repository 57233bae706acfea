package io.gatehouse.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaitingRecordsTest {

  private final WaitingRecords waiting = new WaitingRecords();

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # records of partitions 0, 1, ...; at most, idle lanes, busy partitions: taken of each partition
          999,                 10000, 2, '',  0=999
          400 400 199,         10000, 2, '',  0=400 1=400 2=199
          300 300 300,         10000, 1, 1,   ''
          300 300 300 100,     10000, 1, 9,   0=300 1=300 2=300 3=100
          500 700,             10000, 1, 1,   ''
          700 500 5000,        10000, 1, 2,   0=700 1=500
          17000,               10000, 2, '',  0=8500
          17000,               10000, 1, '',  0=10000
          17000 9000,          10000, 1, '',  0=10000
          9000 17000,          10000, 2, '',  1=10000
          9000 9000 800 200,   10000, 1, '',  0=9000 2=800 3=200
          9000 9000 9000,      10000, 2, 0,   1=9000
          6000 3000 2000 1000, 10000, 2, '',  0=6000
          6000 3000 2000 1000, 10000, 1, 0,   1=3000 2=2000 3=1000
          2000 1500 700,       10000, 4, '',  0=1050
          3000,                500,   1, '',  0=500
          """)
  void aBatchIsOfFewPartitions(String records, int most, int idle, String busy, String expected) {
    add(numbers(records));

    assertThat(sizes(take(most, idle, partitions(busy)))).isEqualTo(expected);
  }

  @Test
  void everythingIsTakenOnceAndEachPartitionInItsOrder() {
    add(List.of(25_000, 300, 9_999, 1));
    List<ConsumerRecord<byte[], byte[]>> taken = new ArrayList<>();
    while (waiting.count() > 0) {
      taken.addAll(take(10_000, 2, Set.of()));
    }

    assertThat(take(10_000, 2, Set.of())).isEmpty();
    assertThat(sizes(taken)).isEqualTo("0=25000 1=300 2=9999 3=1");
    assertThat(taken.stream().collect(Collectors.groupingBy(ConsumerRecord::partition)).values())
        .allSatisfy(
            partition ->
                assertThat(partition)
                    .extracting(ConsumerRecord::offset)
                    .containsExactlyElementsOf(
                        IntStream.range(0, partition.size())
                            .mapToLong(offset -> offset)
                            .boxed()
                            .toList()));
  }

  @Test
  void whatIsDroppedIsNotTaken() {
    add(List.of(2_000, 3_000));

    waiting.drop(partitions("0 7"));

    assertThat(waiting.count()).isEqualTo(3_000);
    assertThat(sizes(take(10_000, 1, Set.of()))).isEqualTo("1=3000");
    assertThat(waiting.count()).isZero();
  }

  private List<ConsumerRecord<byte[], byte[]>> take(int most, int idle, Set<TopicPartition> busy) {
    WaitingRecords.Share share = waiting.take(most, idle, busy);
    if (share == null) {
      return List.of();
    }
    assertThat(share.partitions())
        .isEqualTo(share.records().stream().map(Batch::partition).collect(Collectors.toSet()));
    return share.records();
  }

  private void add(List<Integer> sizes) {
    for (int partition = 0; partition < sizes.size(); partition++) {
      for (int offset = 0; offset < sizes.get(partition); offset++) {
        waiting.add(
            List.of(new ConsumerRecord<>("topic", partition, offset, new byte[0], new byte[0])));
      }
    }
  }

  private static List<Integer> numbers(String text) {
    return Stream.of(text.split(" ", -1))
        .filter(each -> !each.isEmpty())
        .map(Integer::valueOf)
        .toList();
  }

  private static Set<TopicPartition> partitions(String text) {
    return numbers(text).stream()
        .map(number -> new TopicPartition("topic", number))
        .collect(Collectors.toSet());
  }

  private static String sizes(List<ConsumerRecord<byte[], byte[]>> records) {
    Map<Integer, Integer> sizes = new TreeMap<>();
    records.forEach(each -> sizes.merge(each.partition(), 1, Integer::sum));
    return sizes.entrySet().stream()
        .map(each -> each.getKey() + "=" + each.getValue())
        .collect(Collectors.joining(" "));
  }
}
