/** Block, unblock and delete-all. */
@ApplicationModule(displayName = "Blocking")
@NullMarked
package io.gatehouse.blocking;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
