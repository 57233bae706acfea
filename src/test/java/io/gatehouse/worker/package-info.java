/** The worker as its users see it: topics in, topics out, on a real broker and database. */
@NullMarked
package io.gatehouse.worker;

import org.jspecify.annotations.NullMarked;
