/**
 * How the worker is doing now and has done lately, for a screen: from the meters and the health.
 */
@ApplicationModule(displayName = "Overview")
@NullMarked
package io.gatehouse.overview;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
