package io.gatehouse.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Which role an endpoint needs at least. The only place where that is said: {@link Doorkeeper} asks
 * it, and the API's document and the tests read it. An endpoint without it answers nobody.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface Allowed {

  /** The least role. */
  Role value();
}
