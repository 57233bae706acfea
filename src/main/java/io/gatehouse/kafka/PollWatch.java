package io.gatehouse.kafka;

import org.apache.kafka.clients.consumer.Consumer;

/** Is told how each poll of a consumer ended, on that consumer's thread. */
interface PollWatch {

  /**
   * The broker answered, or nothing came in time.
   *
   * @param records how many there are to be worked on
   */
  void polled(Consumer<?, ?> consumer, int records);

  /** It failed, the broker refused it for instance; the container will poll again. */
  void pollFailed(RuntimeException failure);
}
