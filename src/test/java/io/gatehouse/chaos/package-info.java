/**
 * Fail points: a worker in a JVM of its own stops at a named step until the test has done to it, to
 * the broker or to the database what it wants to see survived. An agent weaves them in; the program
 * itself knows nothing of them.
 */
@NullMarked
package io.gatehouse.chaos;

import org.jspecify.annotations.NullMarked;
