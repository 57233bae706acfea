/**
 * When a conversation last had a message, to the minute: noted beside the routing, which it neither
 * delays nor can fail.
 */
@ApplicationModule(displayName = "Activity")
@NullMarked
package io.gatehouse.activity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
