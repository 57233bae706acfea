/** The contract as a page for people, made from the files of {@code topics/}. */
@ApplicationModule(displayName = "Docs")
@NullMarked
package io.gatehouse.docs;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
