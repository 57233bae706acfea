/** Every meter, declared in one place. */
@ApplicationModule(displayName = "Metrics")
@NullMarked
package io.gatehouse.metrics;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
