package io.gatehouse.proof;

/** What must hold, as {@code guarantees.md} numbers it. */
public enum Property {
  CONSERVATION("G1 conservation"),
  EXACTLY_ONCE("G2 exactly once"),
  ORDER("G3 order"),
  AGREEMENT("G4 agreement"),
  BLOCK("G5 a block is a block"),
  ERASURE("G6 erasure"),
  RESTORED("restored messages");

  private final String label;

  Property(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }
}
