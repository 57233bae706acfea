/**
 * The API over HTTP: who may do what, the problems it answers with, its OpenAPI document, and the
 * endpoints. Knows every other module; none knows it.
 */
@ApplicationModule(displayName = "HTTP API")
@NullMarked
package io.gatehouse.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
