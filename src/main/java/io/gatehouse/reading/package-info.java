/**
 * What screens read: customers, conversations, queues, and why things are as they are. Changes
 * nothing.
 */
@ApplicationModule(displayName = "Reading")
@NullMarked
package io.gatehouse.reading;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
