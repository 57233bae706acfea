package io.gatehouse.tools;

import org.jspecify.annotations.Nullable;

/** What the commands of one call have in common. */
final class Session {

  private final ConnectionOptions options;
  private final Output output;
  private @Nullable Installation installation;

  Session(ConnectionOptions options, Output output) {
    this.options = options;
    this.output = output;
  }

  Output output() {
    return output;
  }

  ConnectionOptions options() {
    return options;
  }

  /** Made when it is first needed, since help needs none. */
  Installation installation() {
    if (installation == null) {
      installation = new Installation(options);
    }
    return installation;
  }

  /** For messages to people, also when the settings could not be read. */
  String broker() {
    return installation == null ? "?" : installation.bootstrapServers();
  }
}
