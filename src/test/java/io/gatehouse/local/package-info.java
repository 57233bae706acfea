/**
 * Kafka and PostgreSQL as real programs on this machine: for the local run ({@code ./mvnw
 * spring-boot:test-run}, {@link io.gatehouse.local.LocalGatehouse}) and for tests ({@link
 * io.gatehouse.local.TestServices}). Nothing here is part of the worker.
 *
 * <p>Both services end when the JVM that started them ends, however it ends; their data stays.
 */
@NullMarked
package io.gatehouse.local;

import org.jspecify.annotations.NullMarked;
