/** One message's way: decode, read state, decide, store, publish. */
@ApplicationModule(displayName = "Routing")
@NullMarked
package io.gatehouse.routing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
