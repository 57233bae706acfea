/**
 * What connectors send, and what agents and BOTs say: one message, one reply, and what is wrong
 * with a bad one.
 */
@ApplicationModule(displayName = "Messages")
@NullMarked
package io.gatehouse.message;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
