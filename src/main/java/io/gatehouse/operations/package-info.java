/** What operators see and what runs by itself: health, metrics, start-up checks, housekeeping. */
@ApplicationModule(displayName = "Operations")
@NullMarked
package io.gatehouse.operations;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
