package io.gatehouse.local.demo;

/** The users of {@code access/kafka.yaml} that the demo works as. */
enum Login {
  CONNECTOR("connector"),
  BOT("bot"),
  AGENTS("agents-screen"),
  SUPERVISORS("supervisors-screen"),
  ADMINS("admins-screen");

  private final String user;

  Login(String user) {
    this.user = user;
  }

  String user() {
    return user;
  }
}
