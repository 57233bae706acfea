package io.gatehouse.kafka;

import java.util.List;

/** One or more listeners, each of which gets its consumers. */
public interface BatchListeners {

  List<BatchListener> listeners();
}
