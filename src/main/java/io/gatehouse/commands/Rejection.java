package io.gatehouse.commands;

/**
 * Why a command was refused ({@code code} of its outcome), in the order in which the reasons apply.
 */
public enum Rejection {
  ID_REUSED("id-reused", "this commandId was used before with other content"),
  SUPERSEDED("superseded", "a later command has asked for the same flag"),
  FEATURE_DISABLED("feature-disabled", "the setting that allows this is off"),
  UNKNOWN_CUSTOMER("unknown-customer", "there is no such customer"),
  UNKNOWN_TICKET("unknown-ticket", "the customer has no such ticket, or it was merged or deleted"),
  BLACKLISTED("blacklisted", "the customer is blacklisted"),
  BLOCKED("blocked", "the customer is blocked"),
  WRONG_STATE("wrong-state", "the ticket's state does not allow this");

  private final String code;
  private final String message;

  Rejection(String code, String message) {
    this.code = code;
    this.message = message;
  }

  public String code() {
    return code;
  }

  public String message() {
    return message;
  }
}
