/** What agents do with a conversation: assign, hand over, close, rate, call back. */
@ApplicationModule(displayName = "Conversations")
@NullMarked
package io.gatehouse.conversations;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
