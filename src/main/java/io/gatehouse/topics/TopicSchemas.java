package io.gatehouse.topics;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** The JSON Schemas of {@code topics/}, ready to validate. Formats are asserted. */
@Component
public class TopicSchemas {

  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          builder ->
              builder.schemaRegistryConfig(
                  SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
  private final Map<Topic, Schema> schemas = new ConcurrentHashMap<>();

  /** The schema of the topic's record value. */
  public Schema of(Topic topic) {
    return schemas.computeIfAbsent(
        topic,
        wanted ->
            registry.getSchema(
                SchemaLocation.of("classpath:topics/" + wanted.contractName() + ".yaml#/value")));
  }
}
