/** The worker under faults: drawn at random by the nemesis, while traffic and commands flow. */
@NullMarked
package io.gatehouse.nemesis;

import org.jspecify.annotations.NullMarked;
