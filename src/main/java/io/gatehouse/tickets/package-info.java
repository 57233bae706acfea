/** Tickets: which queue holds them, how they move, and the events that say so. */
@ApplicationModule(displayName = "Tickets")
@NullMarked
package io.gatehouse.tickets;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
