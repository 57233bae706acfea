package io.gatehouse.tools;

/** What the exit codes say. */
enum Exit {
  DONE(0, "done, or nothing had to be changed"),
  FAILED(1, "failed: the broker, the database, the network, or a fault; stderr says what"),
  USAGE(2, "the command line, or what was to be sent, is wrong; it was not sent"),
  REJECTED(3, "Gatehouse did not accept it; the output says why"),
  NO_ANSWER(4, "no answer in time; it may come later"),
  BROKEN(5, "verify: a guarantee does not hold");

  private final int code;
  private final String meaning;

  Exit(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  int code() {
    return code;
  }

  String meaning() {
    return meaning;
  }
}
