package io.gatehouse.reading;

/** A cursor that no page of this list has given. */
public final class BadCursorException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BadCursorException() {
    super("the cursor is not one of this list", null, false, false);
  }
}
