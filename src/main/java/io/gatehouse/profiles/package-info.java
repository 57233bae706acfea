/** What agents note about a customer: the profile and the tags. */
@ApplicationModule(displayName = "Profiles")
@NullMarked
package io.gatehouse.profiles;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
