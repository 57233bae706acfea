/** Serves the desk: the web application for agents, on the HTTP API like any other screen. */
@ApplicationModule(displayName = "Desk")
@NullMarked
package io.gatehouse.desk;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
