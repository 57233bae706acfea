/** What all commands have in common: one outcome each, decided once, announced in order. */
@ApplicationModule(displayName = "Commands")
@NullMarked
package io.gatehouse.commands;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
