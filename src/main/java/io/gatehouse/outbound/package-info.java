/** What agents and BOTs say: the second gate, before it leaves for the customer. */
@ApplicationModule(displayName = "Outbound")
@NullMarked
package io.gatehouse.outbound;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
