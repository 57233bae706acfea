/** Records that could not be accepted: why, and in what form they are kept. */
@ApplicationModule(displayName = "Dead letters")
@NullMarked
package io.gatehouse.deadletters;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
