/** What operators see: alerts and the dashboard, against a real Prometheus. */
@NullMarked
package io.gatehouse.monitoring;

import org.jspecify.annotations.NullMarked;
