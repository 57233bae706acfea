/** What JDBC does not offer by itself. */
@ApplicationModule(displayName = "SQL")
@NullMarked
package io.gatehouse.sql;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
