/**
 * The plumbing between a topic and a handler: consumers, transactions, committed positions, admin.
 */
@ApplicationModule(displayName = "Kafka")
@NullMarked
package io.gatehouse.kafka;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
