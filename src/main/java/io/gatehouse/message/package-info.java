/** What connectors send: one inbound message, and what is wrong with a bad one. */
@ApplicationModule(displayName = "Messages")
@NullMarked
package io.gatehouse.message;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
