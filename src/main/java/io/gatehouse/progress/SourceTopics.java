package io.gatehouse.progress;

import io.gatehouse.topics.Topic;
import io.gatehouse.topics.Topics;
import org.springframework.stereotype.Component;

/** Makes each listener the topic that it reads. */
@Component
public class SourceTopics {

  private final Topics topics;
  private final SourcePartitions partitions;
  private final ProgressStore progress;
  private final Publications publications;

  SourceTopics(
      Topics topics,
      SourcePartitions partitions,
      ProgressStore progress,
      Publications publications) {
    this.topics = topics;
    this.partitions = partitions;
    this.progress = progress;
    this.publications = publications;
  }

  public SourceTopic of(Topic topic) {
    return new SourceTopic(topics.name(topic), partitions, progress, publications);
  }
}
