package io.gatehouse.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanesTest {

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # records of each partition, lanes, records of each share
          999,                 2, 999
          400 400 199,         2, 999
          1000,                2, 1000
          500 500,             1, 1000
          500 500,             2, 500 500
          2000 1000 1000,      2, 2000 2000
          2000 100 100 100,    2, 2000 300
          900 800 700 600 500, 3, 900 1300 1300
          600 600,             4, 600 600
          """)
  void shares_are_of_about_the_same_size(String partitions, int lanes, String sizes) {
    List<ConsumerRecord<byte[], byte[]>> records = records(numbers(partitions));

    assertThat(Lanes.shares(records, lanes).stream().map(List::size))
        .containsExactlyInAnyOrderElementsOf(numbers(sizes));
  }

  @Test
  void each_partition_is_in_one_share_in_its_order() {
    List<ConsumerRecord<byte[], byte[]>> records = records(List.of(700, 300, 500));

    for (var share : Lanes.shares(records, 2)) {
      for (int partition : share.stream().map(ConsumerRecord::partition).distinct().toList()) {
        assertThat(share.stream().filter(each -> each.partition() == partition))
            .containsExactlyElementsOf(
                records.stream().filter(each -> each.partition() == partition).toList());
      }
    }
  }

  private static List<Integer> numbers(String text) {
    return Stream.of(text.split(" ", -1)).map(Integer::valueOf).toList();
  }

  private static List<ConsumerRecord<byte[], byte[]>> records(List<Integer> partitions) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int partition = 0; partition < partitions.size(); partition++) {
      for (int offset = 0; offset < partitions.get(partition); offset++) {
        records.add(new ConsumerRecord<>("topic", partition, offset, new byte[0], new byte[0]));
      }
    }
    return records;
  }
}
