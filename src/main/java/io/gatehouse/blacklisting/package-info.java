/** The blacklist: whose messages are kept and reach nobody. */
@ApplicationModule(displayName = "Blacklisting")
@NullMarked
package io.gatehouse.blacklisting;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
