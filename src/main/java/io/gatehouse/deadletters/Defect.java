package io.gatehouse.deadletters;

/**
 * Why a record cannot be accepted.
 *
 * @param message names the field, never quotes content
 */
public record Defect(Code code, String message) {

  /** The codes of the contract ({@code gatehouse-error-code}). */
  public enum Code {
    KEY_MISSING("key-missing"),
    KEY_MISMATCH("key-mismatch"),
    NOT_JSON("not-json"),
    INVALID("invalid"),
    TOO_LARGE("too-large");

    private final String contractName;

    Code(String contractName) {
      this.contractName = contractName;
    }

    public String contractName() {
      return contractName;
    }
  }

  public static Defect invalid(String field, String what) {
    return new Defect(Code.INVALID, field + ": " + what);
  }

  public static Defect notJson(String what) {
    return new Defect(Code.NOT_JSON, what);
  }
}
