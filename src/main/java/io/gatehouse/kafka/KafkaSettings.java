package io.gatehouse.kafka;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What Gatehouse needs to know about itself as a Kafka client; connection settings are {@code
 * spring.kafka.*}.
 *
 * @param instanceId names this worker among those that run at the same time, and stays the same
 *     when it starts again: it begins the transactional ids, so that a killed worker's transaction
 *     is ended by its next start and not by a time-out
 */
@ConfigurationProperties("gatehouse.kafka")
public record KafkaSettings(String instanceId) {}
