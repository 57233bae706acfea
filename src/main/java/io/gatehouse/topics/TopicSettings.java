package io.gatehouse.topics;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the topics of this installation differ from {@code topics/}.
 *
 * @param create whether missing topics are created at start; if not, a missing topic stops the
 *     start
 * @param replication replication factor of created topics; -1 is the broker's default
 * @param names names on the broker, by name in the contract, for example {@code
 *     names[messages.inbound]=eu.inbound}
 * @param partitions partitions of created topics, by name in the contract
 */
@ConfigurationProperties("gatehouse.topics")
public record TopicSettings(
    @DefaultValue("true") boolean create,
    @DefaultValue("-1") short replication,
    @DefaultValue Map<String, String> names,
    @DefaultValue Map<String, Integer> partitions) {}
