/** Customers, their two flags, and the lock that puts everything about one customer in order. */
@ApplicationModule(displayName = "Customers")
@NullMarked
package io.gatehouse.customers;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
