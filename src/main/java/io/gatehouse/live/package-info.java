/** What happens on the queues right now, for screens that show it. */
@ApplicationModule(displayName = "Live")
@NullMarked
package io.gatehouse.live;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
