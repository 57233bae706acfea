/** How far the input topics are decided and published: what makes a replay a replay. */
@ApplicationModule(displayName = "Progress")
@NullMarked
package io.gatehouse.progress;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
