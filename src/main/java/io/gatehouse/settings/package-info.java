/** The switches that admins set while Gatehouse runs. */
@ApplicationModule(displayName = "Settings")
@NullMarked
package io.gatehouse.settings;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
