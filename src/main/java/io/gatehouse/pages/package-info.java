/** How pages that a browser shows, the desk and the docs, are given to it. */
@ApplicationModule(displayName = "Pages")
@NullMarked
package io.gatehouse.pages;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
