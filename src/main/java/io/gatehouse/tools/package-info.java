/**
 * The tools on the command line, in the worker's jar: what connectors, screens and operators do,
 * for those who build around Gatehouse. They are clients of the topics like everybody; no worker
 * runs in them.
 */
@ApplicationModule(displayName = "Tools")
@NullMarked
package io.gatehouse.tools;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
