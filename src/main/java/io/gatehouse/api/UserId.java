package io.gatehouse.api;

/** What a user's id may be: that of an actor in {@code topics/schemas/common.yaml}. */
final class UserId {

  static final int MAX_LENGTH = 128;

  private UserId() {}

  static boolean isValid(String id) {
    return !id.isBlank()
        && id.codePointCount(0, id.length()) <= MAX_LENGTH
        && id.chars().noneMatch(Character::isISOControl);
  }
}
