/** The messages that were accepted, as they came, with the decision made for each. */
@ApplicationModule(displayName = "History")
@NullMarked
package io.gatehouse.history;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
