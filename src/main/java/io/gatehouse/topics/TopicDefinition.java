package io.gatehouse.topics;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * One file of {@code topics/}.
 *
 * @param topic which of the contract it is
 * @param name its name on the broker, unless {@code gatehouse.topics.names} has another
 * @param partitions how many it is created with
 * @param config Kafka's topic configuration, explicit because order, erasure and superseding depend
 *     on it
 * @param value JSON Schema of the record value
 */
public record TopicDefinition(
    Topic topic,
    String name,
    String description,
    String writtenBy,
    String key,
    int partitions,
    Map<String, String> config,
    JsonNode value) {}
