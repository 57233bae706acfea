package io.gatehouse.reading;

/**
 * Who reads. What is blocked, and what a blacklisted customer wrote, is for supervisors only: an
 * agent sees neither the conversation nor its messages, wherever they are asked for.
 */
public enum Audience {
  AGENTS,
  SUPERVISORS;

  boolean seesBlocked() {
    return this == SUPERVISORS;
  }
}
