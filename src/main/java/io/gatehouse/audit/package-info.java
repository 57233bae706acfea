/** Who changed what, when and why: stays when what it is about is deleted. */
@ApplicationModule(displayName = "Audit")
@NullMarked
package io.gatehouse.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
