/** What every topic is: read from the folder {@code topics/}, created and checked at start. */
@ApplicationModule(displayName = "Topics")
@NullMarked
package io.gatehouse.topics;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
