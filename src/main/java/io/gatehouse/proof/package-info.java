/**
 * Proof of what {@code guarantees.md} promises: {@link io.gatehouse.proof.Checker} reads all topics
 * and the database after a run has settled and names the first record that breaks a property. It
 * shares no code with the worker but the names of the topics.
 */
@ApplicationModule(displayName = "Proof")
@NullMarked
package io.gatehouse.proof;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
