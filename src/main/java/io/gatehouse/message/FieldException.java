package io.gatehouse.message;

import io.gatehouse.deadletters.Defect;

/** Ends the reading of a message at the first field that is wrong. Never leaves this package. */
final class FieldException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  final transient Defect defect;

  FieldException(String field, String what) {
    super(null, null, false, false);
    this.defect = Defect.invalid(field, what);
  }
}
