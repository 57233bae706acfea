package io.gatehouse.proof;

import io.gatehouse.topics.Topic;

/** Where a record is. */
record Position(Topic topic, int partition, long offset) {

  @Override
  public String toString() {
    return topic.contractName() + ':' + partition + ':' + offset;
  }
}
