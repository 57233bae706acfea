/** The example for Kubernetes is what Kubernetes knows, and agrees with the worker. */
@NullMarked
package io.gatehouse.kubernetes;

import org.jspecify.annotations.NullMarked;
